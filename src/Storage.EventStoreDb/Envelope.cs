using System.Buffers.Binary;
using Google.Protobuf;

namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>
/// What an event needs beyond what the server keeps of it, as its custom metadata: 64 bytes and then the event's meta. The form is
/// defined in <c>docs/audit-format.md</c>; integers are big-endian.
/// </summary>
internal readonly ref struct Envelope
{
    public const int HeadLength = MetaAt;

    private const int SchemaAt = 4;
    private const int RecordedAt = 8;
    private const int IdAt = 16;
    private const int HashAt = 32;
    private const int MetaAt = 64;

    private Envelope(ReadOnlyMemory<byte> bytes)
    {
        var head = bytes.Span;
        Schema = BinaryPrimitives.ReadInt32BigEndian(head[SchemaAt..]);
        Recorded = new RecordTime(BinaryPrimitives.ReadInt64BigEndian(head[RecordedAt..]));
        Id = new Guid(head[IdAt..HashAt], bigEndian: true);
        Hash = bytes[HashAt..MetaAt];
        Meta = bytes[MetaAt..];
    }

    private static ReadOnlySpan<byte> Tag => "bce1"u8;

    public int Schema { get; }

    public RecordTime Recorded { get; }

    public Guid Id { get; }

    public ReadOnlyMemory<byte> Hash { get; }

    public ReadOnlyMemory<byte> Meta { get; }

    /// <summary>False when these bytes are none of ours.</summary>
    public static bool TryOpen(ByteString bytes, out Envelope envelope)
    {
        if (bytes.Length < MetaAt || !bytes.Span.StartsWith(Tag))
        {
            envelope = default;
            return false;
        }

        envelope = new Envelope(bytes.Memory);
        return true;
    }

    public static ByteString Write(int schema, RecordTime recorded, Guid id, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> meta)
    {
        var bytes = new byte[MetaAt + meta.Length];
        Tag.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(SchemaAt), schema);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(RecordedAt), recorded.UnixMicroseconds);
        id.TryWriteBytes(bytes.AsSpan(IdAt), bigEndian: true, out _);
        hash.CopyTo(bytes.AsSpan(HashAt));
        meta.CopyTo(bytes.AsSpan(MetaAt));
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }
}
