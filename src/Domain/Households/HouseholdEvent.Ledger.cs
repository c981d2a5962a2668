using NodaTime;

namespace BudgetCoaching.Domain.Households;

public abstract partial record HouseholdEvent
{
    /// <summary>The contract from which the current monthly housing charge of a creditor is read (R26).</summary>
    /// <param name="Amount">For each period of <paramref name="EveryMonths"/> months.</param>
    public sealed record ContractRecorded(
        FactId Id, LocalDate SignedOn, CreditorId Creditor, ChargeKind Kind, Money Amount, int EveryMonths, DateSpan Term) : Fact(Id)
    {
        public override LocalDate Effective => SignedOn;
    }

    /// <summary>A creditor charged an amount. Effective on its issue date; owed from its due date (R3).</summary>
    public sealed record ChargePosted(
        FactId Id,
        LocalDate IssueDate,
        CreditorId Creditor,
        ChargeKind Kind,
        DateSpan? Period,
        LocalDate DueDate,
        DebtAmount Amount,
        DebtTerms Terms,
        FactId? Contract,
        PersonalText? Note) : Fact(Id)
    {
        public override LocalDate Effective => IssueDate;
    }

    /// <summary>A debt that existed before the household's books began here, with its original due date.</summary>
    public sealed record OpeningArrearsRecorded(
        FactId Id,
        LocalDate Date,
        CreditorId Creditor,
        ChargeKind Kind,
        LocalDate DueDate,
        DebtAmount Amount,
        DebtTerms Terms,
        PersonalText? Note) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>Interest or costs accrued on a charge after it was posted.</summary>
    public sealed record InterestAndCostsAdded(FactId Id, LocalDate Date, FactId Charge, Money Interest, Money Costs) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>Money reached a creditor. Effective on its value date.</summary>
    /// <param name="CapitalFirst">The creditor consented to capital before interest and costs (R18).</param>
    public sealed record PaymentRecorded(
        FactId Id,
        LocalDate ValueDate,
        CreditorId Creditor,
        Money Amount,
        Designation? Designation,
        bool CapitalFirst,
        PersonalText? Payer,
        PersonalText? Remittance) : Fact(Id)
    {
        public override LocalDate Effective => ValueDate;
    }

    /// <summary>A payment went back as a whole (a failed direct debit): what it had paid is owed again from the return date.</summary>
    public sealed record PaymentReversed(FactId Id, LocalDate ReturnDate, FactId Payment, string ReasonCode) : Fact(Id)
    {
        public override LocalDate Effective => ReturnDate;
    }

    /// <summary>The creditor gave back part of a payment.</summary>
    public sealed record PaymentRefunded(FactId Id, LocalDate Date, FactId Payment, Money Amount) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>The creditor credited or waived an amount, for one charge or for the account as a whole.</summary>
    public sealed record CreditGranted(
        FactId Id, LocalDate Date, CreditorId Creditor, CreditKind Kind, Money Amount, FactId? Charge, PersonalText? Note) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>A charge, or part of it, is disputed: not overdue, and reached by designation only (R59).</summary>
    /// <param name="Amount">The disputed part; null disputes all that is outstanding.</param>
    public sealed record ChargeDisputed(FactId Id, LocalDate Date, FactId Charge, Money? Amount, PersonalText? Note) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>
    /// A dispute ended; what stays outstanding is owed again with its original due date (an upheld dispute comes with a credit).
    /// </summary>
    public sealed record DisputeClosed(FactId Id, LocalDate Date, FactId Dispute, DisputeOutcome Outcome) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }
}

/// <summary>A debt in its three parts, kept apart because costs and interest are paid before capital (R18, art. 1194 c.c.).</summary>
public readonly record struct DebtAmount(Money Capital, Money Interest, Money Costs)
{
    public Money Total => Capital + Interest + Costs;
}

/// <summary>What decides the order of imputation (R17c).</summary>
/// <param name="SecurityRank">0 = unsecured; less secured debts are paid first.</param>
/// <param name="YearlyRatePpm">Yearly rate in parts per million (2.5 % = 25,000); the more onerous debt is paid first.</param>
/// <param name="LimitationDate">From this day on the debt is time-barred: never reached automatically (R19). Null: not known.</param>
public readonly record struct DebtTerms(int SecurityRank, int YearlyRatePpm, LocalDate? LimitationDate);

/// <summary>Which debts a payment is for (R17a, R17b).</summary>
/// <param name="Parts">Charges or plans by id, in the order named; a target may be recorded later than the payment (R14).</param>
public sealed record Designation(DesignatedBy By, ValueList<DesignatedPart> Parts);

/// <param name="Amount">Null: as much as the target takes.</param>
public readonly record struct DesignatedPart(FactId Target, Money? Amount);

public enum DesignatedBy
{
    Unspecified = 0,

    /// <summary>Declared by the debtor when paying (art. 1193 c.c.).</summary>
    Debtor = 1,

    /// <summary>The creditor's receipt, accepted by the debtor (art. 1195 c.c.).</summary>
    AcceptedReceipt = 2,
}

public enum ChargeKind
{
    Unspecified = 0,
    Rent = 1,
    Condominium = 2,
    Other = 3,
}

public enum CreditKind
{
    Unspecified = 0,
    Credit = 1,
    Waiver = 2,
}

public enum DisputeOutcome
{
    Unspecified = 0,
    Upheld = 1,
    Rejected = 2,
    Withdrawn = 3,
}
