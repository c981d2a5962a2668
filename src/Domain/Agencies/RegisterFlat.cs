using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Hosting;
using NodaTime;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Domain.Agencies;

/// <summary>Says how many places a flat has from a day on and in which district it lies. No places: it is given up.</summary>
public sealed record RegisterFlat(FlatId Flat, LocalDate Date, string District, int Places)
{
    public const int PlacesMax = 100;

    /// <summary>
    /// In this order: the agency exists; the same registration again is nothing; the content; whoever has places keeps them (R54).
    /// </summary>
    public static Decision<AgencyEvent> Decide(AgencyState state, RegisterFlat command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (state.Creation is null)
        {
            return new Refusal(Reasons.AgencyUnknown, "The agency has not been created.");
        }

        var registered = new FlatRegistered(command.Flat, command.Date, command.District, command.Places);
        var known = state.FlatRegistrations(command.Flat);
        if (FlatPlaces.RegistrationOn(known, command.Date) == registered)
        {
            return Decision<AgencyEvent>.Nothing;
        }

        var refusal = Conditions.Slugged(command.Flat.Value, "flat")
            ?? Conditions.Day(command.Date, "date")
            ?? Conditions.Slugged(command.District, "district")
            ?? Conditions.Within(command.Places, 0, PlacesMax, "places")
            ?? FlatPlaces.Check([.. known, registered], state.PlacesHeldIn(command.Flat), new DateSpan(command.Date, End: null));
        return refusal is null ? registered : refusal;
    }
}
