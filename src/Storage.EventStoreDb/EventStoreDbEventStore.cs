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
    private readonly HashSet<string> categories;
    private readonly LogPages pages;
    private readonly HeadQuestions heads;
    private readonly StreamTails tails = new();
    private readonly AppendPulses pulses;
    private readonly LogAppender appender;
    private readonly LogCopier copier;
    private readonly HeadSubscription subscription;
    private EventStoreDbServer? server;
    private int disposed;

    internal EventStoreDbEventStore(
        string storeId, TimeSpan deadline, Calls calls, LogPages pages, IReadOnlyList<string> prefixes, HeadSubscription subscription,
        TimeProvider clock)
    {
        StoreId = storeId;
        categories = [.. prefixes.Select(prefix => prefix[..^1])];
        this.pages = pages;
        this.subscription = subscription;
        heads = new HeadQuestions(
            async () => (await pages.LogEndAsync(CancellationToken.None).ConfigureAwait(false))?.Position ?? Position.Start);
        pulses = new AppendPulses(clock);
        appender = new LogAppender(deadline, calls, pages, tails, pulses, clock);
        copier = new LogCopier(appender, tails);
    }

    public string StoreId { get; }

    /// <summary>Of the appends under way: it moves whenever one ends, also without an answer.</summary>
    public Pulse WriterPulse => pulses.Ends;

    /// <summary>Of the server's answers to them: it stands still while appends are tried and none is answered.</summary>
    public Pulse AnswerPulse => pulses.Answers;

    /// <summary>Connects and opens one log, which closes the connection with it.</summary>
    /// <inheritdoc cref="EventStoreDbServer.OpenAsync"/>
    public static async Task<EventStoreDbEventStore> OpenAsync(
        EventStoreDbOptions options, IReadOnlyCollection<string> categories, TimeProvider clock, CancellationToken cancel)
    {
        var connected = await EventStoreDbServer.ConnectAsync(options, Patience.None, clock, cancel).ConfigureAwait(false);
        try
        {
            var opened = await connected.OpenAsync(categories, clock, cancel).ConfigureAwait(false);
            opened.server = connected;
            return opened;
        }
        catch
        {
            connected.Dispose();
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

    /// <summary>Asked of the server, after the call: another node of ours may have appended.</summary>
    public ValueTask<Position> ReadHeadAsync(CancellationToken cancel) => new(heads.AskAsync(cancel));

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

    /// <summary>Refuses new appends and finishes those under way; who waits is told.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        await subscription.DisposeAsync().ConfigureAwait(false);
        await appender.StopAsync().ConfigureAwait(false);
        server?.Dispose();
    }

    private void RequireOurs(StreamName stream)
    {
        if (!categories.Contains(stream.Category))
        {
            throw new ArgumentException($"{stream} is in no category of this log: {string.Join(", ", categories)}.", nameof(stream));
        }
    }
}
