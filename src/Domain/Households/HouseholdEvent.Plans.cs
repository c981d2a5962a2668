using BudgetCoaching.Domain.Planning;
using NodaTime;

namespace BudgetCoaching.Domain.Households;

public abstract partial record HouseholdEvent
{
    /// <summary>
    /// A repayment plan was signed. The instalments add up to what is covered plus the agreed interest, to the cent (R40, R59).
    /// </summary>
    /// <param name="Covered">The charges it covers, with the amount acknowledged of each.</param>
    /// <param name="CurrentBillFirst">The plan's text puts the current bill before the oldest instalment (R21).</param>
    /// <param name="Replaces">The plan of the same creditor that this one closes, with the reason (R39).</param>
    public sealed record RepaymentPlanAgreed(
        FactId Id,
        LocalDate SignedOn,
        CreditorId Creditor,
        ValueList<CoveredCharge> Covered,
        Money Interest,
        ValueList<Instalment> Instalments,
        bool CurrentBillFirst,
        bool CourtOrdered,
        LocalDate AcceptedOn,
        LocalDate ReviewOn,
        PlanReplacement? Replaces,
        PersonalText? Note) : Fact(Id)
    {
        /// <summary>Whether the household could keep it, as judged then; null where there was no budget to judge by (R43).</summary>
        public PlanJudgement? Judgement { get; init; }

        public override LocalDate Effective => SignedOn;
    }

    /// <summary>
    /// A person decided that a plan lapsed: its residual returns to the charges with their original due dates (R37, R59).
    /// </summary>
    /// <param name="Residual">What the decision said became due; figures are computed from facts, this states what was known then.</param>
    public sealed record PlanLapsed(FactId Id, LocalDate Date, FactId Plan, string ReasonCode, Money Residual) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>
    /// A suspension was approved (recognised no-fault or agreed pause): instalments due inside are excused (R35) and its days do not count
    /// in the age of arrears (R25). Nothing is forgiven.
    /// </summary>
    /// <param name="Creditor">Whose debts it covers.</param>
    public sealed record SuspensionApproved(
        FactId Id,
        LocalDate Date,
        CreditorId Creditor,
        DateSpan Period,
        string ReasonCode,
        PersonalText? Evidence,
        StaffId Proposer,
        StaffId Approver) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>A suspension ended before its time: the day of resumption is no longer suspended (R25).</summary>
    public sealed record SuspensionEnded(FactId Id, LocalDate ResumedOn, FactId Suspension) : Fact(Id)
    {
        public override LocalDate Effective => ResumedOn;
    }
}

public readonly record struct CoveredCharge(FactId Charge, Money Amount);

/// <param name="Number">From 1, in order of due date.</param>
public readonly record struct Instalment(int Number, LocalDate DueDate, Money Amount);

public readonly record struct PlanReplacement(FactId Plan, string ReasonCode);
