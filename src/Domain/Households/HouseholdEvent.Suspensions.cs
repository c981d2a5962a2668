using NodaTime;

namespace BudgetCoaching.Domain.Households;

public abstract partial record HouseholdEvent
{
    /// <summary>Somebody proposed that a creditor's debts be suspended; it takes effect when another person approves it (R35).</summary>
    /// <param name="Period">Half-open; what falls due in it shall be excused.</param>
    public sealed record SuspensionProposed(
        FactId Id,
        LocalDate Date,
        CreditorId Creditor,
        DateSpan Period,
        string ReasonCode,
        PersonalText? Evidence,
        StaffId Proposer) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>A second person decided a proposed suspension (R35). Approval comes with the suspension itself.</summary>
    /// <param name="Suspension">The suspension approved with it; null where it was refused.</param>
    public sealed record SuspensionDecided(
        FactId Id, LocalDate Date, FactId Proposal, FactId? Suspension, string ReasonCode, StaffId Approver) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }
}
