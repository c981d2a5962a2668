using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;

namespace BudgetCoaching.Api.Services;

/// <summary>What a lapse makes due, read from the ledger as data for the decision (R37).</summary>
internal static class Residuals
{
    /// <summary>Open on the day of the lapse, without the plan's own unpaid interest; zero for a plan that is unknown or ended.</summary>
    public static Money Of(HouseholdState state, LapsePlan lapse, AgencyState agency)
    {
        if (state.Find(lapse.Plan)?.Live is not HouseholdEvent.RepaymentPlanAgreed plan || agency.Parameters.InForce(lapse.Date) is not { } set)
        {
            return Money.Zero;
        }

        var statement = LedgerStatement.Build(state.Facts(), plan.Creditor, lapse.Date, set);
        return statement.Plans.FirstOrDefault(line => line.Id == plan.Id) is { State: PlanState.Active } line
            ? Money.Max(line.Open - (line.Interest - line.InterestPaid), Money.Zero)
            : Money.Zero;
    }
}
