using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Domain.Agencies;

/// <summary>Publishes a complete parameter set (R60). It may be valid from a day past or to come; it is never edited.</summary>
public sealed record PublishParameterSet(ParameterSet Set)
{
    /// <summary>
    /// In this order: the agency exists; the same set again is nothing; its id is free; its own fields; its values, every bad one named.
    /// </summary>
    public static Decision<AgencyEvent> Decide(AgencyState state, PublishParameterSet command)
    {
        var set = command.Set;
        if (state.Creation is null)
        {
            return new Refusal(Reasons.AgencyUnknown, "The agency has not been created.");
        }

        if (state.FindParameterSet(set.Id) is { } known)
        {
            return known == set
                ? Decision<AgencyEvent>.Nothing
                : new Refusal(
                    Reasons.ParameterSetIdReused,
                    $"Parameter set {set.Id} is already published with other contents.",
                    [new RefusalDetail("parameter_set", set.Id.ToString())]);
        }

        var refusal = Conditions.Slugged(set.Id.Value, "id")
            ?? Conditions.Day(set.ValidFrom, "valid_from")
            ?? Conditions.Day(set.PublishedOn, "published_on");
        if (refusal is not null)
        {
            return refusal;
        }

        var bad = ParameterBounds.Violations(set.Values);
        return bad.Count == 0
            ? new ParameterSetPublished(set)
            : new Refusal(Reasons.ParametersInvalid, $"{bad.Count} values of the set lie outside their bounds.", bad);
    }
}
