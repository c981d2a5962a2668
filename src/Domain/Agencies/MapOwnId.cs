using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using NodaTime;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Domain.Agencies;

/// <summary>
/// Says what one of an agency's own ids leads to, or takes that back. The agency's stream holds the mapping, so that two of them cannot
/// take the same own id at the same time.
/// </summary>
/// <param name="OwnId">Follows from the own id and its kind: what the own id means where nothing is mapped.</param>
/// <param name="Target">Id of what it leads to, as written; null takes the mapping back.</param>
/// <param name="IsRecorded">Something bears <paramref name="OwnId"/> as its id, so the own id leads there.</param>
public sealed record MapOwnId(Guid OwnId, OwnIdKind Kind, LocalDate Date, string? Target, bool IsRecorded)
{
    /// <summary>In this order: the agency exists; the same mapping again is nothing; the own id leads nowhere else; the content.</summary>
    public static Decision<AgencyEvent> Decide(AgencyState state, MapOwnId command, Today today)
    {
        if (state.Creation is null)
        {
            return new Refusal(Reasons.AgencyUnknown, "The agency has not been created.");
        }

        var target = state.FindTarget(command.OwnId) ?? (command.IsRecorded ? command.OwnId.ToString("D") : null);
        if (target == command.Target)
        {
            return Decision<AgencyEvent>.Nothing;
        }

        if (command.Target is not null && target is not null)
        {
            return new Refusal(Reasons.OwnIdTaken, $"The own id leads to {target} already.", [new RefusalDetail("target", target)]);
        }

        var refusal = Conditions.Past(command.Date, today, "date")
            ?? Conditions.Chosen(command.Kind, "kind")
            ?? (command is { Kind: OwnIdKind.Creditor, Target: { } slug } && state.FindCreditor(new CreditorId(slug)) is null
                ? new Refusal(Reasons.CreditorUnknown, $"Creditor {slug} is not registered.", [new RefusalDetail("creditor", slug)])
                : null);
        return refusal is null ? new OwnIdMapped(command.OwnId, command.Kind, command.Date, command.Target) : refusal;
    }
}
