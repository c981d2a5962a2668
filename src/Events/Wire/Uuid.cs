using BudgetCoaching.Domain;
using Google.Protobuf;

namespace BudgetCoaching.Events.Wire;

/// <summary>Ids as 16 bytes in RFC 9562 order; an absent reference is empty.</summary>
internal static class Uuid
{
    private const int Length = 16;

    /// <exception cref="InvalidDataException">These are not 16 bytes.</exception>
    public static Guid Read(ByteString bytes) =>
        bytes.Length == Length ? new Guid(bytes.Span, bigEndian: true) : throw new InvalidDataException("An id is 16 bytes.");

    public static ByteString Of(Guid id) => UnsafeByteOperations.UnsafeWrap(id.ToByteArray(bigEndian: true));

    public static ByteString Of(FactId id) => Of(id.Value);

    public static ByteString Of(FactId? id) => id is { } known ? Of(known.Value) : ByteString.Empty;

    public static ByteString Of(AccountId? id) => id is { } known ? Of(known.Value) : ByteString.Empty;

    public static ByteString Of(MemberId? id) => id is { } known ? Of(known.Value) : ByteString.Empty;
}
