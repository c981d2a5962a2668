using System.Text;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Bench;

/// <summary>
/// The events every case writes: event k of household h is the same in every run. Eleven protobuf fields, about 145 bytes, and metadata
/// of 48 bytes.
/// </summary>
internal static class Workload
{
    /// <summary>Households that appends go round.</summary>
    public const int Households = 1_000;

    private const int AmountField = 5;

    public static readonly EventType Type = new("ExpenseRecorded", 1);

    public static StreamName Stream(int household) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Household-{household:00000000}"));

    public static StreamName[] Streams() => [.. Enumerable.Range(0, Households).Select(Stream)];

    /// <summary>The household of the command of this number, from 0.</summary>
    public static int HouseholdOf(int command) => command % Households;

    /// <summary>How many events its household holds before the command of this number.</summary>
    public static int RoundOf(int command) => command / Households;

    public static ProposedEvent EventOf(int command) => Event(HouseholdOf(command), RoundOf(command));

    /// <summary>The same event as the stores that keep JSON would hold it, about 300 bytes.</summary>
    public static string JsonOf(int command)
    {
        var (household, k) = (HouseholdOf(command), RoundOf(command));
        var x = Mix(unchecked(((uint)household * 1_000_003) + (uint)k));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
            {"entryId": "entry-{{household:00000000}}-{{k:000000}}", "account": {{household}}, "category": {{(x >> 9) % 24}},
            "kind": "expense", "amount": {{100 + ((x >> 5) % 20_000)}}, "currency": "EUR",
            "date": "2020-01-{{1 + ((x >> 3) % 28):00}}", "time": 1577836800000,
            "payee": "payee number {{x % 500}} of the town", "memo": "a note of some words, written in haste {{x % 9}}",
            "actor": "consultant-{{x % 40:0000}}"}
            """);
    }

    public static ProposedEvent Event(int household, int k)
    {
        var x = Mix(unchecked(((uint)household * 1_000_003) + (uint)k));
        return new ProposedEvent(Id(household, k), Type, Payload(household, k, x), Meta(x));
    }

    /// <summary>Reads only the amount: what a decoder for one projection does.</summary>
    public static long Amount(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            var key = ReadVarint(ref payload);
            if ((key & 7) == 2)
            {
                payload = payload[(int)ReadVarint(ref payload)..];
                continue;
            }

            var value = (long)ReadVarint(ref payload);
            if (key >> 3 == AmountField)
            {
                return value;
            }
        }

        return 0;
    }

    private static Guid Id(int household, int k)
    {
        // Spread like hashes, as the ids of the product are.
        Span<byte> bytes = stackalloc byte[16];
        var seed = unchecked(((uint)household * 2_654_435_761) + (uint)k);
        for (var i = 0; i < 4; i++)
        {
            BitConverter.TryWriteBytes(bytes[(4 * i)..], Mix(unchecked(seed + ((uint)i * 0x9e3779b9))));
        }

        BitConverter.TryWriteBytes(bytes, household);
        BitConverter.TryWriteBytes(bytes[12..], k);
        return new Guid(System.Security.Cryptography.SHA256.HashData(bytes).AsSpan(0, 16), bigEndian: true);
    }

    private static byte[] Payload(int household, int k, uint x)
    {
        var kind = (x % 20) switch { < 16 => 1, < 18 => 2, 18 => 3, _ => 4 };
        var amount = (100 + ((x >> 5) % 20_000)) * (kind == 2 ? 20u : 1u);
        using var output = new MemoryStream(160);
        Text(output, 1, System.Globalization.CultureInfo.InvariantCulture, $"entry-{household:00000000}-{k:000000}");
        Number(output, 2, (ulong)household);
        Number(output, 3, (x >> 9) % 24);
        Number(output, 4, (ulong)kind);
        Number(output, AmountField, amount);
        Text(output, 6, System.Globalization.CultureInfo.InvariantCulture, $"EUR");
        Number(output, 7, 20_200_101 + (x >> 3) % 28);
        Number(output, 8, 1_577_836_800_000 + (ulong)k);
        Text(output, 9, System.Globalization.CultureInfo.InvariantCulture, $"payee number {x % 500} of the town");
        Text(output, 10, System.Globalization.CultureInfo.InvariantCulture, $"a note of some words, written in haste {x % 9}");
        Text(output, 11, System.Globalization.CultureInfo.InvariantCulture, $"consultant-{x % 40:0000}");
        return output.ToArray();
    }

    private static byte[] Meta(uint x)
    {
        var meta = new byte[48];
        new Random((int)(x >> 1)).NextBytes(meta);
        return meta;
    }

    /// <summary>Lowbias32.</summary>
    public static uint Mix(uint x)
    {
        unchecked
        {
            x ^= x >> 16;
            x *= 0x7feb352d;
            x ^= x >> 15;
            x *= 0x846ca68b;
            return x ^ (x >> 16);
        }
    }

    private static void Number(Stream output, int field, ulong value)
    {
        Varint(output, (ulong)field << 3);
        Varint(output, value);
    }

    private static void Text(Stream output, int field, IFormatProvider culture, FormattableString text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ToString(culture));
        Varint(output, ((ulong)field << 3) | 2);
        Varint(output, (ulong)bytes.Length);
        output.Write(bytes);
    }

    private static void Varint(Stream output, ulong value)
    {
        while (value >= 0x80)
        {
            output.WriteByte((byte)((value & 0x7f) | 0x80));
            value >>= 7;
        }

        output.WriteByte((byte)value);
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> input)
    {
        ulong value = 0;
        var i = 0;
        while (input[i] >= 0x80)
        {
            value |= (ulong)(input[i] & 0x7f) << (7 * i);
            i++;
        }

        value |= (ulong)input[i] << (7 * i);
        input = input[(i + 1)..];
        return value;
    }
}
