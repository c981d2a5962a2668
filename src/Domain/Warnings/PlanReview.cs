using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// When a plan is to be talked over with the family again (R43): from its review day on, until somebody spoke with the household on that
/// day or later, or the plan ended. A reminder, and nothing else.
/// </summary>
internal static class PlanReview
{
    /// <summary>The earliest review of the plans that run on the day, past or to come; null where none is open.</summary>
    public static LocalDate? DueOn(WarningView view)
    {
        LocalDate? earliest = null;
        foreach (var due in view.Dues)
        {
            if (due is RepaymentPlanAgreed plan
                && !view.PlansEnded.Contains(plan.Id)
                && plan.Instalments[^1].DueDate >= view.AsOf
                && !(view.LastContact?.Date >= plan.ReviewOn))
            {
                earliest = earliest is { } known && known <= plan.ReviewOn ? known : plan.ReviewOn;
            }
        }

        return earliest;
    }
}
