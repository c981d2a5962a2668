using System.Runtime.CompilerServices;

namespace BudgetCoaching.Storage;

/// <summary>
/// The reference implementation: every promise of <see cref="IEventStore"/> except that a restart keeps anything. Thread safe.
/// </summary>
public sealed class InMemoryEventStore : IEventStore
{
    private readonly Lock gate = new();
    private readonly RecordClock clock;
    private readonly CommittedHead head = new(Position.Start);
    private readonly List<RecordedEvent> log = [];
    private readonly Dictionary<StreamName, List<RecordedEvent>> streams = [];
    private readonly HashSet<Guid> ids = [];

    public InMemoryEventStore(TimeProvider clock)
    {
        this.clock = new RecordClock(clock, last: null);
    }

    public string StoreId { get; } = Guid.NewGuid().ToString("N");

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamName stream, long afterVersion, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream.Value, nameof(stream));
        ArgumentOutOfRangeException.ThrowIfNegative(afterVersion);
        return Enumerate(() => Snapshot(streams.GetValueOrDefault(stream), afterVersion), cancel);
    }

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, CancellationToken cancel) =>
        Enumerate(() => Snapshot(log, (long)Math.Min(after.Commit, long.MaxValue)), cancel);

    public ValueTask<Position> ReadHeadAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult(head.Value);
    }

    public Task<AppendOutcome> AppendAsync(
        StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel)
    {
        AppendRules.Check(stream, expectedVersion, events);
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<AppendOutcome>(cancel);
        }

        lock (gate)
        {
            return Task.FromResult(Append(stream, expectedVersion, events));
        }
    }

    public Task WaitPastAsync(Position position, CancellationToken cancel) => head.WaitPastAsync(position, cancel);

    private AppendOutcome Append(StreamName name, long expectedVersion, IReadOnlyList<ProposedEvent> events)
    {
        var stream = streams.GetValueOrDefault(name) ?? [];
        if (stream.Count != expectedVersion && AlreadyThere(stream, expectedVersion, events) is { } last)
        {
            return new AppendOutcome.Appended(last.Version, last.Position, last.Recorded, Already: true);
        }

        foreach (var proposed in events)
        {
            if (ids.Contains(proposed.Id))
            {
                return new AppendOutcome.EventIdReused(proposed.Id);
            }
        }

        if (stream.Count != expectedVersion)
        {
            return new AppendOutcome.Conflict(stream.Count);
        }

        streams[name] = stream;
        foreach (var proposed in events)
        {
            Store(name, stream, proposed);
        }

        head.MoveTo(Position.At(log.Count));
        return new AppendOutcome.Appended(stream.Count, log[^1].Position, log[^1].Recorded, Already: false);
    }

    private static RecordedEvent? AlreadyThere(
        List<RecordedEvent> stream, long expectedVersion, IReadOnlyList<ProposedEvent> events)
    {
        if (expectedVersion > stream.Count - events.Count)
        {
            return null;
        }

        for (var i = 0; i < events.Count; i++)
        {
            if (stream[(int)expectedVersion + i].Id != events[i].Id)
            {
                return null;
            }
        }

        return stream[(int)expectedVersion + events.Count - 1];
    }

    private void Store(StreamName name, List<RecordedEvent> stream, ProposedEvent proposed)
    {
        var recorded = clock.Next();
        var hash = new byte[HashChain.HashLength];
        var previous = stream.Count == 0 ? HashChain.Genesis : stream[^1].Hash;
        HashChain.Compute(previous.Span, name, stream.Count + 1, proposed, recorded, hash);
        var stored = new RecordedEvent
        {
            Stream = name,
            Version = stream.Count + 1,
            Position = Position.At(log.Count + 1),
            Id = proposed.Id,
            Type = proposed.Type,
            Recorded = recorded,
            Data = proposed.Data.ToArray(),
            Meta = proposed.Meta.ToArray(),
            Hash = hash,
        };
        ids.Add(proposed.Id);
        stream.Add(stored);
        log.Add(stored);
    }

    private static RecordedEvent[] Snapshot(List<RecordedEvent>? events, long skipped) =>
        events is null || skipped >= events.Count ? [] : events[(int)skipped..].ToArray();

    private async IAsyncEnumerable<RecordedEvent> Enumerate(
        Func<RecordedEvent[]> snapshot, [EnumeratorCancellation] CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        RecordedEvent[] events;
        lock (gate)
        {
            events = snapshot();
        }

        foreach (var recorded in events)
        {
            cancel.ThrowIfCancellationRequested();
            yield return recorded;
        }

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }
}
