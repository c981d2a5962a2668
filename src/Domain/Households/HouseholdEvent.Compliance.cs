using NodaTime;

namespace BudgetCoaching.Domain.Households;

public abstract partial record HouseholdEvent
{
    /// <summary>A member of the household promised something by a day (R32).</summary>
    /// <param name="Creditor">For a payment: to whom; null otherwise.</param>
    /// <param name="Amount">For a payment: how much; null otherwise.</param>
    public sealed record CommitmentAgreed(
        FactId Id,
        LocalDate AgreedOn,
        CommitmentKind Kind,
        MemberId? Owner,
        LocalDate DueDate,
        CreditorId? Creditor,
        Money? Amount,
        PersonalText? What,
        PersonalText? EvidenceRule) : Fact(Id)
    {
        public override LocalDate Effective => AgreedOn;
    }

    /// <summary>A promise was taken back by agreement before it was judged: it counts nowhere (R38).</summary>
    public sealed record CommitmentWithdrawn(FactId Id, LocalDate Date, FactId Commitment, string ReasonCode) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>
    /// A promise or an instalment was judged (R34). A judgement is never changed by what comes later: a late fact leads to another one that
    /// names this one and the cause (R15).
    /// </summary>
    /// <param name="Instalment">With a plan as subject: the instalment's number; null for a commitment.</param>
    /// <param name="PaidInTime">Credited to the subject by value date within the grace; zero where no money was promised.</param>
    /// <param name="Reassesses">The judgement that this one follows.</param>
    /// <param name="Cause">The late or corrected fact that led to the re-assessment.</param>
    public sealed record ComplianceAssessed(
        FactId Id,
        LocalDate JudgedOn,
        FactId Subject,
        int? Instalment,
        ComplianceOutcome Outcome,
        Money Due,
        Money PaidInTime,
        LocalDate? CuredOn,
        FactId? Suspension,
        FactId? Reassesses,
        FactId? Cause,
        JudgementBasis Basis,
        PersonalText? Evidence) : Fact(Id)
    {
        public override LocalDate Effective => JudgedOn;
    }
}

/// <summary>
/// By which rules a judgement was made (R60): the parameter set, its content hash in lower-case hex, and the calculator's number.
/// </summary>
public sealed record JudgementBasis(ParameterSetId ParameterSet, string ContentHash, int Calculator);

public enum CommitmentKind
{
    Unspecified = 0,
    Payment = 1,
    Behaviour = 2,
    Work = 3,
    Task = 4,
}

public enum ComplianceOutcome
{
    Unspecified = 0,
    Kept = 1,
    PartlyKept = 2,
    Broken = 3,
    Excused = 4,
}
