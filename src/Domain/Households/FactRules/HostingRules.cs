using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What a proposed hosting, the decisions on it and its end may say (R51, R52).</summary>
internal static class HostingRules
{
    public static Refusal? Check(HostingProposed fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Span(fact.Period, "period")
            ?? (fact.Period.End is null ? At(Reasons.ValueMissing, "period.end", "A hosting has an end.") : null)
            ?? (fact.Flat is { IsReadable: false } ? null : Slugged(fact.Flat?.Text, "flat"))
            ?? Slugged(fact.ReasonCode, "reason_code")
            ?? (fact.Renews is null
                ? Short(fact.Evidence, Bounds.NameLengthMax, "evidence")
                : Given(fact.Evidence, "evidence", "A renewal needs a reference to the documents that prove its reason."))
            ?? Slugged(fact.Proposer.Value, "proposer");

    public static Refusal? Check(HostingDecided fact, Today today)
        => Past(fact.Date, today, "date") ?? Slugged(fact.ReasonCode, "reason_code") ?? Slugged(fact.Approver.Value, "approver");

    public static Refusal? Check(HostingEnded fact, Today today) => Past(fact.Date, today, "date") ?? Chosen(fact.Exit, "exit");
}
