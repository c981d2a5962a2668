using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Domain.Hosting;

/// <summary>The places of one flat from day to day (R54). As each flat holds no more than it has, all of them together do not either.</summary>
internal static class FlatPlaces
{
    public static FlatOccupancy On(AgencyState agency, FlatId flat, LocalDate day)
    {
        var registered = RegistrationOn(agency.FlatRegistrations(flat), day);
        var persons = agency.PlacesHeldIn(flat).Sum(held => held.Period.Contains(day) ? held.Persons : 0);
        return new FlatOccupancy(flat, registered?.District ?? "", registered?.Places ?? 0, persons);
    }

    /// <summary>Null before the first.</summary>
    public static FlatRegistered? RegistrationOn(ValueList<FlatRegistered> registrations, LocalDate day)
    {
        FlatRegistered? found = null;
        foreach (var registered in registrations)
        {
            found = registered.Date <= day && !(found?.Date > registered.Date) ? registered : found;
        }

        return found;
    }

    /// <summary>Null while on no day of the period more persons live there than there are places.</summary>
    /// <param name="registrations">Of the flat.</param>
    /// <param name="held">In the flat.</param>
    /// <param name="period">No end: for ever.</param>
    public static Refusal? Check(ValueList<FlatRegistered> registrations, IReadOnlyCollection<PlacesHeld> held, DateSpan period)
    {
        // Between these days neither places nor persons become scarcer.
        var days = registrations.Select(registered => registered.Date)
            .Concat(held.Select(each => each.Period.Start))
            .Append(period.Start)
            .Where(period.Contains)
            .Distinct()
            .Order();
        foreach (var day in days)
        {
            var places = RegistrationOn(registrations, day)?.Places ?? 0;
            var persons = held.Sum(each => each.Period.Contains(day) ? each.Persons : 0);
            if (persons > places)
            {
                return new Refusal(
                    Reasons.PlacesTaken,
                    $"On {Households.FactRules.Conditions.Text(day)} there would be {persons} persons for {places} places.",
                    [
                        new RefusalDetail("date", Households.FactRules.Conditions.Text(day)),
                        new RefusalDetail("persons", $"{persons}"),
                        new RefusalDetail("places", $"{places}"),
                    ]);
            }
        }

        return null;
    }
}
