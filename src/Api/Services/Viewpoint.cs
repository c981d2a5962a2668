using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using Google.Protobuf.WellKnownTypes;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>From where a question is asked, with what was left open filled in (R12).</summary>
/// <param name="AsOf">Given, or today in Rome.</param>
/// <param name="KnownAt">Null: everything recorded so far.</param>
/// <param name="MinCursor">Empty: none.</param>
internal readonly record struct Viewpoint(LocalDate AsOf, Instant? KnownAt, string MinCursor)
{
    public static Viewpoint Read(Fields fields, V1.Viewpoint? wire, Today today)
    {
        if (wire is null)
        {
            return new Viewpoint(today.Date, null, "");
        }

        var knownAt = wire.KnownCase switch
        {
            V1.Viewpoint.KnownOneofCase.KnownAt => Time(fields, "known_at", wire.KnownAt),
            V1.Viewpoint.KnownOneofCase.KnownOn => Today.EndOf(fields.Date("known_on", wire.KnownOn)),
            _ => (Instant?)null,
        };
        return new Viewpoint(fields.OptionalDate("as_of", wire.AsOf) ?? today.Date, knownAt, wire.MinCursor);
    }

    public static Instant Time(Fields fields, string name, Timestamp value)
    {
        if (value.Nanos is >= 0 and <= 999_999_999
            && value.Seconds >= Instant.FromUtc(1, 1, 1, 0, 0).ToUnixTimeSeconds()
            && value.Seconds <= Instant.FromUtc(9999, 12, 31, 0, 0).ToUnixTimeSeconds())
        {
            return value.ToInstant();
        }

        fields.Fault(name, "must be a time of the years 1 to 9999");
        return default;
    }
}
