using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What promises and judgements may say.</summary>
internal static class ComplianceRules
{
    /// <summary>
    /// A promise to pay names creditor and amount, any other neither (R32); a task names the member who accepted it (R38). It may be of a
    /// day to come (R3).
    /// </summary>
    public static Refusal? Check(CommitmentAgreed fact)
        => Day(fact.AgreedOn, "agreed_on")
            ?? Chosen(fact.Kind, "kind")
            ?? Day(fact.DueDate, "due_date")
            ?? InOrder(fact.AgreedOn, fact.DueDate, "due_date")
            ?? (fact.Kind == CommitmentKind.Task && fact.Owner is null
                ? At(Reasons.ValueMissing, "owner", "A task belongs to the member who accepted it.")
                : null)
            ?? (fact.Kind == CommitmentKind.Payment ? CheckPayment(fact) : CheckOther(fact))
            ?? Short(fact.What, Bounds.NoteLengthMax, "what")
            ?? Short(fact.EvidenceRule, Bounds.NoteLengthMax, "evidence_rule");

    public static Refusal? Check(CommitmentWithdrawn fact, Today today)
        => Past(fact.Date, today, "date") ?? Slugged(fact.ReasonCode, "reason_code");

    public static Refusal? Check(ComplianceAssessed fact, Today today)
        => Past(fact.JudgedOn, today, "judged_on")
            ?? (fact.Instalment is { } number ? Within(number, 1, Bounds.InstalmentsMax, "instalment") : null)
            ?? Chosen(fact.Outcome, "outcome")
            ?? NotNegative(fact.Due, "due")
            ?? NotNegative(fact.PaidInTime, "paid_in_time")
            ?? Day(fact.CuredOn, "cured_on")
            ?? (fact.CuredOn is { } cured ? InOrder(cured, fact.JudgedOn, "judged_on") : null)
            ?? (fact.Outcome == ComplianceOutcome.Excused && fact.Suspension is null
                ? At(Reasons.SuspensionNotCovering, "suspension", "Excused names the suspension that covers the due date.")
                : null)
            ?? Slugged(fact.Basis.ParameterSet.Value, "basis.parameter_set")
            ?? Short(fact.Evidence, Bounds.NameLengthMax, "evidence");

    private static Refusal? CheckPayment(CommitmentAgreed fact)
        => fact.Creditor is null ? At(Reasons.ValueMissing, "creditor", "A promise to pay names the creditor.")
            : fact.Amount is not { } amount ? At(Reasons.ValueMissing, "amount", "A promise to pay names the amount.")
            : Positive(amount, "amount");

    private static Refusal? CheckOther(CommitmentAgreed fact)
        => fact.Creditor is not null ? At(Reasons.ValueNotExpected, "creditor", "Only a promise to pay names a creditor.")
            : fact.Amount is not null ? At(Reasons.ValueNotExpected, "amount", "Only a promise to pay names an amount.")
            : null;
}
