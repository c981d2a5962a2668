using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Hosting;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>
/// Decides a proposed hosting. As many persons as the agency asks for must approve, none of whom proposed; the last approval records the
/// hosting in the same step (R51). One refusal ends the proposal.
/// </summary>
/// <param name="Hosting">The id that the hosting will bear, the same for every decision on the proposal.</param>
public sealed record DecideHosting(
    FactId Id, LocalDate Date, FactId Proposal, bool IsApproved, FactId Hosting, string ReasonCode, StaffId Approver)
{
    /// <summary>
    /// In this order: the household is enrolled; the same decision again is nothing; its id is free; the household is open (R9); the
    /// proposal is known, and not decided; nobody approves twice; the content and two persons; and for the last approval every condition
    /// of an admission (R51), then the terms (R52).
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, DecideHosting command, AgencyState agency, Today today)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var known = state.Find(command.Id)?.Original as HostingDecided;
        var decided = new HostingDecided(
            command.Id,
            command.Date,
            command.Proposal,
            command.IsApproved,
            known?.Hosting,
            known?.Persons ?? HostingEligibility.PersonsOn(state.Facts(), command.Date),
            command.ReasonCode,
            command.Approver);
        if (Granting.Settled(state, decided) is { } settled)
        {
            return settled;
        }

        if (state.Find(command.Proposal)?.Live is not HostingProposed proposed)
        {
            return Granting.ProposalUnknown(command.Proposal);
        }

        var earlier = DecisionsOn(state, proposed.Id);
        if (earlier.FirstOrDefault(IsLast) is { } last)
        {
            return Granting.ProposalDecided(last);
        }

        if (earlier.FirstOrDefault(other => other.Approver == command.Approver) is { } own)
        {
            return Granting.Named(Reasons.ApproverRepeated, "The same person approved the proposal already.", own.Id);
        }

        var values = HostingValues.InForce(agency, command.Date);
        var approvals = earlier.Count + (command.IsApproved ? 1 : 0);
        if (!command.IsApproved || approvals < values.Approvals)
        {
            return Recording.Record(state, decided, agency, today);
        }

        decided = decided with { Hosting = command.Hosting };
        if (Recording.Record(state, decided, agency, today) is Decision<HouseholdEvent>.Refused unfit)
        {
            return unfit;
        }

        if (proposed.Renews is null && ProposeHosting.CheckEligible(state, proposed, approvals, command.Date, values) is { } refusal)
        {
            return refusal;
        }

        var hosting = ProposeHosting.Agreed(proposed, command.Hosting, command.Date);
        return Recording.Record(state, hosting, agency, today) is Decision<HouseholdEvent>.Refused refused
            ? refused
            : new Decision<HouseholdEvent>.Accepted([decided, hosting]);
    }

    /// <summary>In the order of recording.</summary>
    public static IReadOnlyList<HostingDecided> DecisionsOn(HouseholdState state, FactId proposal)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. state.Live<HostingDecided>().Where(decided => decided.Proposal == proposal)];
    }

    /// <summary>A refusal, or the approval that recorded the hosting.</summary>
    private static bool IsLast(HostingDecided decided) => !decided.IsApproved || decided.Hosting is not null;
}
