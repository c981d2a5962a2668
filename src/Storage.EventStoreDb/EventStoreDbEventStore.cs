using System.Runtime.CompilerServices;
using BudgetCoaching.Storage.EventStoreDb.Appending;
using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Reading;

namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>
/// The log in EventStoreDB (KurrentDB), version 22.6 or later. Each stream of ours is one there; versions are its revisions plus one; a
/// <see cref="Position"/> is its position: offsets in bytes, growing with gaps, far below 2^63. Several nodes of ours may write; record
/// times then increase along each stream and not along the log. An id is known again in its stream only (ids are made from the stream's
/// name, <c>docs/event-format.md</c>). Thread safe.
/// </summary>
public sealed class EventStoreDbEventStore : IEventStore, ILogCopyTarget, IAsyncDisposable
{
    private readonly Cluster cluster;
    private readonly HashSet<string> categories;
    private readonly LogPages pages;
    private readonly StreamTails tails = new();
    private readonly LogAppender appender;
    private readonly LogCopier copier;
    private readonly HeadSubscription subscription;
    private int disposed;

    private EventStoreDbEventStore(
        EventStoreDbOptions options, Cluster cluster, Calls calls, LogPages pages, IReadOnlyList<string> prefixes, Opened opened,
        TimeProvider clock)
    {
        this.cluster = cluster;
        StoreId = opened.StoreId;
        categories = [.. prefixes.Select(prefix => prefix[..^1])];
        this.pages = pages;
        appender = new LogAppender(options, calls, pages, tails, clock);
        copier = new LogCopier(appender, tails);
        subscription = new HeadSubscription(cluster, prefixes, opened.Head);
        subscription.Start();
    }

    private sealed record Opened(string StoreId, Position Head);

    public string StoreId { get; }

    /// <summary>Connects, and gives the log its identity if it has none yet.</summary>
    /// <param name="options">How to reach the server (<see cref="EventStoreDbOptions.Parse"/>).</param>
    /// <param name="categories">The categories of our streams: only streams of these belong to the log, whatever else the server holds.</param>
    /// <param name="clock">Source of record times.</param>
    /// <param name="cancel">Given up by the caller.</param>
    /// <exception cref="StoreRefusedException">
    /// Credentials or certificates are refused, a stream of ours holds what is none of ours, or the clock is behind the log.
    /// </exception>
    /// <exception cref="StoreFailedException">The server cannot be reached.</exception>
    public static async Task<EventStoreDbEventStore> OpenAsync(
        EventStoreDbOptions options, IReadOnlyCollection<string> categories, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(clock);
        string[] prefixes = [.. categories.Select(category => StreamName.Of(category, "x").Category + "-")];
        ArgumentOutOfRangeException.ThrowIfZero(prefixes.Length, nameof(categories));
        var nodes = new Cluster(options);
        try
        {
            var calls = new Calls(nodes, options.DefaultDeadline);
            var storeId = await StoreIdentity.FindOrMakeAsync(calls, cancel).ConfigureAwait(false);
            var reading = new LogPages(calls, new Calls(nodes, LogPages.LogDeadline), prefixes);
            var last = await reading.LogEndAsync(cancel).ConfigureAwait(false);
            // Refuses a clock that is behind; times are given by stream.
            _ = new RecordClock(clock, last?.Recorded);
            return new EventStoreDbEventStore(
                options, nodes, calls, reading, prefixes, new Opened(storeId, last?.Position ?? Position.Start), clock);
        }
        catch
        {
            nodes.Dispose();
            throw;
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, long afterVersion, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream.Value, nameof(stream));
        ArgumentOutOfRangeException.ThrowIfNegative(afterVersion);
        cancel.ThrowIfCancellationRequested();
        var tail = afterVersion == 0 ? tails.FindOrAdd(stream) : tails.Find(stream);
        var page = await pages.StreamAsync(stream, afterVersion, long.MaxValue, cancel).ConfigureAwait(false);
        // Where a stream is longer than a page, it ends where it ended now: what is appended meanwhile does not prolong it.
        var upTo = page.IsLast ? 0 : (await pages.StreamEndAsync(stream, cancel).ConfigureAwait(false))?.Version ?? 0;
        // Each turn reads at least one event and ends at that version.
        while (true)
        {
            if (tail is not null)
            {
                tails.Grown(page.Events.Count(tail.Take));
            }

            foreach (var recorded in page.Events)
            {
                cancel.ThrowIfCancellationRequested();
                afterVersion = recorded.Version;
                yield return recorded;
            }

            if (page.IsLast || afterVersion >= upTo)
            {
                yield break;
            }

            page = await pages.StreamAsync(stream, afterVersion, upTo, cancel).ConfigureAwait(false);
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, [EnumeratorCancellation] CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var page = await pages.LogAsync(after, cancel).ConfigureAwait(false);
        Position? upTo = page.IsLast ? null : await ReadHeadAsync(cancel).ConfigureAwait(false);
        // As above, with the head of the log.
        while (true)
        {
            foreach (var recorded in page.Events)
            {
                if (recorded.Position > upTo)
                {
                    yield break;
                }

                cancel.ThrowIfCancellationRequested();
                after = recorded.Position;
                yield return recorded;
            }

            if (page.IsLast || after >= upTo)
            {
                yield break;
            }

            page = await pages.LogAsync(after, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Asked of the server: another node of ours may have appended.</summary>
    public async ValueTask<Position> ReadHeadAsync(CancellationToken cancel) =>
        (await pages.LogEndAsync(cancel).ConfigureAwait(false))?.Position ?? Position.Start;

    public Task<AppendOutcome> AppendAsync(
        StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel)
    {
        AppendRules.Check(stream, expectedVersion, events);
        RequireOurs(stream);
        return cancel.IsCancellationRequested
            ? Task.FromCanceled<AppendOutcome>(cancel)
            : appender.AppendAsync(stream, expectedVersion, events, cancel);
    }

    /// <inheritdoc/>
    public Task CopyAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var recorded in events)
        {
            RequireOurs(recorded.Stream);
        }

        return copier.CopyAsync(events, cancel);
    }

    public Task WaitPastAsync(Position position, CancellationToken cancel) => subscription.WaitPastAsync(position, cancel);

    /// <summary>Refuses new appends, finishes those under way and lets go of the connections; who waits learns that the store is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        await subscription.DisposeAsync().ConfigureAwait(false);
        await appender.StopAsync().ConfigureAwait(false);
        cluster.Dispose();
    }

    private void RequireOurs(StreamName stream)
    {
        if (!categories.Contains(stream.Category))
        {
            throw new ArgumentException($"{stream} is in no category of this log: {string.Join(", ", categories)}.", nameof(stream));
        }
    }
}
