using System.Buffers.Binary;
using System.Security.Cryptography;
using BudgetCoaching.Domain;

namespace BudgetCoaching.Events.Sealing;

/// <summary>
/// The deployment's one secret, under which households' keys are wrapped: AES-256-GCM, bound to the household and the key's number, so
/// that a wrapped key moved to another household does not open.
/// </summary>
public sealed class MasterKey
{
    public const int Length = 32;

    /// <summary>Length of a wrapped key: nonce, encrypted secret, tag.</summary>
    public const int WrappedLength = NonceLength + HouseholdKey.Length + TagLength;

    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int UuidLength = 16;

    private readonly byte[] key;

    public MasterKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length)
        {
            throw new ArgumentException($"A master key has {Length} bytes, not {secret.Length}.", nameof(secret));
        }

        key = secret.ToArray();
    }

    private static ReadOnlySpan<byte> Tag => "bck1"u8;

    public byte[] Wrap(HouseholdId household, int number, ReadOnlySpan<byte> secret)
    {
        if (secret.Length != HouseholdKey.Length)
        {
            throw new ArgumentException($"A household's key has {HouseholdKey.Length} bytes, not {secret.Length}.", nameof(secret));
        }

        var wrapped = new byte[WrappedLength];
        var nonce = wrapped.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> associated = stackalloc byte[AssociatedLength];
        WriteAssociated(associated, household, number);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(
            nonce, secret, wrapped.AsSpan(NonceLength, HouseholdKey.Length), wrapped.AsSpan(NonceLength + HouseholdKey.Length), associated);
        return wrapped;
    }

    /// <exception cref="CryptographicException">Wrapped by another master key, or for another household.</exception>
    public HouseholdKey Unwrap(HouseholdId household, int number, ReadOnlySpan<byte> wrapped)
    {
        Span<byte> secret = stackalloc byte[HouseholdKey.Length];
        Open(household, number, wrapped, secret);
        var opened = new HouseholdKey(number, secret);
        CryptographicOperations.ZeroMemory(secret);
        return opened;
    }

    /// <summary>The same key wrapped by the master key that takes the place of this one.</summary>
    /// <param name="next">Wraps it.</param>
    /// <param name="household">For which it is wrapped.</param>
    /// <param name="number">Of the key.</param>
    /// <param name="wrapped">As it is.</param>
    /// <param name="renamed">For which it is wrapped from now on; null: the same.</param>
    /// <exception cref="CryptographicException">Wrapped by another master key, or for another household.</exception>
    public byte[] Rewrap(
        MasterKey next, HouseholdId household, int number, ReadOnlySpan<byte> wrapped, HouseholdId? renamed = null)
    {
        ArgumentNullException.ThrowIfNull(next);
        Span<byte> secret = stackalloc byte[HouseholdKey.Length];
        Open(household, number, wrapped, secret);
        var renewed = next.Wrap(renamed ?? household, number, secret);
        CryptographicOperations.ZeroMemory(secret);
        return renewed;
    }

    private void Open(HouseholdId household, int number, ReadOnlySpan<byte> wrapped, Span<byte> secret)
    {
        if (wrapped.Length != WrappedLength)
        {
            throw new CryptographicException($"A wrapped key has {WrappedLength} bytes, not {wrapped.Length}.");
        }

        Span<byte> associated = stackalloc byte[AssociatedLength];
        WriteAssociated(associated, household, number);
        using var cipher = new AesGcm(key, TagLength);
        var body = wrapped[NonceLength..];
        cipher.Decrypt(wrapped[..NonceLength], body[..HouseholdKey.Length], body[HouseholdKey.Length..], secret, associated);
    }

    private static int AssociatedLength => Tag.Length + UuidLength + sizeof(int);

    private static void WriteAssociated(Span<byte> associated, HouseholdId household, int number)
    {
        Tag.CopyTo(associated);
        household.Value.TryWriteBytes(associated[Tag.Length..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(associated[(Tag.Length + UuidLength)..], number);
    }
}
