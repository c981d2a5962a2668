using BudgetCoaching.Domain.Agencies;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>What is granted of a proposal or a claim.</summary>
/// <param name="Suspension">The id of the suspension that will be recorded.</param>
/// <param name="Period">Inside the time asked for; null takes all of it.</param>
public sealed record GrantedSuspension(FactId Suspension, DateSpan? Period);

/// <summary>What a proposal or a claim asks for, and who asked.</summary>
internal readonly record struct AskedSuspension(CreditorId Creditor, DateSpan Period, PersonalText? Evidence, StaffId Proposer);

/// <summary>
/// How another person decides what was proposed (R35, R51). Of a suspension, or of arrears claimed to have come without fault, the decision
/// and the suspension that puts it into effect are recorded together or not at all.
/// </summary>
internal static class Granting
{
    /// <summary>What can be said before it is looked at what is decided; null where that comes next.</summary>
    public static Decision<HouseholdEvent>? Settled(HouseholdState state, Fact decided)
    {
        if (Recording.NotEnrolled(state) is { } absent)
        {
            return absent;
        }

        if (state.Find(decided.Id)?.Original == decided)
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        if ((Recording.Reused(state, decided.Id) ?? Recording.Closed(state)) is { } refusal)
        {
            return refusal;
        }

        return null;
    }

    /// <param name="state">In which what is decided is known and open.</param>
    /// <param name="decided">The decision.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="granted">What it leads to; null turns it down.</param>
    /// <param name="reasonCode">Of the decision.</param>
    /// <param name="approver">Who decides.</param>
    /// <param name="agency">Whose rules hold.</param>
    /// <param name="today">The recorded day.</param>
    public static Decision<HouseholdEvent> Record(
        HouseholdState state,
        Fact decided,
        AskedSuspension asked,
        GrantedSuspension? granted,
        string reasonCode,
        StaffId approver,
        AgencyState agency,
        Today today)
    {
        if (Recording.Record(state, decided, agency, today) is Decision<HouseholdEvent>.Refused refused)
        {
            return refused;
        }

        if (granted is null)
        {
            return decided;
        }

        var period = granted.Period ?? asked.Period;
        if (period.Start < asked.Period.Start || period.End > asked.Period.End)
        {
            return FactRules.Conditions.At(Reasons.DatesOutOfOrder, "period", "What is recognised must lie inside the time claimed.");
        }

        var suspension = new SuspensionApproved(
            granted.Suspension, decided.Effective, asked.Creditor, period, reasonCode, asked.Evidence, asked.Proposer, approver);
        return Recording.Record(state, suspension, agency, today) is Decision<HouseholdEvent>.Refused unfit
            ? unfit
            : new Decision<HouseholdEvent>.Accepted([decided, suspension]);
    }

    public static Refusal ProposalUnknown(FactId proposal) =>
        Named(Reasons.ProposalUnknown, $"No proposal {proposal} is recorded.", proposal);

    public static Refusal ProposalDecided(Fact decision) => Named(
        Reasons.ProposalDecided, $"The proposal was decided on {FactRules.Conditions.Text(decision.Effective)}.", decision.Id);

    public static Refusal Named(string reason, string message, FactId fact) =>
        new(reason, message, [new RefusalDetail("fact", fact.ToString())]);
}
