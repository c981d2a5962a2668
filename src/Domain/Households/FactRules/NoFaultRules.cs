using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What a claim of no-fault arrears and the decision on it may say (R35).</summary>
internal static class NoFaultRules
{
    /// <param name="values">In force on the day of the claim; null where no set is.</param>
    public static Refusal? Check(NoFaultClaimed fact, ParameterValues? values, Today today)
        => Past(fact.Date, today, "date")
            ?? Chosen(fact.Cause, "cause")
            ?? Past(fact.CauseOn, today, "cause_on")
            ?? Span(fact.Period, "period")
            ?? (fact.Period.End is null ? At(Reasons.ValueMissing, "period.end", "A claim names the day on which its time ends.") : null)
            ?? SuspensionRules.CheckLength(fact.Period, values)
            ?? InOrder(fact.CauseOn, fact.Period.Start, "period.start")
            ?? Given(fact.Evidence, "evidence", "A claim needs a reference to its evidence.")
            ?? Slugged(fact.Proposer.Value, "proposer");

    public static Refusal? Check(NoFaultDecided fact, Today today)
        => Past(fact.Date, today, "date") ?? Slugged(fact.ReasonCode, "reason_code") ?? Slugged(fact.Approver.Value, "approver");
}
