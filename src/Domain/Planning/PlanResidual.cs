using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Planning;

/// <summary>What becomes due again when a plan lapses (R37, R59).</summary>
public static class PlanResidual
{
    /// <summary>
    /// What the plan still has to bring in at the end of the day, without its unpaid interest: that was the price of the plan and ends with
    /// it. Zero for a plan that is not active.
    /// </summary>
    public static Money Of(HouseholdFacts facts, RepaymentPlanAgreed plan, LocalDate asOf, ParameterHistory history)
    {
        var set = history.InForce(asOf) ?? throw new InvalidOperationException("No parameter set is in force.");
        foreach (var line in LedgerStatement.Build(facts, plan.Creditor, asOf, set).Plans)
        {
            if (line.Id == plan.Id && line.State == PlanState.Active)
            {
                return Money.Max(line.Open - (line.Interest - line.InterestPaid), Money.Zero);
            }
        }

        return Money.Zero;
    }
}
