using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BudgetCoaching.Application.Disclosure;

/// <summary>
/// The hash of a register entry (docs/access.md): SHA-256 over <c>bcd1</c>, the hash before, number and time in eight big-endian bytes
/// each, and the contents, each text after its length in four big-endian bytes.
/// </summary>
internal static class DisclosureChain
{
    public const int HashLength = 32;

    private const int UuidLength = 16;

    /// <summary>The hash before the first entry.</summary>
    public static byte[] Genesis => new byte[HashLength];

    public static byte[] Next(ReadOnlySpan<byte> previous, long number, long time, Disclosed what)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("bcd1"u8);
        hash.AppendData(previous);
        Span<byte> figures = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(figures, number);
        BinaryPrimitives.WriteInt64BigEndian(figures[sizeof(long)..], time);
        hash.AppendData(figures);
        Append(hash, what.Household?.Value);
        Append(hash, what.Consent?.Value);
        hash.AppendData([what.Verified ? (byte)1 : (byte)0]);
        foreach (var text in new[] { what.Agency.Value, what.Actor, what.Role, what.Call, what.Purpose })
        {
            Append(hash, text);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Sixteen bytes; zeros for none.</summary>
    private static void Append(IncrementalHash hash, Guid? id)
    {
        Span<byte> bytes = stackalloc byte[UuidLength];
        (id ?? Guid.Empty).TryWriteBytes(bytes, bigEndian: true, out _);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
