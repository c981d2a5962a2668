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
        var decided = new NoFaultDecided(
            command.Id, command.Date, command.Claim, command.Recognised?.Suspension, command.ReasonCode, command.Approver);
        if (Granting.Settled(state, decided) is { } settled)
        {
            return settled;
        }

        if (state.Find(command.Claim)?.Live is not NoFaultClaimed claim)
        {
            return Granting.Named(Reasons.ClaimUnknown, $"No claim {command.Claim} is recorded.", command.Claim);
        }

        if (state.Live<NoFaultDecided>().FirstOrDefault(other => other.Claim == claim.Id) is { } other)
        {
            return Granting.Named(Reasons.ClaimDecided, $"The claim was decided on {FactRules.Conditions.Text(other.Date)}.", other.Id);
        }

        var asked = new AskedSuspension(claim.Creditor, claim.Period, claim.Evidence, claim.Proposer);
        return Granting.Record(state, decided, asked, command.Recognised, command.ReasonCode, command.Approver, agency, today);
    }
}
