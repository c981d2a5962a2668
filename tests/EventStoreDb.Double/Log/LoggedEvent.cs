using Google.Protobuf;

namespace BudgetCoaching.EventStoreDb.Double.Log;

/// <summary>An event that a caller wants to append.</summary>
internal sealed record ProposedEvent(Guid Id, string Type, bool IsJson, ByteString Metadata, ByteString Data)
{
    /// <summary>Bytes that count towards the limit of an append; the server keeps names in two bytes a character.</summary>
    public int Size => Data.Length + Metadata.Length + (2 * Type.Length);
}

/// <summary>An event in the log.</summary>
/// <param name="Index">Its place in the log, from 0, without gaps. Never shown to callers.</param>
/// <param name="Position">Its offset in bytes: grows, with gaps.</param>
/// <param name="Revision">Its place in its stream, from 0; of a tombstone the largest number there is.</param>
/// <param name="Created">In units of 100 ns since 1970.</param>
internal sealed record LoggedEvent(int Index, ulong Position, string Stream, long Revision, long Created, ProposedEvent Event);
