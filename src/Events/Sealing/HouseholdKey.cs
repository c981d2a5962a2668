using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BudgetCoaching.Events.Sealing;

/// <summary>
/// The secret of one household, from which its personal texts are sealed and its requests recognised (R5, R10). It never prints itself.
/// Each use has a key of its own, derived by HKDF-SHA-256 (docs/event-format.md).
/// </summary>
public sealed class HouseholdKey
{
    public const int Length = 32;

    /// <summary>Number of a household's first key.</summary>
    public const int FirstNumber = 1;

    private readonly byte[] sealing = new byte[Length];
    private readonly byte[] digesting = new byte[Length];

    /// <param name="number">From 1; stored beside every sealed text.</param>
    /// <param name="secret"><see cref="Length"/> random bytes.</param>
    public HouseholdKey(int number, ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, FirstNumber);
        if (secret.Length != Length)
        {
            throw new ArgumentException($"A household's key has {Length} bytes, not {secret.Length}.", nameof(secret));
        }

        Number = number;
        HKDF.Expand(HashAlgorithmName.SHA256, secret, sealing, "bc sealing 1"u8);
        HKDF.Expand(HashAlgorithmName.SHA256, secret, digesting, "bc request digest 1"u8);
    }

    public int Number { get; }

    /// <summary>What seals and opens texts with this key: for one reader or writer at a time, to be disposed.</summary>
    /// <param name="nonces">Null: the system's random numbers.</param>
    public HouseholdSeal CreateSeal(NonceSource? nonces = null) => new(Number, sealing, nonces ?? RandomNumberGenerator.Fill);

    /// <summary>HMAC-SHA-256 of a request, the same for the same content however it was encoded on its way (R5).</summary>
    /// <param name="kind">Full name of the request message, so that requests of two kinds never agree.</param>
    /// <param name="canonical">Deterministic bytes of the request without its id and etag.</param>
    public byte[] Digest(string kind, ReadOnlySpan<byte> canonical)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, digesting);
        return RequestDigest.Finish(hmac, kind, canonical);
    }
}

/// <summary>Digests of requests to streams without a key: an agency's events are in clear, so a plain SHA-256 gives nothing away.</summary>
public static class RequestDigest
{
    public static byte[] Plain(string kind, ReadOnlySpan<byte> canonical)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return Finish(hash, kind, canonical);
    }

    internal static byte[] Finish(IncrementalHash hash, string kind, ReadOnlySpan<byte> canonical)
    {
        var name = Encoding.UTF8.GetBytes(kind);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, name.Length);
        hash.AppendData(length);
        hash.AppendData(name);
        hash.AppendData(canonical);
        return hash.GetHashAndReset();
    }
}
