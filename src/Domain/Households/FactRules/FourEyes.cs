using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>
/// Whoever proposes does not approve (R35, R51). Of a proposal or claim everybody counts as its proposer who was ever named as such, and every
/// verified caller who recorded or corrected it: a name that is put in later changes nothing.
/// </summary>
internal static class FourEyes
{
    public static Refusal? Check(HouseholdState state, FactId proposal, StaffId approver)
        => IsProposer(state, proposal, approver)
            ? Conditions.At(Reasons.FourEyes, "approver", "Who approves or decides must be another person than who proposed it.")
            : null;

    /// <summary>
    /// A suspension that a decision led to stays what was proposed, or a part of it, also when it is corrected; where nothing was proposed
    /// in a step of its own, the proposer is whom it names.
    /// </summary>
    public static Refusal? Check(HouseholdState state, SuspensionApproved suspension)
    {
        var proposal = ProposalOf(state, suspension.Id);
        return Check(state, proposal ?? suspension.Id, suspension.Approver)
            ?? (proposal is { } id && PeriodOf(state.Find(id)?.Live) is { } proposed ? CheckInside(suspension.Period, proposed) : null);
    }

    public static Refusal? CheckInside(DateSpan period, DateSpan proposed)
        => period.Start < proposed.Start || period.End is null || period.End > proposed.End
            ? Conditions.At(Reasons.DatesOutOfOrder, "period", "What is approved must lie inside the time that was proposed.")
            : null;

    private static FactId? ProposalOf(HouseholdState state, FactId suspension)
    {
        if (state.Live<NoFaultDecided>().FirstOrDefault(decided => decided.Suspension == suspension) is { } ruling)
        {
            return ruling.Claim;
        }

        return state.Live<SuspensionDecided>().FirstOrDefault(decided => decided.Suspension == suspension)?.Proposal;
    }

    private static bool IsProposer(HouseholdState state, FactId proposal, StaffId person)
    {
        foreach (var entry in state.Entries)
        {
            var (isOfIt, stated) = entry.Event switch
            {
                Fact fact when fact.Id == proposal => (true, fact),
                FactCorrected correction when correction.Original == proposal => (true, correction.Replacement),
                _ => (false, null),
            };
            if (isOfIt && (ProposerOf(stated) == person || (stated is not SuspensionApproved && IsAuthor(entry, person))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAuthor(HouseholdEntry entry, StaffId person) =>
        entry.Origin is { Unverified: false } origin && origin.Actor == person.Value;

    private static StaffId? ProposerOf(Fact? stated) => stated switch
    {
        NoFaultClaimed claim => claim.Proposer,
        SuspensionProposed proposed => proposed.Proposer,
        SuspensionApproved approved => approved.Proposer,
        HostingProposed proposed => proposed.Proposer,
        _ => null,
    };

    private static DateSpan? PeriodOf(Fact? stated) => stated switch
    {
        NoFaultClaimed claim => claim.Period,
        SuspensionProposed proposed => proposed.Period,
        _ => null,
    };
}
