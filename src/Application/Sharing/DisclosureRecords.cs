using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Nodes;
using BudgetCoaching.Storage;
using Google.Protobuf;

namespace BudgetCoaching.Application.Sharing;

/// <summary>Entries of the register as their stream holds them.</summary>
internal static class DisclosureRecords
{
    /// <summary>Entries of one event: with the longest words it stays below half of what EventStoreDB takes at once.</summary>
    public const int EntriesMax = 1_000;

    public static DisclosuresEntered Of(IEnumerable<RegisteredDisclosure> entries) => new() { Entries = { entries.Select(ToStored) } };

    private static DisclosureEntry ToStored(RegisteredDisclosure entry) => new()
    {
        Number = entry.Number,
        Time = NodeStreams.Micros(entry.Time),
        Household = Bytes(entry.What.Household?.Value),
        Agency = entry.What.Agency.Value,
        Actor = entry.What.Actor,
        Role = entry.What.Role,
        Verified = entry.What.Verified,
        Call = entry.What.Call,
        Purpose = entry.What.Purpose,
        Consent = Bytes(entry.What.Consent?.Value),
        Hash = UnsafeByteOperations.UnsafeWrap(entry.Hash),
    };

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
