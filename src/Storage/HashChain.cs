using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BudgetCoaching.Storage;

/// <summary>
/// The hash that ties an event to the one before it in its stream. The input is defined byte by byte in <c>docs/audit-format.md</c>:
/// every field preceded by its length in four bytes, integers in eight, all big-endian. The position is outside, so that the same
/// event hashes alike in every store.
/// </summary>
public static class HashChain
{
    public const int HashLength = SHA256.HashSizeInBytes;

    private const int IdLength = 16;

    /// <summary>What stands for the previous hash of the first event of a stream: 32 zero bytes.</summary>
    public static ReadOnlyMemory<byte> Genesis { get; } = new byte[HashLength];

    private static ReadOnlySpan<byte> Tag => "bc1"u8;

    /// <param name="previous">Hash of the event before this one in the stream, <see cref="Genesis"/> for the first.</param>
    /// <param name="stream">Stream of the event.</param>
    /// <param name="version">Version the event takes in its stream.</param>
    /// <param name="proposed">Id, type, data and metadata.</param>
    /// <param name="recorded">Record time given by the writer.</param>
    /// <param name="hash">Receives <see cref="HashLength"/> bytes.</param>
    public static void Compute(
        ReadOnlySpan<byte> previous, StreamName stream, long version, ProposedEvent proposed, RecordTime recorded, Span<byte> hash)
    {
        ArgumentNullException.ThrowIfNull(proposed);
        Compute(previous, stream, version, proposed.Id, proposed.Type, recorded, proposed.Meta.Span, proposed.Data.Span, hash);
    }

    /// <inheritdoc cref="Compute(ReadOnlySpan{byte}, StreamName, long, ProposedEvent, RecordTime, Span{byte})"/>
    public static void Compute(ReadOnlySpan<byte> previous, RecordedEvent recorded, Span<byte> hash)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        Compute(
            previous, recorded.Stream, recorded.Version, recorded.Id, recorded.Type, recorded.Recorded,
            recorded.Meta.Span, recorded.Data.Span, hash);
    }

    private static void Compute(
        ReadOnlySpan<byte> previous, StreamName stream, long version, Guid id, EventType type, RecordTime recorded,
        ReadOnlySpan<byte> meta, ReadOnlySpan<byte> data, Span<byte> hash)
    {
        if (previous.Length != HashLength)
        {
            throw new ArgumentException($"A hash has {HashLength} bytes, not {previous.Length}.", nameof(previous));
        }

        var length = InputLength(stream, type, meta.Length, data.Length);
        var input = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var writer = new FieldWriter(input);
            writer.Bytes(Tag);
            writer.Bytes(previous);
            writer.Text(stream.Value);
            writer.Integer(version);
            writer.Identifier(id);
            writer.Text(type.Name);
            writer.Integer(type.Schema);
            writer.Integer(recorded.UnixMicroseconds);
            writer.Bytes(meta);
            writer.Bytes(data);
            SHA256.HashData(input.AsSpan(0, length), hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
        }
    }

    private static int InputLength(StreamName stream, EventType type, int meta, int data) =>
        (10 * sizeof(int)) + Tag.Length + HashLength + stream.Value.Length + IdLength + Encoding.UTF8.GetByteCount(type.Name)
        + (3 * sizeof(long)) + meta + data;

    private ref struct FieldWriter(Span<byte> rest)
    {
        private Span<byte> rest = rest;

        public void Bytes(ReadOnlySpan<byte> value)
        {
            value.CopyTo(Field(value.Length));
        }

        public void Text(string value)
        {
            Encoding.UTF8.GetBytes(value, Field(Encoding.UTF8.GetByteCount(value)));
        }

        public void Integer(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), value);
        }

        public void Identifier(Guid value)
        {
            value.TryWriteBytes(Field(IdLength), bigEndian: true, out _);
        }

        private Span<byte> Field(int length)
        {
            BinaryPrimitives.WriteInt32BigEndian(rest, length);
            var field = rest.Slice(sizeof(int), length);
            rest = rest[(sizeof(int) + length)..];
            return field;
        }
    }
}
