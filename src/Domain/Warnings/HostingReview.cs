using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// When a hosting is to be talked over because the household grew (R53): from the day on which it had more persons than were counted at
/// the admission or the renewal, until an exit plan is agreed on that day or later, the hosting is renewed, or it ends. It ends nothing.
/// </summary>
internal static class HostingReview
{
    /// <summary>Null where none is open.</summary>
    public static LocalDate? DueOn(WarningView view)
        => view.Composition is { } composition
            && view.Hostings.FirstOrDefault(hosting => hosting.Period.Contains(view.AsOf)) is { } current
            && view.HostingDecisions.FindLast(decided => decided.Hosting == current.Id || IsRenewal(view, current.Id, decided.Hosting))
                is { } admission
            && composition.Members.Count > admission.Persons
            && !view.ExitPlans.Exists(plan => plan.Date >= composition.Date
                && (plan.Hosting == current.Id || IsRenewal(view, current.Id, plan.Hosting)))
                ? composition.Date
                : null;

    /// <summary>A renewal counts from the day on which it is agreed, not only from its first day.</summary>
    private static bool IsRenewal(WarningView view, FactId current, FactId? other)
        => view.Hostings.Any(hosting => hosting.Id == other && hosting.Renews == current);
}
