using BudgetCoaching.Domain;
using NodaTime;

namespace BudgetCoaching.Projections;

/// <summary>When a household's columns of today change without an event (R61).</summary>
internal static class NextChange
{
    /// <summary>Complete month-ends that a trend is read from (R28): this long after the last step it still moves.</summary>
    private const int MonthsOfTrend = 4;

    /// <summary>
    /// The first day after <paramref name="day"/> on which something may change; null when nothing will. A day too many costs a
    /// recomputation, a day missed a wrong figure: so every month-end counts while figures of the last four months may differ.
    /// </summary>
    public static LocalDate? After(LocalDate day, HouseholdReading household)
    {
        var next = new FirstDayAfter(day);
        var facts = household.Facts.InOrder;
        for (var i = facts.Count - 1; i >= 0 && facts[i].Effective > day; i--)
        {
            next.Take(facts[i].Effective);
        }

        foreach (var boundary in household.Agency.Parameters.Boundaries())
        {
            next.Take(boundary);
        }

        foreach (var ledger in household.Creditors)
        {
            foreach (var step in ledger.Charges)
            {
                next.Take(step.Day);
            }

            TakeSteps(ref next, day, ledger);
        }

        return next.Found;
    }

    private static void TakeSteps(ref FirstDayAfter next, LocalDate day, CreditorLedger ledger)
    {
        var steps = ledger.Timeline.Steps;
        if (steps.Count == 0)
        {
            return;
        }

        var later = FirstAfter(steps, day);
        if (later < steps.Count)
        {
            next.Take(steps[later].Day);
        }

        var last = steps[^1].Day;
        if (later < steps.Count || day < last.PlusMonths(MonthsOfTrend + 1))
        {
            next.TakeMonthEnd();
        }
    }

    private static int FirstAfter(IReadOnlyList<Domain.Ledgers.TimelineStep> steps, LocalDate day)
    {
        var low = 0;
        var high = steps.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = steps[middle].Day <= day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
