using BudgetCoaching.Domain.Households;

namespace BudgetCoaching.Domain;

/// <summary>What a stream remembers for ever of a request that appended to it (R5).</summary>
/// <param name="Digest">HMAC-SHA-256 of the canonical request: a repeat has the same, a reuse of the id another.</param>
/// <param name="FirstVersion">Version of the first event it appended.</param>
/// <param name="Count">Events it appended, one after the other.</param>
public sealed record RequestMark(ReadOnlyMemory<byte> Digest, long FirstVersion, int Count)
{
    /// <summary>The stream's version just after the request: the answer to a repeat.</summary>
    public long LastVersion => FirstVersion + Count - 1;

    public bool IsSameRequest(ReadOnlySpan<byte> digest) => Digest.Span.SequenceEqual(digest);
}

/// <summary>A request id is unique per stream and calling agency (R5).</summary>
internal readonly record struct RequestKey(string Agency, string RequestId);

internal static class RequestMarks
{
    /// <summary>Counts one more event of its request; an event without origin leaves no mark.</summary>
    public static void Mark(this GrowingMap<RequestKey, RequestMark>.Open marks, EntryOrigin? origin, long version)
    {
        if (origin is null)
        {
            return;
        }

        var key = new RequestKey(origin.Agency.Value, origin.RequestId);
        marks.Set(
            key,
            marks.TryFind(key, out var mark)
                ? mark with { Count = mark.Count + 1 }
                : new RequestMark(origin.RequestDigest, version, Count: 1));
    }
}
