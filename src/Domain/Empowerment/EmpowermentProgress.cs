using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Empowerment;

/// <summary>The components as of one day.</summary>
public sealed record EmpowermentStep(LocalDate Day, PaymentReliability Reliability, ArrearsReduction Arrears);

/// <summary>A component now against its first figure since entry (R56).</summary>
/// <param name="First">The first figure on the day of enrolment or a month-end after it; null while there was none.</param>
/// <param name="Change">Points now − points first; null where either is missing.</param>
public sealed record ComponentProgress(LocalDate? FirstOn, Ratio? First, Ratio? Now, Ratio? Change);

/// <summary>The way since entry: the day of enrolment, every month-end after it, and the day asked for.</summary>
/// <param name="Steps">Ascending by day.</param>
public sealed record EmpowermentProgress(
    ValueList<EmpowermentStep> Steps, ComponentProgress Reliability, ComponentProgress Arrears)
{
    /// <summary>Most months shown, the last ones; the day of enrolment always comes first.</summary>
    public const int MonthsMax = 240;

    /// <summary>Null before the enrolment.</summary>
    /// <param name="timelines">One for every creditor of the household.</param>
    public static EmpowermentProgress? Of(
        HouseholdFacts facts, IReadOnlyList<CreditorTimeline> timelines, LocalDate asOf, ParameterHistory history)
    {
        if (facts.Enrolment is not { } enrolment || enrolment.Date > asOf)
        {
            return null;
        }

        return Of(enrolment.Date, asOf, day => ReliabilityAt(facts, day, history), day => Stock(timelines, day));
    }

    /// <summary>The same from components already at hand for any day.</summary>
    /// <param name="asOf">Not before <paramref name="enrolledOn"/>.</param>
    /// <param name="reliability">E1 on a day.</param>
    /// <param name="stock">Arrears stock to all creditors on a day.</param>
    public static EmpowermentProgress Of(
        LocalDate enrolledOn, LocalDate asOf, Func<LocalDate, PaymentReliability> reliability, Func<LocalDate, Money> stock)
    {
        var atEntry = stock(enrolledOn);
        var steps = Days(enrolledOn, asOf)
            .Select(day => new EmpowermentStep(day, reliability(day), new ArrearsReduction(atEntry, stock(day))))
            .ToValueList();
        return new EmpowermentProgress(
            steps, Compare(steps, static step => step.Reliability.Points), Compare(steps, static step => step.Arrears.Points));
    }

    private static PaymentReliability ReliabilityAt(HouseholdFacts facts, LocalDate day, ParameterHistory history)
    {
        var set = history.InForce(day) ?? throw new InvalidOperationException("No parameter set is in force.");
        return PaymentReliability.Of(JudgedPromise.All(facts, day), set.Values);
    }

    private static Money Stock(IReadOnlyList<CreditorTimeline> timelines, LocalDate day)
        => new(timelines.Sum(timeline => timeline.At(day).Stock.Cents));

    private static List<LocalDate> Days(LocalDate entry, LocalDate asOf)
    {
        List<LocalDate> days = [entry];
        var month = LocalDate.Max(entry, asOf.PlusMonths(1 - MonthsMax)).ToYearMonth();
        for (var end = EndOf(month); end < asOf; end = EndOf(month = month.PlusMonths(1)))
        {
            if (end > entry)
            {
                days.Add(end);
            }
        }

        if (asOf > entry)
        {
            days.Add(asOf);
        }

        return days;
    }

    private static LocalDate EndOf(YearMonth month) => month.ToDateInterval().End;

    private static ComponentProgress Compare(ValueList<EmpowermentStep> steps, Func<EmpowermentStep, Ratio?> points)
    {
        var first = steps.FirstOrDefault(step => points(step) is not null);
        var now = points(steps[^1]);
        return first is not null && points(first) is { } then
            ? new ComponentProgress(first.Day, then, now, ComponentChange.Less(now, then))
            : new ComponentProgress(FirstOn: null, First: null, now, Change: null);
    }
}
