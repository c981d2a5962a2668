using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf;
using Wire = BudgetCoaching.Storage.EventStoreDb.Protocol.ReadResp.Types.ReadEvent;

namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>Events as the server keeps them, both ways.</summary>
internal static class StoredForm
{
    public const string TypeKey = "type";
    public const string ContentTypeKey = "content-type";

    private const string Bytes = "application/octet-stream";

    public static StreamIdentifier Identifier(string stream) => new() { StreamName = ByteString.CopyFromUtf8(stream) };

    public static UUID Identifier(ReadOnlySpan<byte> sixteen) => new()
    {
        Structured = new UUID.Types.Structured
        {
            MostSignificantBits = BinaryPrimitives.ReadInt64BigEndian(sixteen),
            LeastSignificantBits = BinaryPrimitives.ReadInt64BigEndian(sixteen[sizeof(long)..]),
        },
    };

    /// <summary>
    /// The server's own id of an event is cut from its hash (UUIDv8, RFC 9562): the same append tried again has the same ids and is stored
    /// once, and an append by another node, of the same request at another instant, has others and conflicts.
    /// </summary>
    public static ProposedMessage Write(
        Guid id, EventType type, RecordTime recorded, ReadOnlySpan<byte> hash, ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> meta)
    {
        Span<byte> server = stackalloc byte[16];
        hash[..server.Length].CopyTo(server);
        server[6] = (byte)(0x80 | (server[6] & 0x0f));
        server[8] = (byte)(0x80 | (server[8] & 0x3f));
        return new ProposedMessage
        {
            Id = Identifier(server),
            Metadata = { [TypeKey] = type.Name, [ContentTypeKey] = Bytes },
            CustomMetadata = Envelope.Write(type.Schema, recorded, id, hash, meta.Span),
            Data = UnsafeByteOperations.UnsafeWrap(data),
        };
    }

    /// <summary>The event as it was appended; its bytes are those of the message, not copied.</summary>
    /// <exception cref="StoreRefusedException">The event is none of ours.</exception>
    public static RecordedEvent Read(Wire read)
    {
        var stored = read.Event;
        var stream = Encoding.UTF8.GetString(stored.StreamIdentifier.StreamName.Span);
        if (!Envelope.TryOpen(stored.CustomMetadata, out var envelope) || !stored.Metadata.TryGetValue(TypeKey, out var type))
        {
            throw Foreign(stored, stream);
        }

        return new RecordedEvent
        {
            Stream = new StreamName(stream),
            Version = checked((long)stored.StreamRevision + 1),
            Position = PositionOf(stored),
            Id = envelope.Id,
            Type = new EventType(type, envelope.Schema),
            Recorded = envelope.Recorded,
            Data = stored.Data.Memory,
            Meta = envelope.Meta,
            Hash = envelope.Hash,
        };
    }

    public static Position PositionOf(Wire.Types.RecordedEvent stored) =>
        stored.CommitPosition == ulong.MaxValue
            ? throw new StoreRefusedException(
                StoreRefusedException.LogFormatUnknown,
                "The event store tells no place in the log with the events of a stream: it is older than 22.6.")
            : new Position(stored.CommitPosition, stored.PreparePosition);

    private static StoreRefusedException Foreign(Wire.Types.RecordedEvent stored, string stream) => new(
        StoreRefusedException.LogFormatUnknown,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Event {stored.StreamRevision} of stream {stream} in the event store was not written by this program."));
}
