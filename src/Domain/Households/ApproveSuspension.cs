using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households.FactRules;
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
    /// The id of the decision by which an open proposal is approved: whoever is verified approves nothing that nobody proposed. Null for a
    /// caller who is not verified: then nothing need be proposed.
    /// </summary>
    public FactId? Decision { get; init; }

    /// <summary>
    /// In this order: the household is enrolled; the same approval again is nothing; two persons; what was proposed, where it must be; its
    /// id is free; the household is open (R9); the evidence; the period and its length.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, ApproveSuspension command, AgencyState agency, Today today)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var approved = new SuspensionApproved(
            command.Id,
            command.Date,
            command.Creditor,
            command.Period,
            command.ReasonCode,
            command.Evidence,
            command.Proposer,
            command.Approver);
        if (command.Decision is not { } decision)
        {
            return Recording.Record(state, approved, agency, today);
        }

        if (Recording.NotEnrolled(state) is { } absent)
        {
            return absent;
        }

        if (state.Find(command.Id)?.Original is SuspensionApproved known && known == approved with { Evidence = known.Evidence })
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        if (command.Proposer == command.Approver)
        {
            return Conditions.At(Reasons.FourEyes, "approver", "Who approves a suspension must be another person than who proposed it.");
        }

        var proposal = state.Live<SuspensionProposed>().FirstOrDefault(proposed => proposed.Creditor == command.Creditor
            && proposed.Period == command.Period
            && proposed.Proposer == command.Proposer
            && DecideSuspension.DecisionOn(state, proposed.Id) is null);
        return proposal is null
            ? Conditions.At(
                Reasons.ProposalMissing,
                "proposer",
                "Nobody of this name proposed a suspension of this creditor for this time that is still open: have it proposed first.")
            : DecideSuspension.Decide(
                state,
                new DecideSuspension(
                    decision,
                    command.Date,
                    proposal.Id,
                    new GrantedSuspension(command.Id, Period: null),
                    command.ReasonCode,
                    command.Approver),
                agency,
                today);
    }
}
