using BudgetCoaching.Domain.Agencies;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Approves a suspension: recognised no-fault or an agreed pause (R35). It may reach back and may begin later.</summary>
/// <param name="Approver">The caller; another person than the proposer.</param>
public sealed record ApproveSuspension(
    FactId Id,
    LocalDate Date,
    CreditorId Creditor,
    DateSpan Period,
    string ReasonCode,
    PersonalText? Evidence,
    StaffId Proposer,
    StaffId Approver)
{
    /// <summary>
    /// In this order: the household is enrolled; the same approval again is nothing; its id is free; the household is open (R9); two
    /// persons; the evidence; the period and its length.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, ApproveSuspension command, AgencyState agency, Today today)
        => Recording.Record(
            state,
            new SuspensionApproved(
                command.Id,
                command.Date,
                command.Creditor,
                command.Period,
                command.ReasonCode,
                command.Evidence,
                command.Proposer,
                command.Approver),
            agency,
            today);
}
