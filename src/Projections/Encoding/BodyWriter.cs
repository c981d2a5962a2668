using System.Buffers;
using BudgetCoaching.Domain;
using NodaTime;

namespace BudgetCoaching.Projections.Encoding;

/// <summary>
/// Writes a read model's body: whole numbers of 7 bits a byte, the lowest first; signed ones folded so that small ones stay short. Read
/// back by <see cref="BodyReader"/> alone, in the same order.
/// </summary>
internal sealed class BodyWriter
{
    internal static readonly LocalDate Epoch = new(1970, 1, 1);

    private byte[] buffer = new byte[512];
    private int length;

    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, length);

    public void Count(int value) => Number((ulong)value);

    public void Signed(long value) => Number(Fold(value));

    public void Money(Money value) => Signed(value.Cents);

    public void Day(LocalDate day) => Signed(Period.DaysBetween(Epoch, day));

    /// <summary>Zero for none, else the day.</summary>
    public void OptionalDay(LocalDate? day)
    {
        Flag(day is not null);
        if (day is { } known)
        {
            Day(known);
        }
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Text(string value)
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(value);
        Count(bytes);
        System.Text.Encoding.UTF8.GetBytes(value, Room(bytes));
        length += bytes;
    }

    public void Id(Guid id)
    {
        id.TryWriteBytes(Room(16), bigEndian: true, out var bytes);
        length += bytes;
    }

    public void Ratio(Ratio? ratio)
    {
        Flag(ratio is not null);
        if (ratio is { } known)
        {
            Wide(known.Numerator);
            Wide(known.Denominator);
        }
    }

    public void Byte(byte value)
    {
        Room(1)[0] = value;
        length++;
    }

    public void Number(ulong value)
    {
        var room = Room(10);
        var used = 0;
        while (value >= 0x80)
        {
            room[used++] = unchecked((byte)(value | 0x80));
            value >>= 7;
        }

        room[used++] = (byte)value;
        length += used;
    }

    private static ulong Fold(long value) => unchecked((ulong)((value << 1) ^ (value >> 63)));

    private void Wide(Int128 value)
    {
        unchecked
        {
            Number((ulong)value);
            Signed((long)(value >> 64));
        }
    }

    private Span<byte> Room(int bytes)
    {
        if (buffer.Length - length < bytes)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
        }

        return buffer.AsSpan(length);
    }
}
