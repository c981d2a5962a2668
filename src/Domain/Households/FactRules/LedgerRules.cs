using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What facts about charges, payments and credits may say. No balance is looked at (R13).</summary>
internal static class LedgerRules
{
    public static Refusal? Check(ContractRecorded fact, Today today)
        => Past(fact.SignedOn, today, "signed_on")
            ?? Chosen(fact.Kind, "kind")
            ?? Positive(fact.Amount, "amount")
            ?? (fact.EveryMonths is 1 or 2 or 3 or 4 or 6 or 12
                ? null
                : At(Reasons.ValueOutOfRange, "every_months", "every_months must be 1, 2, 3, 4, 6 or 12."))
            ?? Span(fact.Term, "term");

    public static Refusal? Check(ChargePosted fact, Today today)
        => Past(fact.IssueDate, today, "issue_date")
            ?? Chosen(fact.Kind, "kind")
            ?? (fact.Period is { } period ? Span(period, "period") : null)
            ?? Day(fact.DueDate, "due_date")
            ?? InOrder(fact.IssueDate, fact.DueDate, "due_date")
            ?? Check(fact.Amount)
            ?? Check(fact.Terms)
            ?? Note(fact.Note);

    public static Refusal? Check(OpeningArrearsRecorded fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Chosen(fact.Kind, "kind")
            ?? Day(fact.DueDate, "due_date")
            ?? Check(fact.Amount)
            ?? Check(fact.Terms)
            ?? Note(fact.Note);

    public static Refusal? Check(InterestAndCostsAdded fact, Today today)
        => Past(fact.Date, today, "date")
            ?? NotNegative(fact.Interest, "interest")
            ?? NotNegative(fact.Costs, "costs")
            ?? Positive(fact.Interest + fact.Costs, "amount");

    public static Refusal? Check(PaymentRecorded fact, Today today)
        => Past(fact.ValueDate, today, "value_date")
            ?? Positive(fact.Amount, "amount")
            ?? (fact.Designation is { } designation ? Check(designation, fact.Amount) : null)
            ?? Short(fact.Payer, Bounds.NameLengthMax, "payer")
            ?? Short(fact.Remittance, Bounds.NoteLengthMax, "remittance");

    public static Refusal? Check(PaymentReversed fact, Today today)
        => Past(fact.ReturnDate, today, "return_date") ?? Slugged(fact.ReasonCode, "reason_code");

    public static Refusal? Check(PaymentRefunded fact, Today today)
        => Past(fact.Date, today, "date") ?? Positive(fact.Amount, "amount");

    public static Refusal? Check(CreditGranted fact, Today today)
        => Past(fact.Date, today, "date") ?? Chosen(fact.Kind, "kind") ?? Positive(fact.Amount, "amount") ?? Note(fact.Note);

    public static Refusal? Check(ChargeDisputed fact, Today today)
        => Past(fact.Date, today, "date")
            ?? (fact.Amount is { } amount ? Positive(amount, "amount") : null)
            ?? Note(fact.Note);

    public static Refusal? Check(DisputeClosed fact, Today today)
        => Past(fact.Date, today, "date") ?? Chosen(fact.Outcome, "outcome");

    private static Refusal? Check(DebtAmount amount)
        => NotNegative(amount.Capital, "amount.capital")
            ?? NotNegative(amount.Interest, "amount.interest")
            ?? NotNegative(amount.Costs, "amount.costs")
            ?? Positive(amount.Total, "amount");

    private static Refusal? Check(DebtTerms terms)
        => Within(terms.SecurityRank, 0, Bounds.SecurityRankMax, "terms.security_rank")
            ?? Within(terms.YearlyRatePpm, 0, Bounds.YearlyRatePpmMax, "terms.yearly_rate")
            ?? Day(terms.LimitationDate, "terms.limitation_date");

    private static Refusal? Check(Designation designation, Money payment)
        => Chosen(designation.By, "designation.by")
            ?? Some(designation.Parts.Count, Bounds.DesignatedPartsMax, "designation.parts")
            ?? First(designation.Parts, part => part.Amount is { } amount ? Positive(amount, "designation.parts.amount") : null)
            ?? Distinct(designation.Parts.Select(part => part.Target), "designation.parts")
            ?? (designation.Parts.Sum(part => part.Amount?.Cents ?? 0) > payment.Cents
                ? At(Reasons.AmountsDisagree, "designation.parts", "The designated amounts add up to more than the payment.")
                : null);
}
