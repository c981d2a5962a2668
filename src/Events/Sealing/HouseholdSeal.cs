using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using BudgetCoaching.Domain;

namespace BudgetCoaching.Events.Sealing;

/// <summary>Fills a nonce. It must never give the same one twice under one key.</summary>
public delegate void NonceSource(Span<byte> nonce);

/// <summary>
/// Seals and opens a household's personal texts: AES-256-GCM, bound to the stream, the event and the place in it, so that a sealed text
/// opens nowhere else. Not thread safe.
/// </summary>
public sealed class HouseholdSeal : IDisposable
{
    internal const int NonceLength = 12;
    internal const int TagLength = 16;

    private const int UuidLength = 16;
    private const int StackLimit = 512;

    private readonly int keyNumber;
    private readonly AesGcm cipher;
    private readonly NonceSource nonces;

    internal HouseholdSeal(int keyNumber, ReadOnlySpan<byte> key, NonceSource nonces)
    {
        this.keyNumber = keyNumber;
        this.nonces = nonces;
        cipher = new AesGcm(key, TagLength);
    }

    private static ReadOnlySpan<byte> Tag => "bcs1"u8;

    public void Dispose() => cipher.Dispose();

    internal V1.Sealed Seal(string text, in EventPlace place, string path)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var nonce = new byte[NonceLength];
        nonces(nonce);
        var sealedBytes = new byte[plain.Length + TagLength];
        var associated = new byte[AssociatedLength(place, path)];
        WriteAssociated(associated, place, path);
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length), associated);
        return new V1.Sealed
        {
            KeyId = (uint)keyNumber,
            Nonce = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(nonce),
            Ciphertext = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(sealedBytes),
        };
    }

    /// <summary>The text, or unreadable: sealed by another key, for another place, or changed since (which the hash chain tells).</summary>
    internal PersonalText Open(int keyId, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, in EventPlace place, string path)
    {
        if (keyId != keyNumber || nonce.Length != NonceLength || ciphertext.Length < TagLength)
        {
            return PersonalText.Unreadable;
        }

        var length = ciphertext.Length - TagLength;
        var associatedLength = AssociatedLength(place, path);
        byte[]? rented = null;
        var space = length + associatedLength <= StackLimit
            ? stackalloc byte[StackLimit]
            : rented = ArrayPool<byte>.Shared.Rent(length + associatedLength);
        try
        {
            var plain = space[..length];
            var associated = space.Slice(length, associatedLength);
            WriteAssociated(associated, place, path);
            cipher.Decrypt(nonce, ciphertext[..length], ciphertext[length..], plain, associated);
            return new PersonalText(Encoding.UTF8.GetString(plain));
        }
        catch (AuthenticationTagMismatchException)
        {
            return PersonalText.Unreadable;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    private static int AssociatedLength(in EventPlace place, string path) =>
        (4 * sizeof(int)) + Tag.Length + place.Stream.Length + UuidLength + path.Length;

    /// <summary>Tag, stream, event id and path, each after its length in four big-endian bytes; all but the id are ASCII.</summary>
    private static void WriteAssociated(Span<byte> rest, in EventPlace place, string path)
    {
        Tag.CopyTo(Field(ref rest, Tag.Length));
        Encoding.ASCII.GetBytes(place.Stream, Field(ref rest, place.Stream.Length));
        place.EventId.TryWriteBytes(Field(ref rest, UuidLength), bigEndian: true, out _);
        Encoding.ASCII.GetBytes(path, Field(ref rest, path.Length));
    }

    private static Span<byte> Field(ref Span<byte> rest, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, length);
        var field = rest.Slice(sizeof(int), length);
        rest = rest[(sizeof(int) + length)..];
        return field;
    }
}
