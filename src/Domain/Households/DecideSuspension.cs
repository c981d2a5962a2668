using BudgetCoaching.Domain.Agencies;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>
/// Decides a proposed suspension: a second person approves it, for the time proposed or a part of it, or refuses it (R35). Approval
/// records the suspension in the same step.
/// </summary>
/// <param name="Approved">The suspension that comes of it; null refuses the proposal.</param>
/// <param name="Approver">Another person than who proposed it.</param>
public sealed record DecideSuspension(
    FactId Id, LocalDate Date, FactId Proposal, GrantedSuspension? Approved, string ReasonCode, StaffId Approver)
{
    /// <summary>
    /// In this order: the household is enrolled; the same decision again is nothing; its id is free; the household is open (R9); the
    /// proposal is known, and not decided by another; two persons and the content; the suspension, by its own rules.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, DecideSuspension command, AgencyState agency, Today today)
    {
        var decided = new SuspensionDecided(
            command.Id, command.Date, command.Proposal, command.Approved?.Suspension, command.ReasonCode, command.Approver);
        if (Granting.Settled(state, decided) is { } settled)
        {
            return settled;
        }

        if (state.Find(command.Proposal)?.Live is not SuspensionProposed proposed)
        {
            return Granting.ProposalUnknown(command.Proposal);
        }

        if (DecisionOn(state, proposed.Id) is { } other)
        {
            return Granting.ProposalDecided(other);
        }

        var asked = new AskedSuspension(proposed.Creditor, proposed.Period, proposed.Evidence, proposed.Proposer);
        return Granting.Record(state, decided, asked, command.Approved, command.ReasonCode, command.Approver, agency, today);
    }

    /// <summary>Null while nobody has decided.</summary>
    public static SuspensionDecided? DecisionOn(HouseholdState state, FactId proposal)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Live<SuspensionDecided>().FirstOrDefault(other => other.Proposal == proposal);
    }
}
