using BudgetCoaching.Domain.Agencies;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Records a fact as its author states it: composition, budget, contract, charge, payment, credit, dispute, promise…</summary>
public sealed record RecordFact(Fact Fact)
{
    /// <summary>
    /// First the kind: plans, lapses, suspensions, judgements, decisions on claims and what leads to a hosting have commands of their own. Then the household is
    /// enrolled; the same fact again is nothing; its id is free; the household is open (R9), unless it is a follow-up evaluation; the
    /// content.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, RecordFact command, AgencyState agency, Today today)
        => command.Fact is RepaymentPlanAgreed or PlanLapsed or SuspensionApproved or SuspensionDecided or ComplianceAssessed
                or NoFaultDecided or HostingProposed or HostingDecided or HostingEnded
            ? new Refusal(Reasons.FactHasOwnCommand, $"{command.Fact.GetType().Name} is recorded by a command of its own.")
            : Recording.Record(state, command.Fact, agency, today);
}
