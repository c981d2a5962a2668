using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What a proposed suspension and the decision on it may say (R35).</summary>
internal static class SuspensionRules
{
    /// <param name="values">In force on the day of the proposal; null where no set is.</param>
    public static Refusal? Check(SuspensionProposed fact, ParameterValues? values, Today today)
        => Past(fact.Date, today, "date")
            ?? Span(fact.Period, "period")
            ?? (fact.Period.End is null ? At(Reasons.ValueMissing, "period.end", "A suspension needs the day on which it ends.") : null)
            ?? CheckLength(fact.Period, values)
            ?? Slugged(fact.ReasonCode, "reason_code")
            ?? Given(fact.Evidence, "evidence", "A suspension needs a reference to its evidence.")
            ?? Slugged(fact.Proposer.Value, "proposer");

    public static Refusal? Check(SuspensionDecided fact, Today today)
        => Past(fact.Date, today, "date") ?? Slugged(fact.ReasonCode, "reason_code") ?? Slugged(fact.Approver.Value, "approver");

    /// <summary>What one decision could not suspend is not asked of one either (R35).</summary>
    /// <param name="period">Half-open, with an end.</param>
    /// <param name="values">In force on the day; null where no set is: then no length is too long.</param>
    public static Refusal? CheckLength(DateSpan period, ParameterValues? values)
        => values is not null && period.End > period.Start.PlusMonths(values.SuspensionMonthsMax)
            ? At(
                Reasons.SuspensionTooLong,
                "period",
                $"One decision suspends for {values.SuspensionMonthsMax} months at most.",
                new RefusalDetail("months_max", FormattableString.Invariant($"{values.SuspensionMonthsMax}")))
            : null;
}
