using System.Buffers.Binary;
using BudgetCoaching.Events.Sealing;
using NodaTime;

namespace BudgetCoaching.Application.Keys;

/// <summary>A key, or what is left of one, as one small file holds it (docs/event-format.md).</summary>
/// <param name="Number">Of the key; of a destroyed one, that of the first.</param>
/// <param name="Wrapped">Empty for a destroyed key.</param>
/// <param name="Destroyed">Null for a key that is there.</param>
internal sealed record KeyFile(int Number, Instant Created, ReadOnlyMemory<byte> Wrapped, Instant? Destroyed)
{
    private const int NumberAt = 4;
    private const int CreatedAt = NumberAt + sizeof(int);
    private const int RestAt = CreatedAt + sizeof(long);
    private const int KeyLength = RestAt + MasterKey.WrappedLength;
    private const int TombstoneLength = RestAt + sizeof(long);

    private static ReadOnlySpan<byte> KeyMark => "bcf1"u8;

    private static ReadOnlySpan<byte> TombstoneMark => "bcg1"u8;

    public byte[] ToBytes()
    {
        var bytes = new byte[Destroyed is null ? KeyLength : TombstoneLength];
        (Destroyed is null ? KeyMark : TombstoneMark).CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(NumberAt), Number);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(CreatedAt), Micros(Created));
        if (Destroyed is { } destroyed)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(RestAt), Micros(destroyed));
        }
        else
        {
            Wrapped.Span.CopyTo(bytes.AsSpan(RestAt));
        }

        return bytes;
    }

    /// <summary>Null for what is no such file: overwritten, cut, or something else.</summary>
    public static KeyFile? Read(byte[] bytes)
    {
        var isKey = bytes.Length == KeyLength && bytes.AsSpan().StartsWith(KeyMark);
        if (!isKey && (bytes.Length != TombstoneLength || !bytes.AsSpan().StartsWith(TombstoneMark)))
        {
            return null;
        }

        var number = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(NumberAt));
        var created = Moment(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(CreatedAt)));
        return isKey
            ? new KeyFile(number, created, bytes.AsMemory(RestAt), Destroyed: null)
            : new KeyFile(number, created, default, Moment(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(RestAt))));
    }

    /// <summary>Microseconds since 1970-01-01.</summary>
    private static long Micros(Instant moment) => moment.ToUnixTimeTicks() / 10;

    private static Instant Moment(long microseconds) => Instant.FromUnixTimeTicks(microseconds * 10);
}
