using System.Collections.Immutable;
using System.Text;
using BudgetCoaching.Domain;
using NodaTime;

namespace BudgetCoaching.Events.Wire;

/// <summary>
/// Reads the fields of one protobuf message in the order in which they are stored, without a message object in between: replaying the
/// log is bound by this. Malformed bytes throw <see cref="InvalidDataException"/>; unknown fields are skipped by the caller's default case.
/// </summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;
    private const int UuidLength = 16;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at;
    private int wire;

    /// <summary>Number of the field whose value is read next.</summary>
    public int Field { get; private set; }

    /// <summary>Moves to the next field; false at the end of the message. Every field must then be read or skipped.</summary>
    public bool Next()
    {
        if (at == bytes.Length)
        {
            return false;
        }

        var tag = unchecked((uint)ReadVarint());
        Field = unchecked((int)(tag >> 3));
        wire = unchecked((int)(tag & 7));
        return Field != 0 ? true : throw Malformed();
    }

    public long Int64()
    {
        Expect(Varint);
        return unchecked((long)ReadVarint());
    }

    public int Int32() => unchecked((int)Int64());

    public bool Flag() => Int64() != 0;

    public Money Money() => new(Int64());

    public LocalDate Day()
    {
        var zigzag = unchecked((uint)Int64());
        return CivilDay.ToDate(unchecked((int)(zigzag >> 1) ^ -(int)(zigzag & 1)));
    }

    public ReadOnlySpan<byte> Bytes()
    {
        Expect(Delimited);
        var length = ReadVarint();
        if (length > (ulong)(bytes.Length - at))
        {
            throw Malformed();
        }

        var value = bytes.Slice(at, (int)length);
        at += (int)length;
        return value;
    }

    public FieldReader Message() => new(Bytes());

    /// <summary>Whole numbers in a row, packed as this program writes them, or one field each.</summary>
    public void AddInt32s(ImmutableArray<int>.Builder values)
    {
        if (wire == Varint)
        {
            values.Add(Int32());
            return;
        }

        var packed = Message();
        while (packed.at < packed.bytes.Length)
        {
            values.Add(unchecked((int)packed.ReadVarint()));
        }
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>A slug or code: the few that recur share one string.</summary>
    public string Word() => WordCache.Get(Bytes());

    public Guid Uuid()
    {
        var value = Bytes();
        return value.Length == UuidLength ? new Guid(value, bigEndian: true) : throw Malformed();
    }

    public FactId Fact() => new(Uuid());

    public DateSpan Span()
    {
        var inner = Message();
        var start = CivilDay.Epoch;
        LocalDate? end = null;
        while (inner.Next())
        {
            switch (inner.Field)
            {
                case V1.Span.StartDayFieldNumber:
                    start = inner.Day();
                    break;
                case V1.Span.EndDayFieldNumber:
                    end = inner.Day();
                    break;
                default:
                    inner.Skip();
                    break;
            }
        }

        return new DateSpan(start, end);
    }

    public void Skip()
    {
        switch (wire)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                Advance(sizeof(long));
                break;
            case Delimited:
                Bytes();
                break;
            case Fixed32:
                Advance(sizeof(int));
                break;
            default:
                throw Malformed();
        }
    }

    private void Expect(int expected)
    {
        if (wire != expected)
        {
            throw Malformed();
        }
    }

    private void Advance(int count)
    {
        if (count > bytes.Length - at)
        {
            throw Malformed();
        }

        at += count;
    }

    private ulong ReadVarint()
    {
        const int LongestVarintBits = 64;
        var value = 0UL;
        for (var shift = 0; shift < LongestVarintBits; shift += 7)
        {
            if (at == bytes.Length)
            {
                break;
            }

            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed();
    }

    private readonly InvalidDataException Malformed() => new($"Malformed at byte {at}, field {Field}.");
}
