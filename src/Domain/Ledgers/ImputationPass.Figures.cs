using System.Buffers;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>The figures at the end of a day, in cents; <see cref="Since"/> is 0 when nothing is overdue.</summary>
internal readonly record struct DayFigures(
    int Day, long Overdue, long DueToday, long NotYetDue, long Scheduled, long Disputed, long Unallocated, long PlanInterest, int Since)
{
    public bool SameAs(in DayFigures other) =>
        Overdue == other.Overdue
        && DueToday == other.DueToday
        && NotYetDue == other.NotYetDue
        && Scheduled == other.Scheduled
        && Disputed == other.Disputed
        && Unallocated == other.Unallocated
        && PlanInterest == other.PlanInterest
        && Since == other.Since;
}

/// <summary>Figures of ascending days, a step only where they changed; given back to the pool when told.</summary>
internal sealed class DaySteps(int capacity) : IDisposable
{
    private DayFigures[] steps = ArrayPool<DayFigures>.Shared.Rent(capacity);
    private int count;

    public ReadOnlySpan<DayFigures> All => steps.AsSpan(0, count);

    public void Add(in DayFigures figures)
    {
        if (count > 0 && figures.SameAs(in steps[count - 1]))
        {
            return;
        }

        if (count == steps.Length)
        {
            var larger = ArrayPool<DayFigures>.Shared.Rent(count * 2);
            All.CopyTo(larger);
            ArrayPool<DayFigures>.Shared.Return(steps);
            steps = larger;
        }

        steps[count++] = figures;
    }

    public void Dispose()
    {
        ArrayPool<DayFigures>.Shared.Return(steps);
        steps = [];
        count = 0;
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
            scheduled = PlanOpen;
            for (var i = unpaid; i < instalments.Length && scheduled > 0 && instalments[i].Due <= today; i++)
            {
                var expected = i == instalments.Length - 1 ? scheduled : Math.Min(scheduled, instalments[i].Cents - credited[i]);
                scheduled -= expected;
                if (instalments[i].Due == today)
                {
                    dueToday += expected;
                }
                else
                {
                    overdue += expected;
                    since = expected > 0 ? Math.Min(since, instalments[i].Due) : since;
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
