using System.Globalization;
using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Reading;
using Grpc.Core;

namespace BudgetCoaching.Storage.EventStoreDb.Appending;

/// <summary>
/// Appends. What the server does not know is decided here, from the tail of the stream: the chain, the record times and whether an id was
/// there before. That the tail was the true one is decided by the server, which stores nothing at another version.
/// </summary>
internal sealed class LogAppender(
    TimeSpan deadline, Calls calls, LogPages pages, StreamTails tails, AppendPulses pulses, TimeProvider clock)
{
    /// <summary>Appends under way at once; further callers wait.</summary>
    public const int InFlightMax = 512;

    /// <summary>How often a stream is read again because the node that shows it lies behind the one that stored.</summary>
    private const int ReadingsMax = 5;

    private static readonly TimeSpan BehindPause = TimeSpan.FromMilliseconds(100);

    private readonly AnsweredPositions answered = new();
    private readonly SemaphoreSlim slots = new(InFlightMax);
    private volatile bool stopped;

    public async Task<AppendOutcome> AppendAsync(
        StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel)
    {
        await TakeSlotAsync(cancel).ConfigureAwait(false);
        var isAnswered = true;
        try
        {
            // A tail that lies behind is brought up; one that is ahead may still not know the latest, which the answer names.
            var tail = await TailAtAsync(stream, expectedVersion, cancel).ConfigureAwait(false);
            return tail.Version == expectedVersion
                ? await AppendAsync(stream, expectedVersion, tail, events, cancel).ConfigureAwait(false)
                : await ExplainAsync(stream, expectedVersion, tail, events, cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not StoreRefusedException)
        {
            isAnswered = false;
            throw;
        }
        finally
        {
            LeaveSlot(isAnswered);
        }
    }

    /// <summary>The tail of a stream, read on if it is not known to stand at this version.</summary>
    public async Task<StreamTail> TailAtAsync(StreamName stream, long version, CancellationToken cancel)
    {
        var tail = tails.FindOrAdd(stream);
        return tail.Version == version ? tail : await BringUpAsync(stream, leastVersion: 0, cancel).ConfigureAwait(false);
    }

    /// <summary>Stores what another log recorded; the caller has checked its chain.</summary>
    /// <returns>False when the stream does not stand right before it.</returns>
    public async Task<bool> CopyAsync(StreamTail tail, PreparedAppend prepared, CancellationToken cancel)
    {
        await TakeSlotAsync(cancel).ConfigureAwait(false);
        var isAnswered = false;
        try
        {
            var answer = await SendAsync(prepared, CancellationToken.None).ConfigureAwait(false);
            isAnswered = true;
            if (answer.IsStored)
            {
                Take(tail, prepared);
            }

            return answer.IsStored;
        }
        finally
        {
            LeaveSlot(isAnswered);
        }
    }

    /// <summary>Refuses new appends and lets those under way come to their end, which their deadline bounds.</summary>
    public async Task StopAsync()
    {
        stopped = true;
        for (var i = 0; i < InFlightMax; i++)
        {
            await slots.WaitAsync().ConfigureAwait(false);
        }

        // Whoever waited for a slot meanwhile takes one and sees that it is too late.
        slots.Release(InFlightMax);
    }

    private async Task TakeSlotAsync(CancellationToken cancel)
    {
        await slots.WaitAsync(cancel).ConfigureAwait(false);
        if (stopped)
        {
            slots.Release();
            throw new ObjectDisposedException(nameof(IEventStore));
        }

        pulses.Begin();
    }

    private void LeaveSlot(bool isAnswered)
    {
        pulses.End(isAnswered);
        slots.Release();
    }

    private async Task<AppendOutcome> AppendAsync(
        StreamName stream, long expectedVersion, StreamTail tail, IReadOnlyList<ProposedEvent> events, CancellationToken cancel)
    {
        if (tail.FirstKnown(events) is { } known)
        {
            return new AppendOutcome.EventIdReused(known);
        }

        var prepared = Prepare(stream, expectedVersion, tail, events);
        if (prepared is null)
        {
            tail = await BringUpAsync(stream, leastVersion: expectedVersion + 1, cancel).ConfigureAwait(false);
            return await ExplainAsync(stream, expectedVersion, tail, events, cancel).ConfigureAwait(false);
        }

        // From here on it runs to its end: whether a cancelled append is stored would be unknown.
        var answer = await SendAsync(prepared, CancellationToken.None).ConfigureAwait(false);
        if (answer.IsStored)
        {
            Take(tail, prepared);
            var position = await PositionAsync(stream, answer, events.Count).ConfigureAwait(false);
            return new AppendOutcome.Appended(answer.CurrentVersion, position, prepared.LastRecorded, Already: false);
        }

        if (answer.CurrentVersion < tail.Version)
        {
            tails.Forget(stream);
        }

        tail = await BringUpAsync(stream, answer.CurrentVersion, CancellationToken.None).ConfigureAwait(false);
        return await ExplainAsync(stream, expectedVersion, tail, events, CancellationToken.None, prepared).ConfigureAwait(false);
    }

    /// <summary>Null when the tail went on meanwhile.</summary>
    private PreparedAppend? Prepare(StreamName stream, long expectedVersion, StreamTail tail, IReadOnlyList<ProposedEvent> events)
    {
        Span<byte> previous = stackalloc byte[HashChain.HashLength];
        return tail.TryContinue(expectedVersion, previous, out var last)
            ? PreparedAppend.Chain(stream, expectedVersion, events, previous, last, RecordTime.Of(clock.GetUtcNow()))
            : null;
    }

    private Task<ServerAnswer> SendAsync(PreparedAppend prepared, CancellationToken cancel) => calls.MakeAsync(
        "appending",
        async (node, limit) =>
        {
            var features = await node.AppendFeaturesAsync(limit).ConfigureAwait(false);
            if (features.Batches)
            {
                try
                {
                    TimeSpan? limited = features.Deadlines ? deadline : null;
                    return await node.Batches().AppendAsync(prepared, limited, limit).ConfigureAwait(false);
                }
                catch (RpcException none) when (none.StatusCode == StatusCode.Unimplemented)
                {
                    // It was listed, and something on the way does not take it.
                    node.TakesNoBatches();
                }
            }

            return await SingleCall.AppendAsync(node, prepared, limit).ConfigureAwait(false);
        },
        cancel);

    private async Task<Position> PositionAsync(StreamName stream, ServerAnswer answer, int events)
    {
        if (answer.Position is not { } told)
        {
            return (await StoredAsync(stream, answer.CurrentVersion, CancellationToken.None).ConfigureAwait(false)).Position;
        }

        if (answered.AreTrue(events))
        {
            return told;
        }

        try
        {
            var seen = (await StoredAsync(stream, answer.CurrentVersion, CancellationToken.None).ConfigureAwait(false)).Position;
            answered.Compared(events, told == seen);
            return seen;
        }
        catch (Exception failure) when (failure is StoreFailedException or StoreRefusedException)
        {
            // It is stored; another append will be compared.
            return told;
        }
    }

    private void Take(StreamTail tail, PreparedAppend prepared)
    {
        for (var i = 0; i < prepared.Messages.Count; i++)
        {
            if (!Envelope.TryOpen(prepared.Messages[i].CustomMetadata, out var envelope)
                || !tail.Take(prepared.ExpectedVersion + i + 1, envelope.Id, envelope.Recorded, envelope.Hash.Span))
            {
                return;
            }
        }

        tails.Grown(prepared.Messages.Count);
    }

    /// <summary>Why nothing was stored at that version, from a tail that knows more than that.</summary>
    private async Task<AppendOutcome> ExplainAsync(
        StreamName stream,
        long expectedVersion,
        StreamTail tail,
        IReadOnlyList<ProposedEvent> events,
        CancellationToken cancel,
        PreparedAppend? tried = null)
    {
        if (tail.Holds(expectedVersion, events))
        {
            var last = await StoredAsync(stream, expectedVersion + events.Count, cancel).ConfigureAwait(false);
            // With our own hash it is this append, stored by a try whose answer was lost.
            var already = tried is null || !last.Hash.Span.SequenceEqual(tried.LastHash);
            return new AppendOutcome.Appended(last.Version, last.Position, last.Recorded, already);
        }

        return tail.FirstKnown(events) is { } known
            ? new AppendOutcome.EventIdReused(known)
            : new AppendOutcome.Conflict(tail.Version);
    }

    private async Task<RecordedEvent> StoredAsync(StreamName stream, long version, CancellationToken cancel)
    {
        var page = await pages.StreamAsync(stream, version - 1, version, cancel).ConfigureAwait(false);
        return page.Events is [var stored] ? stored : throw Behind(stream, version);
    }

    /// <summary>Reads what the stream holds beyond its known tail, at least up to a version that the server named.</summary>
    private async Task<StreamTail> BringUpAsync(StreamName stream, long leastVersion, CancellationToken cancel)
    {
        for (var reading = 0; reading < ReadingsMax; reading++)
        {
            var tail = tails.FindOrAdd(stream);
            await ReadOnAsync(stream, tail, cancel).ConfigureAwait(false);
            if (tail.Version >= leastVersion)
            {
                return tail;
            }

            await Task.Delay(BehindPause, cancel).ConfigureAwait(false);
        }

        throw Behind(stream, leastVersion);
    }

    private async Task ReadOnAsync(StreamName stream, StreamTail tail, CancellationToken cancel)
    {
        // Ends with the first page that is the last; a stream grows slower than it is read.
        Page page;
        do
        {
            page = await pages.StreamAsync(stream, tail.Version, long.MaxValue, cancel).ConfigureAwait(false);
            tails.Grown(page.Events.Count(tail.Take));
        }
        while (!page.IsLast);
    }

    private static StoreFailedException Behind(StreamName stream, long version) => new(string.Create(
        CultureInfo.InvariantCulture, $"The event store says that {stream} is at version {version} and does not show it."));
}
