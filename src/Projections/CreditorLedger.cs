using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Projections;

/// <summary>
/// Everything between a household and one creditor, by days: read for any later day it needs no event in between (R61), and no
/// recomputation.
/// </summary>
/// <param name="Timeline">The five figures and the age.</param>
/// <param name="Charges">The current monthly charge, ascending by day.</param>
/// <param name="Movements">Months in which something moved, ascending.</param>
public sealed record CreditorLedger(
    CreditorTimeline Timeline, IReadOnlyList<MonthlyChargeStep> Charges, IReadOnlyList<MonthMovements> Movements)
{
    public CreditorId Creditor => Timeline.Creditor;

    /// <summary>Everything that is told of one day, by the parameter set in force on it (R60).</summary>
    public CreditorFigures At(LocalDate asOf, AgencyReading agency)
    {
        var figures = Timeline.At(asOf);
        var values = agency.ValuesOn(asOf);
        var charge = MonthlyChargeSteps.At(Charges, asOf);
        var age = figures.OverdueSince is null ? 0 : Timeline.AgeDays(asOf);
        return new CreditorFigures(
            asOf,
            figures,
            age,
            ArrearsCalculator.AgeBucket(age, values),
            charge,
            ArrearsCalculator.MonthsOfCharge(figures.Overdue, charge),
            ArrearsCalculator.MonthBucket(figures.Overdue, charge, values),
            ArrearsCalculator.Trend(Timeline, asOf, charge, values));
    }

    /// <summary>
    /// Every month from the creditor's first fact to that of <paramref name="asOf"/>, ascending; the last one as it stands on that day.
    /// Movements are those of whole months: a day before the last fact of its month needs a replay.
    /// </summary>
    public IReadOnlyList<CreditorMonth> Months(LocalDate asOf, AgencyReading agency)
    {
        if (FirstMonth() is not { } month)
        {
            return [];
        }

        var last = asOf.ToYearMonth();
        var months = new List<CreditorMonth>();
        var moved = 0;
        for (; month <= last; month = month.PlusMonths(1))
        {
            while (moved < Movements.Count && Movements[moved].Month < month)
            {
                moved++;
            }

            var movements = moved < Movements.Count && Movements[moved].Month == month
                ? Movements[moved]
                : new MonthMovements(month, default, default, default, default);
            var end = month.ToDateInterval().End;
            months.Add(new CreditorMonth(movements, At(end < asOf ? end : asOf, agency)));
        }

        return months;
    }

    private YearMonth? FirstMonth()
    {
        var first = Timeline.Steps.Count > 0 ? Timeline.Steps[0].Day.ToYearMonth() : (YearMonth?)null;
        return Movements.Count > 0 && (first is not { } month || Movements[0].Month < month) ? Movements[0].Month : first;
    }
}

/// <summary>What is told of a household and a creditor on one day.</summary>
/// <param name="AgeBucket">Index from 0 of the bucket by age (R27).</param>
/// <param name="MonthlyCharge">c of R26; null: none.</param>
/// <param name="MonthsOfCharge">Overdue ÷ c; null without c.</param>
/// <param name="MonthBucket">Index from 0 of the bucket by months of charge; null without c.</param>
/// <param name="Trend">The class with its inputs (R28).</param>
public sealed record CreditorFigures(
    LocalDate Day,
    ArrearsFigures Figures,
    int AgeDays,
    int AgeBucket,
    Ratio? MonthlyCharge,
    Ratio? MonthsOfCharge,
    int? MonthBucket,
    TrendAssessment Trend);

/// <summary>One month: what moved in it and how things stood at its end, or on the day asked for in its month.</summary>
public sealed record CreditorMonth(MonthMovements Movements, CreditorFigures End);
