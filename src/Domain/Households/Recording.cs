using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households.FactRules;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>What every command that records one fact has in common.</summary>
internal static class Recording
{
    /// <summary>
    /// In this order: the household is enrolled; the same fact again is nothing; its id is free; the household is open (R9),
    /// unless it is a follow-up evaluation; the content.
    /// </summary>
    public static Decision<HouseholdEvent> Record(HouseholdState state, Fact fact, AgencyState agency, Today today)
    {
        if (NotEnrolled(state) is { } absent)
        {
            return absent;
        }

        if (state.Find(fact.Id) is { } recorded && recorded.Original == fact)
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        var refusal = Reused(state, fact.Id) ?? (IsOfAfter(fact) ? null : Closed(state)) ?? Content.Check(state, fact, agency, today);
        return refusal is null ? fact : refusal;
    }

    /// <summary>A follow-up comes after the household has left (R9, R58).</summary>
    private static bool IsOfAfter(Fact fact) => fact is EvaluationRecorded { Phase: EvaluationPhase.FollowUp };

    public static Refusal? NotEnrolled(HouseholdState state)
        => state.Status == HouseholdStatus.Absent
            ? new Refusal(Reasons.HouseholdNotEnrolled, "No household is enrolled under this id.")
            : null;

    public static Refusal? Reused(HouseholdState state, FactId id)
        => state.Find(id) is null && state.FindCorrection(id) is null
            ? null
            : new Refusal(
                Reasons.FactIdReused, $"{id} already belongs to a fact with other contents.", [new RefusalDetail("fact", id.ToString())]);

    public static Refusal? Closed(HouseholdState state)
        => state.Status == HouseholdStatus.Closed
            ? new Refusal(Reasons.HouseholdIsClosed, "The household is closed: re-open it first.")
            : null;
}
