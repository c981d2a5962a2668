using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>One creditor's account on one day with every cent traced from where it came to what it paid (R8).</summary>
/// <param name="Debts">Every charge effective by the day, in the order of imputation (R17c).</param>
/// <param name="Settlements">Every payment and credit effective by the day, in the order of facts (R13).</param>
/// <param name="Plans">Every plan signed by the day, in the order of facts.</param>
/// <param name="Pending">References that have no effect, with the reason.</param>
public sealed record LedgerStatement(
    CreditorId Creditor,
    LocalDate AsOf,
    ArrearsFigures Figures,
    ValueList<DebtLine> Debts,
    ValueList<SettlementLine> Settlements,
    ValueList<PlanLine> Plans,
    ValueList<PendingReference> Pending)
{
    /// <summary>From facts effective on or before <paramref name="asOf"/>, by the rules of one parameter set (R60).</summary>
    public static LedgerStatement Build(HouseholdFacts facts, CreditorId creditor, LocalDate asOf, ParameterSet set) =>
        facts.Ledger.Of(creditor) is { } book
            ? new StatementWriting(book, asOf, ImputationRules.Of(set)).Write()
            : new LedgerStatement(creditor, asOf, default, [], [], [], []);
}

/// <param name="Opening">Taken over from before the books began.</param>
/// <param name="Charged">The charge with the interest and costs added to it since.</param>
/// <param name="Covered">Reached only through the active plan's instalments, or by designation (R59).</param>
public sealed record DebtLine(
    FactId Id,
    bool Opening,
    ChargeKind Kind,
    LocalDate IssueDate,
    LocalDate DueDate,
    DebtTerms Terms,
    DebtAmount Charged,
    DebtAmount Credited,
    DebtAmount Paid,
    DebtAmount Outstanding,
    Money Disputed,
    Money Covered,
    DebtState State);

/// <summary>The state of what is neither disputed nor covered; of the whole where nothing else is left.</summary>
public enum DebtState
{
    Unspecified = 0,
    NotYetDue = 1,
    DueToday = 2,
    Overdue = 3,

    /// <summary>All that is outstanding is in dispute.</summary>
    Disputed = 4,

    /// <summary>All that is outstanding is covered by the active plan, but for what is in dispute.</summary>
    Covered = 5,

    Settled = 6,
}

/// <summary>What became of a payment or credit: amount = reversed + refunded + allocations + reserved + unallocated (R8).</summary>
/// <param name="Reserved">Held for a designated debt or plan that is not effective yet (R14).</param>
/// <param name="Unallocated">Held until a debt falls due (R20).</param>
public sealed record SettlementLine(
    FactId Id,
    SettlementKind Kind,
    LocalDate ValueDate,
    Money Amount,
    Money Reversed,
    Money Refunded,
    ValueList<Allocation> Allocations,
    Money Reserved,
    Money Unallocated);

public enum SettlementKind
{
    Unspecified = 0,
    Payment = 1,
    Credit = 2,
    Waiver = 3,
}

/// <summary>Cents of a payment or credit that extinguished a part of a debt.</summary>
/// <param name="AppliedOn">The value date, or the later day on which held money was applied.</param>
/// <param name="Debt">The charge; for plan interest, the plan.</param>
/// <param name="Plan">The plan whose instalment was credited too; null for money that went to the charge directly.</param>
public sealed record Allocation(LocalDate AppliedOn, FactId Debt, FactId? Plan, int? Instalment, AllocationPart Part, Money Amount);

public enum AllocationPart
{
    Unspecified = 0,
    Capital = 1,
    Interest = 2,
    Costs = 3,
    PlanInterest = 4,
}

/// <param name="Open">What is still to be paid through the instalments; zero once the plan ended.</param>
/// <param name="EndedOn">The day of its lapse or of the plan that took its place; null while it is active.</param>
public sealed record PlanLine(
    FactId Id,
    LocalDate SignedOn,
    PlanState State,
    LocalDate? EndedOn,
    Money Interest,
    Money InterestPaid,
    Money Open,
    ValueList<InstalmentLine> Instalments);

public enum PlanState
{
    Unspecified = 0,
    Active = 1,
    Lapsed = 2,
    Replaced = 3,
}

/// <param name="Open">What is still expected of it: less than nominal − credited where the debt shrank otherwise, the last first.</param>
/// <param name="Credits">In the order in which they were applied.</param>
public sealed record InstalmentLine(
    int Number, LocalDate DueDate, Money Nominal, Money Credited, Money Open, ValueList<InstalmentCredit> Credits);

/// <param name="ValueDate">The effective date of the payment or credit: promises are judged by it (R34).</param>
public readonly record struct InstalmentCredit(FactId Settlement, LocalDate ValueDate, LocalDate AppliedOn, Money Amount);

/// <summary>A reference from one fact to another that has no effect, or none any more.</summary>
/// <param name="Amount">The cents concerned, where there are any.</param>
public sealed record PendingReference(FactId Fact, FactId Reference, PendingReason Reason, Money? Amount);

public enum PendingReason
{
    Unspecified = 0,

    /// <summary>Nobody recorded what it names yet (R14).</summary>
    NotRecorded = 1,

    /// <summary>What it names counts from a later day.</summary>
    NotYetEffective = 2,

    /// <summary>A correction voided what it names (R4).</summary>
    Voided = 3,

    /// <summary>What it names belongs to another creditor, or is of another kind (R16).</summary>
    NotOfThisCreditor = 4,

    /// <summary>More was to be taken back than was left, or the plan or dispute had ended before.</summary>
    NothingLeft = 5,

    /// <summary>What it names is itself without effect, such as a dispute of a charge that is not recorded.</summary>
    WithoutEffect = 6,
}
