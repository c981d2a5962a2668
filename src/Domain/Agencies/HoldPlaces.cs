using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Hosting;
using NodaTime;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Domain.Agencies;

/// <summary>
/// Holds places in a flat for a hosting, instead of those held for it before; for no persons it sets them free. The agency's stream keeps
/// them, so that two admissions at the same time cannot take the same place (R54).
/// </summary>
/// <param name="Hosting">Says nothing about the household to whoever does not know it.</param>
/// <param name="Renews">A renewal in the same flat keeps as many places as the hosting that it renews has (R53).</param>
public sealed record HoldPlaces(FactId Hosting, FlatId Flat, DateSpan Period, int Persons, FactId? Renews)
{
    /// <summary>In this order: the same again is nothing; the flat is registered; it has the places on every day.</summary>
    public static Decision<AgencyEvent> Decide(AgencyState state, HoldPlaces command, Today today)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var known = state.FindPlaces(command.Hosting);
        var persons = command.Renews is { } renewed && state.FindPlaces(renewed) is { Persons: > 0 } kept && kept.Flat == command.Flat
            ? kept.Persons
            : command.Persons;
        if (known is null ? persons == 0 : known with { Date = today.Date } == Held(persons))
        {
            return Decision<AgencyEvent>.Nothing;
        }

        var registrations = state.FlatRegistrations(command.Flat);
        if (registrations.Count == 0)
        {
            return new Refusal(Reasons.FlatUnknown, "The flat is not registered with the agency.");
        }

        var others = state.PlacesHeldIn(command.Flat).Where(held => held.Hosting != command.Hosting);
        return FlatPlaces.Check(registrations, [.. others, Held(persons)], command.Period) is { } refusal
            ? refusal
            : Held(persons);

        PlacesHeld Held(int count) => new(command.Hosting, command.Flat, today.Date, command.Period, count);
    }
}
