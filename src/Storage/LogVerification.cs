using System.Globalization;

namespace BudgetCoaching.Storage;

/// <summary>Along what record times must increase: the whole log where one writer gives them, each stream where several do.</summary>
public enum RecordTimeOrder
{
    AlongLog,
    AlongStream,
}

/// <summary>What a stream ends with: its number of events and the hash of the last.</summary>
public readonly record struct StreamHead(long Version, ReadOnlyMemory<byte> Hash);

/// <summary>The first event that is not as it must be. <paramref name="Field"/> is version, record time or hash.</summary>
public sealed record LogFault(
    StreamName Stream, long Version, Position Position, string Field, string Expected, string Found)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Stream}, version {Version}: {Field} {Found}, expected {Expected}.");
}

/// <summary>
/// What a verification has seen. With a <paramref name="Fault"/> the figures describe the events before it; without, the whole log.
/// </summary>
public sealed record VerifiedLog(
    long Events, Position FirstPosition, Position LastPosition, IReadOnlyDictionary<StreamName, StreamHead> Heads, LogFault? Fault);

/// <summary>
/// Proves a log whole from its own contents: versions without gaps, record times strictly increasing, every hash recomputed
/// (<c>docs/audit-format.md</c>). Reads only; keeps one head for each stream in memory.
/// </summary>
public static class LogVerification
{
    public static async Task<VerifiedLog> VerifyAsync(IEventReader log, RecordTimeOrder order, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        var streams = new Dictionary<StreamName, Tail>();
        var events = 0L;
        var first = Position.Start;
        var last = Position.Start;
        RecordTime? lastTime = null;
        LogFault? fault = null;
        await foreach (var recorded in log.ReadAllAsync(Position.Start, cancel).ConfigureAwait(false))
        {
            if (!streams.TryGetValue(recorded.Stream, out var tail))
            {
                tail = new Tail();
            }

            fault = Examine(recorded, tail.Version, tail.Hash, order == RecordTimeOrder.AlongLog ? lastTime : tail.Recorded);
            if (fault is not null)
            {
                break;
            }

            streams[recorded.Stream] = tail;
            tail.Version = recorded.Version;
            tail.Recorded = recorded.Recorded;
            recorded.Hash.Span.CopyTo(tail.Hash);
            lastTime = recorded.Recorded;
            first = events == 0 ? recorded.Position : first;
            last = recorded.Position;
            events++;
        }

        var heads = streams.ToDictionary(pair => pair.Key, pair => new StreamHead(pair.Value.Version, pair.Value.Hash));
        return new VerifiedLog(events, first, last, heads, fault);
    }

    /// <summary>Whether an event is the next of a stream that ends with this version and hash, and was recorded after that time.</summary>
    public static LogFault? Examine(RecordedEvent recorded, long version, ReadOnlySpan<byte> previous, RecordTime? before)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (recorded.Version != version + 1)
        {
            return Fault(recorded, "version", Text(version + 1), Text(recorded.Version));
        }

        if (before >= recorded.Recorded)
        {
            return Fault(recorded, "record time", "past " + Text(before.Value.UnixMicroseconds), Text(recorded.Recorded.UnixMicroseconds));
        }

        Span<byte> hash = stackalloc byte[HashChain.HashLength];
        HashChain.Compute(previous, recorded, hash);
        return hash.SequenceEqual(recorded.Hash.Span)
            ? null
            : Fault(recorded, "hash", Convert.ToHexStringLower(hash), Convert.ToHexStringLower(recorded.Hash.Span));
    }

    private static LogFault Fault(RecordedEvent recorded, string field, string expected, string found) =>
        new(recorded.Stream, recorded.Version, recorded.Position, field, expected, found);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class Tail
    {
        public long Version { get; set; }

        public RecordTime? Recorded { get; set; }

        public byte[] Hash { get; } = HashChain.Genesis.ToArray();
    }
}
