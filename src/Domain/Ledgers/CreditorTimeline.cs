using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>
/// The figures of one creditor on every day, future due dates included: read for a later day they need no event in between (R61), and
/// read for an earlier one they use only facts effective by then.
/// </summary>
public sealed class CreditorTimeline
{
    private readonly TimelineStep[] steps;
    private readonly Suspension[] suspensions;

    /// <param name="steps">Ascending by day, one at most a day.</param>
    /// <param name="suspensions">Ascending by first day.</param>
    public CreditorTimeline(CreditorId creditor, TimelineStep[] steps, Suspension[] suspensions)
    {
        Creditor = creditor;
        this.steps = steps;
        this.suspensions = suspensions;
    }

    public CreditorId Creditor { get; }

    /// <summary>Ascending by day; before the first, every figure is zero.</summary>
    public IReadOnlyList<TimelineStep> Steps => steps;

    /// <summary>Approved suspensions, shortened where they ended early; ascending by first day.</summary>
    public IReadOnlyList<Suspension> Suspensions => suspensions;

    /// <summary>The figures at the end of a day; all zero before the first fact.</summary>
    public ArrearsFigures At(LocalDate asOf)
    {
        var low = 0;
        var high = steps.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (steps[middle].Day <= asOf)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? default : steps[low - 1].Figures;
    }

    /// <summary>Days of [oldest overdue due date, day) outside approved suspensions; zero when nothing is overdue (R25).</summary>
    public int AgeDays(LocalDate asOf) => At(asOf).OverdueSince is { } since ? Suspension.DaysOutside(suspensions, since, asOf) : 0;
}
