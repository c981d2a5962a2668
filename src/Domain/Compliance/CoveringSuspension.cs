using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>Suspensions that excuse a promise due inside them (R35), shortened where they ended early (R25).</summary>
public static class CoveringSuspension
{
    /// <summary>The first by date of approval that covers the due date, among those approved by the day; null when none does.</summary>
    /// <param name="creditor">Whose suspensions count; null counts those of every creditor.</param>
    public static FactId? Find(HouseholdFacts facts, CreditorId? creditor, LocalDate dueDate, LocalDate asOf)
    {
        foreach (var happened in facts.InOrder)
        {
            if (happened.Effective > asOf)
            {
                break;
            }

            if (happened is SuspensionApproved approved
                && (creditor is null || approved.Creditor == creditor)
                && Covers(facts, approved, dueDate, asOf))
            {
                return approved.Id;
            }
        }

        return null;
    }

    public static bool Covers(HouseholdFacts facts, SuspensionApproved approved, LocalDate dueDate, LocalDate asOf)
        => approved.Date <= asOf
            && approved.Period.Contains(dueDate)
            && !facts.InOrder.Any(happened => happened is SuspensionEnded ended
                && ended.Suspension == approved.Id
                && ended.ResumedOn <= asOf
                && ended.ResumedOn <= dueDate);
}
