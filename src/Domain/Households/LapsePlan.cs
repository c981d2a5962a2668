using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households.FactRules;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Ends a plan that was not kept: a person decides, the system only proposes (R37).</summary>
/// <param name="Residual">What becomes due, read from the ledger by the caller; stated in the event, never computed with.</param>
public sealed record LapsePlan(FactId Id, LocalDate Date, FactId Plan, string ReasonCode, Money Residual)
{
    /// <summary>
    /// In this order: the household is enrolled; the same lapse again is nothing, whatever the residual is by now; the id is free; the
    /// household is open (R9); the plan is known; it is active on that day; the content.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, LapsePlan command, AgencyState agency, Today today)
    {
        var lapsed = new PlanLapsed(command.Id, command.Date, command.Plan, command.ReasonCode, command.Residual);
        if (state.Find(command.Id)?.Original is PlanLapsed known && known == lapsed with { Residual = known.Residual })
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        var refusal = Recording.NotEnrolled(state)
            ?? Recording.Reused(state, command.Id)
            ?? Recording.Closed(state)
            ?? CheckPlan(state, command);
        return refusal is null ? Recording.Record(state, lapsed, agency, today) : refusal;
    }

    private static Refusal? CheckPlan(HouseholdState state, LapsePlan command)
    {
        var recorded = state.Find(command.Plan);
        if (recorded?.Original is not RepaymentPlanAgreed)
        {
            return Named(Reasons.PlanUnknown, $"No plan {command.Plan} is recorded.", command.Plan);
        }

        return recorded.Live is RepaymentPlanAgreed plan
            && plan.SignedOn <= command.Date
            && PlanPeriods.EndOf(state, plan.Id) is null
                ? null
                : Named(Reasons.PlanNotActive, $"Plan {command.Plan} is not active.", command.Plan);
    }

    private static Refusal Named(string reason, string message, FactId plan)
        => new(reason, message, [new RefusalDetail("plan", plan.ToString())]);
}
