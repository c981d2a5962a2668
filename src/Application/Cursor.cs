using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BudgetCoaching.Domain;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application;

/// <summary>
/// A place in the log as opaque text, good in the log that gave it and nowhere else: format, the beginning of the store id's SHA-256,
/// commit and prepare, in base64url. It is no secret and proves nothing.
/// </summary>
public static class Cursor
{
    private const byte Format = 1;
    private const int StoreMarkLength = 8;
    private const int CommitAt = 1 + StoreMarkLength;
    private const int PrepareAt = CommitAt + sizeof(ulong);
    private const int Length = PrepareAt + sizeof(ulong);

    public static string Encode(string storeId, Position position)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Format;
        MarkOf(storeId, bytes.Slice(1, StoreMarkLength));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[CommitAt..], position.Commit);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[PrepareAt..], position.Prepare);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null where the text is a cursor of this log; <paramref name="position"/> is the start of the log otherwise.</summary>
    public static Refusal? Decode(string text, string storeId, out Position position)
    {
        ArgumentNullException.ThrowIfNull(text);
        position = Position.Start;
        Span<byte> bytes = stackalloc byte[Length];
        if (!Base64Url.IsValid(text, out var length) || length != Length || !Base64Url.TryDecodeFromChars(text, bytes, out _)
            || bytes[0] != Format)
        {
            return new Refusal(RequestReasons.CursorMalformed, "The text is no cursor: give one that this service answered.");
        }

        Span<byte> mark = stackalloc byte[StoreMarkLength];
        MarkOf(storeId, mark);
        if (!bytes.Slice(1, StoreMarkLength).SequenceEqual(mark))
        {
            return new Refusal(RequestReasons.CursorForeign, "The cursor was given by another log: read anew from this one.");
        }

        position = new Position(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[CommitAt..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[PrepareAt..]));
        return null;
    }

    private static void MarkOf(string storeId, Span<byte> mark)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(storeId), hash);
        hash[..StoreMarkLength].CopyTo(mark);
    }
}
