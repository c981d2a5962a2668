using NodaTime;

namespace BudgetCoaching.Domain.Households;

/// <summary>One event of a household's stream with its place and its second clock.</summary>
/// <param name="Version">Gap-free from 1 (R2).</param>
/// <param name="RecordTime">When the writer recorded it; strictly increasing along the stream.</param>
/// <param name="Origin">Null where only figures are wanted and nobody asked who recorded it.</param>
public sealed record HouseholdEntry(long Version, Instant RecordTime, HouseholdEvent Event, EntryOrigin? Origin);

/// <summary>Who recorded an event, through what, and for which request (R2).</summary>
/// <param name="Agency">The calling agency: a request id is unique per stream and agency (R5).</param>
/// <param name="RequestDigest">HMAC-SHA-256 of the canonical request under the household's key, by which a repeat is told from a
/// reuse.</param>
/// <param name="Unverified">Actor and role were claimed by the caller and not verified.</param>
public sealed record EntryOrigin(
    Guid EventId,
    string Actor,
    string Role,
    bool Unverified,
    string Source,
    AgencyId Agency,
    string RequestId,
    ReadOnlyMemory<byte> RequestDigest,
    string Correlation,
    string Causation,
    string ReasonCode);
