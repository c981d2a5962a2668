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

    /// <summary>Entries up to this size are hashed on the stack; all are, whose words are slugs.</summary>
    private const int OnStackMax = 1_024;

    /// <summary>The hash before the first entry.</summary>
    public static byte[] Genesis => new byte[HashLength];

    private static ReadOnlySpan<byte> Tag => "bcd1"u8;

    public static byte[] Next(ReadOnlySpan<byte> previous, long number, long time, Disclosed what)
    {
        var length = Tag.Length + previous.Length + (2 * sizeof(long)) + (2 * UuidLength) + 1
            + LengthOf(what.Agency.Value) + LengthOf(what.Actor) + LengthOf(what.Role) + LengthOf(what.Call) + LengthOf(what.Purpose);
        var hashed = length <= OnStackMax ? stackalloc byte[length] : new byte[length];
        var rest = hashed;
        Tag.CopyTo(Take(ref rest, Tag.Length));
        previous.CopyTo(Take(ref rest, previous.Length));
        BinaryPrimitives.WriteInt64BigEndian(Take(ref rest, sizeof(long)), number);
        BinaryPrimitives.WriteInt64BigEndian(Take(ref rest, sizeof(long)), time);
        Write(ref rest, what.Household?.Value);
        Write(ref rest, what.Consent?.Value);
        Take(ref rest, 1)[0] = what.Verified ? (byte)1 : (byte)0;
        Write(ref rest, what.Agency.Value);
        Write(ref rest, what.Actor);
        Write(ref rest, what.Role);
        Write(ref rest, what.Call);
        Write(ref rest, what.Purpose);
        return SHA256.HashData(hashed);
    }

    private static int LengthOf(string text) => sizeof(int) + Encoding.UTF8.GetByteCount(text);

    private static Span<byte> Take(ref Span<byte> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    /// <summary>Sixteen bytes; zeros for none.</summary>
    private static void Write(ref Span<byte> rest, Guid? id) =>
        (id ?? Guid.Empty).TryWriteBytes(Take(ref rest, UuidLength), bigEndian: true, out _);

    private static void Write(ref Span<byte> rest, string text)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(ref rest, sizeof(int)), LengthOf(text) - sizeof(int));
        Encoding.UTF8.GetBytes(text, Take(ref rest, LengthOf(text) - sizeof(int)));
    }
}
