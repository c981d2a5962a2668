using BudgetCoaching.Domain;
using NodaTime;

namespace BudgetCoaching.Projections.Encoding;

/// <summary>Reads what <see cref="BodyWriter"/> wrote, in the same order; reading past the end fails.</summary>
internal ref struct BodyReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at;

    public int Count() => checked((int)Number());

    public long Signed()
    {
        var folded = Number();
        return unchecked((long)(folded >> 1) ^ -(long)(folded & 1));
    }

    public Money Money() => new(Signed());

    public LocalDate Day() => BodyWriter.Epoch.PlusDays((int)Signed());

    public LocalDate? OptionalDay() => Flag() ? Day() : null;

    public bool Flag() => Byte() != 0;

    public string Text()
    {
        var length = Count();
        var text = System.Text.Encoding.UTF8.GetString(bytes.Slice(at, length));
        at += length;
        return text;
    }

    public Guid Id()
    {
        var id = new Guid(bytes.Slice(at, 16), bigEndian: true);
        at += 16;
        return id;
    }

    public Ratio? Ratio() => Flag() ? new Ratio(Wide(), Wide()) : null;

    public byte Byte() => bytes[at++];

    public ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number in a read model's body does not end.");
    }

    private Int128 Wide()
    {
        var low = Number();
        return unchecked(((Int128)Signed() << 64) | low);
    }
}
