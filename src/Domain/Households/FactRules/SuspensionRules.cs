using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What a proposed suspension and the decision on it may say (R35).</summary>
internal static class SuspensionRules
{
    public static Refusal? Check(SuspensionProposed fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Span(fact.Period, "period")
            ?? (fact.Period.End is null ? At(Reasons.ValueMissing, "period.end", "A suspension needs the day on which it ends.") : null)
            ?? Slugged(fact.ReasonCode, "reason_code")
            ?? Given(fact.Evidence, "evidence", "A suspension needs a reference to its evidence.")
            ?? Slugged(fact.Proposer.Value, "proposer");

    public static Refusal? Check(SuspensionDecided fact, Today today)
        => Past(fact.Date, today, "date") ?? Slugged(fact.ReasonCode, "reason_code") ?? Slugged(fact.Approver.Value, "approver");
}
