using BudgetCoaching.Domain.Agencies;
using NodaTime;

namespace BudgetCoaching.Domain.Hosting;

/// <summary>How many places an agency's flats have on a day and how many persons they are held for (R54).</summary>
/// <param name="Flats">Those with places or persons on the day, by id.</param>
/// <param name="Districts">By name; they add up to the total.</param>
public sealed record Occupancy(
    LocalDate Day, ValueList<FlatOccupancy> Flats, ValueList<DistrictOccupancy> Districts, int Places, int Persons)
{
    public static Occupancy On(AgencyState agency, LocalDate day)
    {
        ArgumentNullException.ThrowIfNull(agency);
        var flats = agency.Flats()
            .Select(flat => FlatPlaces.On(agency, flat, day))
            .Where(flat => flat.Places > 0 || flat.Persons > 0)
            .ToValueList();
        var districts = flats
            .GroupBy(flat => flat.District, StringComparer.Ordinal)
            .Select(district => new DistrictOccupancy(
                district.Key, district.Sum(flat => flat.Places), district.Sum(flat => flat.Persons)))
            .OrderBy(district => district.District, StringComparer.Ordinal)
            .ToValueList();
        return new Occupancy(day, flats, districts, flats.Sum(flat => flat.Places), flats.Sum(flat => flat.Persons));
    }
}

public readonly record struct FlatOccupancy(FlatId Flat, string District, int Places, int Persons);

public readonly record struct DistrictOccupancy(string District, int Places, int Persons);
