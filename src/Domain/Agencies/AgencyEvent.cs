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

    /// <summary>A complete set of parameters was published (R60).</summary>
    public sealed record ParameterSetPublished(ParameterSet Set) : AgencyEvent;
}

/// <param name="Version">Gap-free from 1.</param>
public sealed record AgencyEntry(long Version, Instant RecordTime, AgencyEvent Event)
{
    /// <summary>Null where nobody asked who recorded it.</summary>
    public EntryOrigin? Origin { get; init; }
}
