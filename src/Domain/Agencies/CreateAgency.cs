using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Domain.Agencies;

/// <summary>Opens an agency's books with a copy of the shipped parameters: a later release adopts nothing by itself (R60).</summary>
/// <param name="DefaultsHash">Content hash of <see cref="ShippedDefaults.Values"/> as they are stored.</param>
public sealed record CreateAgency(AgencyId Agency, LocalDate Date, string DisplayName, string DefaultsHash)
{
    public const int DisplayNameLengthMax = 200;

    /// <summary>The same creation again is nothing, another one is refused; then the content.</summary>
    public static Decision<AgencyEvent> Decide(AgencyState state, CreateAgency command, Today today)
    {
        var created = new AgencyCreated(command.Agency, command.Date, command.DisplayName);
        if (state.Creation is { } known)
        {
            return known == created
                ? Decision<AgencyEvent>.Nothing
                : new Refusal(Reasons.AgencyExists, $"Agency {command.Agency} already exists.");
        }

        var refusal = Conditions.Slugged(command.Agency.Value, "agency")
            ?? Conditions.Past(command.Date, today, "date")
            ?? Conditions.DisplayName(command.DisplayName, DisplayNameLengthMax);
        if (refusal is not null)
        {
            return refusal;
        }

        var defaults = new ParameterSet(
            ShippedDefaults.Id, ShippedDefaults.ValidFrom, ShippedDefaults.PublishedOn, ShippedDefaults.Values, command.DefaultsHash);
        return new Decision<AgencyEvent>.Accepted([created, new ParameterSetPublished(defaults)]);
    }
}
