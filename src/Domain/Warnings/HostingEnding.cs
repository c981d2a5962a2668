using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// EW6: the household lives in a hosting that ends within the agency's days, no other one follows without a gap, and no exit plan was
/// agreed for it.
/// </summary>
internal static class HostingEnding
{
    public static Warning? Find(WarningView view)
    {
        var hostings = view.Hostings;
        if (hostings.FirstOrDefault(hosting => hosting.Period.Contains(view.AsOf)) is not { } current)
        {
            return null;
        }

        // A renewal is bound to come later, so that going from one to the next ends.
        while (hostings.FirstOrDefault(h => h.Period.Start <= current.Period.End && h.Period.End > current.Period.End) is { } renewal)
        {
            current = renewal;
        }

        var last = current.Period.End!.Value.PlusDays(-1);
        var left = Period.DaysBetween(view.AsOf, last);
        return left > view.Values.HostingEndDays || view.ExitPlans.Exists(plan => plan.Hosting == current.Id)
            ? null
            : view.Warn(WarningKind.HostingEnding, last, amount: null, [current.Id], new WarningEvidence.HostingEnd(left));
    }
}
