using NodaTime;

namespace BudgetCoaching.Projections.HouseholdDirectory;

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
        LocalDate? next = null;
        foreach (var fact in household.Facts.InOrder)
        {
            Take(ref next, day, fact.Effective);
        }

        foreach (var boundary in household.Agency.Parameters.Boundaries())
        {
            Take(ref next, day, boundary);
        }

        foreach (var ledger in household.Creditors)
        {
            foreach (var step in ledger.Charges)
            {
                Take(ref next, day, step.Day);
            }

            TakeSteps(ref next, day, ledger);
        }

        return next;
    }

    private static void TakeSteps(ref LocalDate? next, LocalDate day, CreditorLedger ledger)
    {
        var steps = ledger.Timeline.Steps;
        if (steps.Count == 0)
        {
            return;
        }

        var later = FirstAfter(steps, day);
        if (later < steps.Count)
        {
            Take(ref next, day, steps[later].Day);
        }

        var last = steps[^1].Day;
        if (later < steps.Count || day < last.PlusMonths(MonthsOfTrend + 1))
        {
            Take(ref next, day, MonthEndAfter(day));
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

    private static LocalDate MonthEndAfter(LocalDate day)
    {
        var tomorrow = day.PlusDays(1);
        return tomorrow.ToYearMonth().ToDateInterval().End;
    }

    private static void Take(ref LocalDate? next, LocalDate day, LocalDate candidate)
    {
        if (candidate > day && (next is not { } best || candidate < best))
        {
            next = candidate;
        }
    }
}
