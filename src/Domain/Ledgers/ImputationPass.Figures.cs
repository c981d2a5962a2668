namespace BudgetCoaching.Domain.Ledgers;

/// <summary>The figures at the end of a day, in cents; <see cref="Since"/> is 0 when nothing is overdue.</summary>
internal readonly record struct DayFigures(
    int Day, long Overdue, long DueToday, long NotYetDue, long Scheduled, long Disputed, long Unallocated, long PlanInterest, int Since);

/// <summary>Figures of ascending days, a step only where they changed.</summary>
internal sealed class DaySteps(int capacity)
{
    private DayFigures[] steps = new DayFigures[Math.Max(capacity, 4)];
    private int count;

    public ReadOnlySpan<DayFigures> All => steps.AsSpan(0, count);

    public void Add(in DayFigures figures)
    {
        if (count > 0 && steps[count - 1] with { Day = figures.Day } == figures)
        {
            return;
        }

        if (count == steps.Length)
        {
            Array.Resize(ref steps, count * 2);
        }

        steps[count++] = figures;
    }
}

internal sealed partial class ImputationPass
{
    private DayFigures Figures()
    {
        var overdue = reachable[(int)Standing.Overdue];
        var since = overdue > 0 ? OldestOverdue() : int.MaxValue;
        long dueToday = reachable[(int)Standing.DueToday];
        long scheduled = 0;
        if (activePlan >= 0 && FirstUnpaid(int.MaxValue) is >= 0 and var unpaid)
        {
            var instalments = book.Plans[activePlan].Instalments;
            var credited = plans[activePlan].Credited;
            var left = PlanOpen;
            for (var i = unpaid; i < instalments.Length && left > 0; i++)
            {
                var expected = i == instalments.Length - 1 ? left : Math.Min(left, instalments[i].Cents - credited[i]);
                left -= expected;
                var due = instalments[i].Due;
                if (due < today)
                {
                    overdue += expected;
                    since = expected > 0 ? Math.Min(since, due) : since;
                }
                else if (due == today)
                {
                    dueToday += expected;
                }
                else
                {
                    scheduled += expected;
                }
            }
        }

        return new DayFigures(
            today,
            overdue,
            dueToday,
            reachable[(int)Standing.NotYetDue],
            scheduled,
            disputedSum,
            unallocatedSum,
            planInterestUnpaid,
            overdue > 0 ? since : 0);
    }

    private int OldestOverdue()
    {
        while (debts[book.ByDue[oldestReachable]].Reachable == 0)
        {
            oldestReachable++;
        }

        return book.Debts[book.ByDue[oldestReachable]].Due;
    }
}
