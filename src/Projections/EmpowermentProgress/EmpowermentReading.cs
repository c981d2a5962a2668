using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Projections.ArrearsTrend;
using NodaTime;

namespace BudgetCoaching.Projections.EmpowermentProgress;

/// <summary>All creditors' arrears stock from a day until the next step (R24).</summary>
public readonly record struct StockStep(LocalDate Day, Money Stock);

/// <summary>A household's way since entry from the read model.</summary>
/// <param name="Source">How far it has read.</param>
public sealed record EmpowermentReading(ReadingSource Source, EmpowermentSteps Steps)
{
    /// <summary>What a replay answers, save that the promises behind E1 are counted and not listed. Null before the enrolment.</summary>
    public Domain.Empowerment.EmpowermentProgress? At(LocalDate asOf) => Steps.At(asOf);
}

/// <summary>E1 and the arrears stock behind E2 by days.</summary>
/// <param name="Reliability">Ascending by day.</param>
/// <param name="Stock">Ascending by day; zero before the first.</param>
public sealed record EmpowermentSteps(
    LocalDate EnrolledOn, IReadOnlyList<ReliabilityStep> Reliability, IReadOnlyList<StockStep> Stock)
{
    public Domain.Empowerment.EmpowermentProgress? At(LocalDate asOf) => asOf < EnrolledOn
        ? null
        : Domain.Empowerment.EmpowermentProgress.Of(
            EnrolledOn, asOf, day => new PaymentReliability([], ReliabilitySteps.At(Reliability, day)), StockAt);

    private Money StockAt(LocalDate day)
    {
        var low = 0;
        var high = Stock.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Stock[middle].Day <= day ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? Money.Zero : Stock[low - 1].Stock;
    }
}
