using BudgetCoaching.Domain;
using BudgetCoaching.Events;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Application;

/// <summary>How the field's names and times read in the log's terms. Everybody who reads the log needs these few lines.</summary>
public static class Streams
{
    public const string HouseholdCategory = "Household";

    public const string AgencyCategory = "Agency";

    private const int TicksPerMicrosecond = 10;

    public static StreamName Of(HouseholdId household) => StreamName.Of(HouseholdCategory, household.ToString());

    public static StreamName Of(AgencyId agency) => StreamName.Of(AgencyCategory, agency.Value);

    public static EventName NameOf(RecordedEvent stored) => new(stored.Type.Name, stored.Type.Schema);

    public static EventPlace PlaceOf(RecordedEvent stored) => new(stored.Stream.Value, stored.Id);

    public static Instant InstantOf(RecordTime recorded) => Instant.FromUnixTimeTicks(recorded.UnixMicroseconds * TicksPerMicrosecond);
}
