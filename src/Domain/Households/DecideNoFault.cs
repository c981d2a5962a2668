using BudgetCoaching.Domain.Agencies;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>
/// Decides a claim that arrears came without fault: a second person recognises it, for the time claimed or a part of it, or turns it down
/// (R35). Recognition approves a suspension in the same step, so that what falls due inside is excused and its days do not count in the
/// age of arrears (R25); nothing is forgiven. What was judged before is judged again with the suspension as cause (R15).
/// </summary>
/// <param name="Recognised">The suspension that puts the recognition into effect; null turns the claim down.</param>
/// <param name="Approver">Another person than who proposed the claim.</param>
public sealed record DecideNoFault(
    FactId Id, LocalDate Date, FactId Claim, GrantedSuspension? Recognised, string ReasonCode, StaffId Approver)
{
    /// <summary>
    /// In this order: the household is enrolled; the same decision again is nothing; its id is free; the household is open (R9); the claim
    /// is known, and not decided by another; two persons and the content; the suspension, by its own rules.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, DecideNoFault command, AgencyState agency, Today today)
    {
        if (Recording.NotEnrolled(state) is { } absent)
        {
            return absent;
        }

        var decided = new NoFaultDecided(
            command.Id, command.Date, command.Claim, command.Recognised?.Suspension, command.ReasonCode, command.Approver);
        if (state.Find(command.Id)?.Original == decided)
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        var refusal = Recording.Reused(state, command.Id) ?? Recording.Closed(state);
        if (refusal is not null)
        {
            return refusal;
        }

        if (state.Find(command.Claim)?.Live is not NoFaultClaimed claim)
        {
            return Named(Reasons.ClaimUnknown, $"No claim {command.Claim} is recorded.", command.Claim);
        }

        if (state.Live<NoFaultDecided>().FirstOrDefault(other => other.Claim == claim.Id) is { } other)
        {
            return Named(Reasons.ClaimDecided, $"The claim was decided on {FactRules.Conditions.Text(other.Date)}.", other.Id);
        }

        return Recording.Record(state, decided, agency, today) is Decision<HouseholdEvent>.Refused refused ? refused
            : command.Recognised is { } recognised ? Granting.Grant(
                state,
                decided,
                new SuspensionApproved(
                    recognised.Suspension,
                    command.Date,
                    claim.Creditor,
                    recognised.Period ?? claim.Period,
                    command.ReasonCode,
                    claim.Evidence,
                    claim.Proposer,
                    command.Approver),
                claim.Period,
                agency,
                today)
            : decided;
    }

    private static Refusal Named(string reason, string message, FactId fact)
        => new(reason, message, [new RefusalDetail("fact", fact.ToString())]);
}
