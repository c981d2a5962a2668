using BudgetCoaching.Domain;
using BudgetCoaching.Events;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections.Following;

/// <summary>What streams and record times are called in the log, and what they are here.</summary>
internal static class StoredNames
{
    private const string HouseholdPrefix = "Household-";
    private const string AgencyPrefix = "Agency-";

    public static bool IsHousehold(StreamName stream) => stream.Value.StartsWith(HouseholdPrefix, StringComparison.Ordinal);

    public static bool IsAgency(StreamName stream) => stream.Value.StartsWith(AgencyPrefix, StringComparison.Ordinal);

    public static StreamName Of(HouseholdId household) => new(HouseholdPrefix + household);

    public static StreamName Of(AgencyId agency) => new(AgencyPrefix + agency);

    public static HouseholdId Household(StreamName stream) => new(Guid.ParseExact(stream.Value.AsSpan(HouseholdPrefix.Length), "D"));

    public static AgencyId Agency(StreamName stream) => new(stream.Value[AgencyPrefix.Length..]);

    public static EventName NameOf(EventType type) => new(type.Name, type.Schema);

    public static Instant InstantOf(RecordTime recorded) =>
        Instant.FromUnixTimeTicks(checked(recorded.UnixMicroseconds * TimeSpan.TicksPerMicrosecond));
}
