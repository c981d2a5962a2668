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
        if (Recording.NotEnrolled(state) is { } absent)
        {
            return absent;
        }

        var decided = new SuspensionDecided(
            command.Id, command.Date, command.Proposal, command.Approved?.Suspension, command.ReasonCode, command.Approver);
        if (state.Find(command.Id)?.Original == decided)
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        var refusal = Recording.Reused(state, command.Id) ?? Recording.Closed(state);
        if (refusal is not null)
        {
            return refusal;
        }

        if (state.Find(command.Proposal)?.Live is not SuspensionProposed proposed)
        {
            return Named(Reasons.ProposalUnknown, $"No proposal {command.Proposal} is recorded.", command.Proposal);
        }

        if (DecisionOn(state, proposed.Id) is { } other)
        {
            return Named(
                Reasons.ProposalDecided, $"The proposal was decided on {FactRules.Conditions.Text(other.Date)}.", other.Id);
        }

        return Recording.Record(state, decided, agency, today) is Decision<HouseholdEvent>.Refused refused ? refused
            : command.Approved is { } approved ? Granting.Grant(
                state,
                decided,
                new SuspensionApproved(
                    approved.Suspension,
                    command.Date,
                    proposed.Creditor,
                    approved.Period ?? proposed.Period,
                    command.ReasonCode,
                    proposed.Evidence,
                    proposed.Proposer,
                    command.Approver),
                proposed.Period,
                agency,
                today)
            : decided;
    }

    /// <summary>Null while nobody has decided.</summary>
    public static SuspensionDecided? DecisionOn(HouseholdState state, FactId proposal)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Live<SuspensionDecided>().FirstOrDefault(other => other.Proposal == proposal);
    }

    private static Refusal Named(string reason, string message, FactId fact)
        => new(reason, message, [new RefusalDetail("fact", fact.ToString())]);
}

/// <summary>What is granted of a proposal or a claim.</summary>
/// <param name="Suspension">The id of the suspension that will be recorded.</param>
/// <param name="Period">Inside the time asked for; null takes all of it.</param>
public sealed record GrantedSuspension(FactId Suspension, DateSpan? Period);

/// <summary>A decision and the suspension that puts it into effect are recorded together or not at all.</summary>
internal static class Granting
{
    /// <param name="state">In which the decision was found good.</param>
    /// <param name="decided">The decision.</param>
    /// <param name="granted">What it leads to.</param>
    /// <param name="asked">The time that was asked for.</param>
    /// <param name="agency">Whose rules hold.</param>
    /// <param name="today">The recorded day.</param>
    public static Decision<HouseholdEvent> Grant(
        HouseholdState state, Fact decided, SuspensionApproved granted, DateSpan asked, AgencyState agency, Today today)
    {
        if (granted.Period.Start < asked.Start || granted.Period.End > asked.End)
        {
            return FactRules.Conditions.At(Reasons.DatesOutOfOrder, "period", "What is recognised must lie inside the time claimed.");
        }

        return Recording.Record(state, granted, agency, today) is Decision<HouseholdEvent>.Refused refused
            ? refused
            : new Decision<HouseholdEvent>.Accepted([decided, granted]);
    }
}
