using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Agencies;

/// <summary>Everything that can happen to an agency (stream <c>Agency-{id}</c>), in one closed set.</summary>
public abstract record AgencyEvent
{
    private AgencyEvent()
    {
    }

    /// <summary>An agency began to keep its books here.</summary>
    public sealed record AgencyCreated(AgencyId Agency, LocalDate Date, string DisplayName) : AgencyEvent;

    /// <summary>A creditor of the agency's households was registered. An organisation's name, in clear.</summary>
    public sealed record CreditorRegistered(CreditorId Creditor, LocalDate Date, string DisplayName) : AgencyEvent;

    /// <summary>
    /// The agency said what one of its own ids leads to, because what it leads to bears another id here: a household enrolled by hand, or
    /// a creditor whose own id is no slug.
    /// </summary>
    /// <param name="OwnId">Follows from the own id and its kind; the text itself is not stored.</param>
    /// <param name="Target">Id of what it leads to, as written; null takes an earlier mapping back.</param>
    public sealed record OwnIdMapped(Guid OwnId, OwnIdKind Kind, LocalDate Date, string? Target) : AgencyEvent;

    /// <summary>From a day on a flat has so many places; a later registration of the same day replaces an earlier one (R54).</summary>
    /// <param name="District">In which it lies. A slug; no street is kept, so that nothing here says where anybody lives.</param>
    /// <param name="Places">For a person each; 0: the flat is given up.</param>
    public sealed record FlatRegistered(FlatId Flat, LocalDate Date, string District, int Places) : AgencyEvent;

    /// <summary>Places in a flat were held for a hosting, instead of those held for it before (R54).</summary>
    /// <param name="Hosting">Whose household only the household's own stream says.</param>
    /// <param name="Date">The recorded day.</param>
    /// <param name="Period">Half-open.</param>
    /// <param name="Persons">0: they are free again.</param>
    public sealed record PlacesHeld(FactId Hosting, FlatId Flat, LocalDate Date, DateSpan Period, int Persons) : AgencyEvent;

    /// <summary>A complete set of parameters was published (R60).</summary>
    public sealed record ParameterSetPublished(ParameterSet Set) : AgencyEvent;
}

/// <summary>What an own id belongs to: the same text is another id for each.</summary>
public enum OwnIdKind
{
    Unspecified = 0,
    Household = 1,
    Fact = 2,
    Member = 3,
    Creditor = 4,
    Account = 5,
}

/// <param name="Version">Gap-free from 1.</param>
public sealed record AgencyEntry(long Version, Instant RecordTime, AgencyEvent Event)
{
    /// <summary>Null where nobody asked who recorded it.</summary>
    public EntryOrigin? Origin { get; init; }
}
