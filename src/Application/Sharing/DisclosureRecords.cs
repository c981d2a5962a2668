using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Nodes;
using BudgetCoaching.Storage;
using Google.Protobuf;
using NodaTime;

namespace BudgetCoaching.Application.Sharing;

/// <summary>Entries of the register as their stream holds them.</summary>
internal static class DisclosureRecords
{
    /// <summary>Entries of one event: with the longest words it stays below half of what EventStoreDB takes at once.</summary>
    public const int EntriesMax = 1_000;

    /// <summary>Entries that have their numbers and hashes.</summary>
    public static DisclosuresEntered Of(IEnumerable<RegisteredDisclosure> entries) => new() { Entries = { entries.Select(ToStored) } };

    /// <summary>Readings of one moment, which get number and hash from the order of the log.</summary>
    public static DisclosuresEntered Of(IEnumerable<Disclosed> shown, Instant now) =>
        new() { Entries = { shown.Select(what => ToStored(what, now)) } };

    private static DisclosureEntry ToStored(RegisteredDisclosure entry)
    {
        var stored = ToStored(entry.What, entry.Time);
        stored.Number = entry.Number;
        stored.Hash = UnsafeByteOperations.UnsafeWrap(entry.Hash);
        return stored;
    }

    private static DisclosureEntry ToStored(Disclosed what, Instant time) => new()
    {
        Time = NodeStreams.Micros(time),
        Household = Bytes(what.Household?.Value),
        Agency = what.Agency.Value,
        Actor = what.Actor,
        Role = what.Role,
        Verified = what.Verified,
        Call = what.Call,
        Purpose = what.Purpose,
        Consent = Bytes(what.Consent?.Value),
    };

    /// <summary>Number 0 and no hash where the order of the log gives them.</summary>
    public static List<RegisteredDisclosure> EntriesOf(RecordedEvent stored) =>
    [
        .. NodeStreams.Read<DisclosuresEntered>(stored).Entries.Select(entry => new RegisteredDisclosure(
            entry.Number,
            NodeStreams.Moment(entry.Time),
            new Disclosed(
                entry.Household.IsEmpty ? null : new HouseholdId(new Guid(entry.Household.Span, bigEndian: true)),
                new AgencyId(entry.Agency),
                entry.Actor,
                entry.Role,
                entry.Verified,
                entry.Call,
                entry.Purpose,
                entry.Consent.IsEmpty ? null : new FactId(new Guid(entry.Consent.Span, bigEndian: true))),
            entry.Hash.Memory)),
    ];

    private static ByteString Bytes(Guid? id) =>
        id is { } value ? UnsafeByteOperations.UnsafeWrap(value.ToByteArray(bigEndian: true)) : ByteString.Empty;
}
