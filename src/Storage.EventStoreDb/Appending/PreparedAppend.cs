using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf.Collections;

namespace BudgetCoaching.Storage.EventStoreDb.Appending;

/// <summary>What became of an append on the server. Without a position the server did not tell it.</summary>
internal readonly record struct ServerAnswer(bool IsStored, Position? Position, long CurrentVersion)
{
    public static ServerAnswer Stored(long version, AllStreamPosition? position) => new(
        IsStored: true, position is null ? null : new Position(position.CommitPosition, position.PreparePosition), version);

    public static ServerAnswer WrongVersion(long currentVersion) => new(IsStored: false, Position: null, currentVersion);
}

/// <summary>An append as it travels: chained and timed once, and sent with the same bytes and ids however often it is tried.</summary>
internal sealed class PreparedAppend(StreamName stream, long expectedVersion, int count)
{
    private readonly byte[] hashes = new byte[count * HashChain.HashLength];

    public StreamName Stream { get; } = stream;

    public long ExpectedVersion { get; } = expectedVersion;

    public RepeatedField<ProposedMessage> Messages { get; } = [];

    public RecordTime LastRecorded { get; private set; }

    public ReadOnlySpan<byte> LastHash => HashOf(Messages.Count - 1);

    public Span<byte> HashOf(int index) => hashes.AsSpan(index * HashChain.HashLength, HashChain.HashLength);

    /// <summary>Chains new events: record times go on from the stream's last (R2).</summary>
    public static PreparedAppend Chain(
        StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, ReadOnlySpan<byte> tail, RecordTime last,
        RecordTime now)
    {
        var prepared = new PreparedAppend(stream, expectedVersion, events.Count);
        var previous = tail;
        for (var i = 0; i < events.Count; i++)
        {
            var proposed = events[i];
            last = now > last ? now : new RecordTime(last.UnixMicroseconds + 1);
            var hash = prepared.HashOf(i);
            HashChain.Compute(previous, stream, expectedVersion + i + 1, proposed, last, hash);
            prepared.Messages.Add(StoredForm.Write(proposed.Id, proposed.Type, last, hash, proposed.Data, proposed.Meta));
            previous = hash;
        }

        prepared.LastRecorded = last;
        return prepared;
    }

    /// <summary>Takes events as another log recorded them.</summary>
    public static PreparedAppend Copy(IReadOnlyList<RecordedEvent> events)
    {
        var prepared = new PreparedAppend(events[0].Stream, events[0].Version - 1, events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            e.Hash.Span.CopyTo(prepared.HashOf(i));
            prepared.Messages.Add(StoredForm.Write(e.Id, e.Type, e.Recorded, e.Hash.Span, e.Data, e.Meta));
        }

        prepared.LastRecorded = events[^1].Recorded;
        return prepared;
    }
}
