using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Application.Sharing;

/// <summary>
/// One register for all nodes, in a stream of its own: the expected version keeps its one chain. What a node has read of it lies in a
/// local file, only to be listed; without the file it is read again. Thread safe.
/// </summary>
public sealed class SharedDisclosureRegister : IDisclosureRegister
{
    /// <summary>Name of the local file within a data folder.</summary>
    public const string FileName = "disclosures-read.db";

    /// <summary>How often a flush is chained anew because another node was quicker.</summary>
    public const int AttemptsMax = 40;

    /// <summary>Events read from the stream into the local file with one transaction.</summary>
    private const int ReadMax = 200;

    /// <summary>Flushes after another node was quicker, at which this one lets the others go first.</summary>
    private const int YieldsAfterContention = 8;

    private readonly IEventStore log;
    private readonly DisclosureTable table;
    private readonly IClock clock;
    private readonly TimeProvider timer;
    private readonly DisclosureQueue queue;
    private readonly SemaphoreSlim reading = new(1, 1);
    private (long Version, DisclosureTail Tail) end;
    private bool isEndKnown;
    private int yields;
    private long appendedAt;
    private TimeSpan appendTook;

    private SharedDisclosureRegister(IEventStore log, DisclosureTable table, IClock clock, TimeProvider timer)
    {
        this.log = log;
        this.table = table;
        this.clock = clock;
        this.timer = timer;
        end = (table.Version, table.Tail);
        queue = new DisclosureQueue(FlushAsync);
        queue.Start();
    }

    /// <param name="log">Of all nodes.</param>
    /// <param name="path">Of the local file; created if absent.</param>
    /// <param name="clock">Says when something was shown.</param>
    /// <param name="timer">Measures pauses.</param>
    /// <exception cref="StoreFailedException">The local file cannot be read or written.</exception>
    public static SharedDisclosureRegister Open(IEventStore log, string path, IClock clock, TimeProvider timer) =>
        new(log, DisclosureTable.Open(path, isRegister: false), clock, timer);

    public Task EnterAsync(IReadOnlyList<Disclosed> shown, CancellationToken cancel) => queue.EnterAsync(shown, cancel);

    /// <summary>All that any node entered before the call.</summary>
    public async ValueTask<IReadOnlyList<RegisteredDisclosure>> ListAsync(
        DisclosureFilter filter, long after, int limit, CancellationToken cancel)
    {
        await ReadOnAsync(cancel);
        return table.List(filter, after, limit);
    }

    public async ValueTask<long?> FirstBrokenAsync(CancellationToken cancel)
    {
        await ReadOnAsync(cancel);
        return table.FirstBroken();
    }

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        table.Dispose();
        reading.Dispose();
    }

    private async Task FlushAsync(IReadOnlyList<Disclosed> shown)
    {
        await YieldAsync();
        var now = clock.GetCurrentInstant();
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (!isEndKnown)
            {
                await FindEndAsync();
            }

            var before = timer.GetTimestamp();
            if (await TryAppendAsync(shown, now))
            {
                (appendedAt, appendTook) = (timer.GetTimestamp(), timer.GetElapsedTime(before));
                return;
            }

            yields = YieldsAfterContention;
        }

        throw new IOException($"Other nodes entered readings before this one {AttemptsMax} times.");
    }

    /// <summary>A node that always writes would never let another, who must read first, come to it.</summary>
    private async Task YieldAsync()
    {
        if (yields == 0)
        {
            return;
        }

        yields--;
        var rest = appendTook - timer.GetElapsedTime(appendedAt);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, timer);
        }
    }

    /// <returns>False where another node appended since: its entries come first.</returns>
    private async Task<bool> TryAppendAsync(IReadOnlyList<Disclosed> shown, Instant now)
    {
        var tail = end.Tail;
        List<ProposedEvent> events = [];
        foreach (var part in shown.Chunk(DisclosureRecords.EntriesMax))
        {
            var entries = new RegisteredDisclosure[part.Length];
            for (var i = 0; i < entries.Length; i++)
            {
                entries[i] = tail.Next(part[i], now);
                tail = DisclosureTail.Of(entries[i]);
            }

            events.Add(NodeStreams.Propose(DisclosureRecords.Of(entries)));
        }

        // Until an answer came, nobody knows where the register ends.
        isEndKnown = false;
        if (await log.AppendAsync(NodeStreams.Disclosures, end.Version, events, CancellationToken.None) is not AppendOutcome.Appended done)
        {
            return false;
        }

        (end, isEndKnown) = ((done.Version, tail), true);
        return true;
    }

    /// <summary>Looks for the last event without reading those before it: a node that was away for long enters at once.</summary>
    private async Task FindEndAsync()
    {
        if (await StreamTail.FindAsync(log, NodeStreams.Disclosures, end.Version, CancellationToken.None) is { } last)
        {
            end = (last.Version, DisclosureTail.Of(DisclosureRecords.EntriesOf(last)[^1]));
        }

        isEndKnown = true;
    }

    private async Task ReadOnAsync(CancellationToken cancel)
    {
        await reading.WaitAsync(cancel);
        try
        {
            List<RegisteredDisclosure> entries = [];
            var (version, events) = (table.Version, 0);
            await foreach (var stored in log.ReadStreamAsync(NodeStreams.Disclosures, version, cancel))
            {
                entries.AddRange(DisclosureRecords.EntriesOf(stored));
                version = stored.Version;
                if (++events % ReadMax == 0)
                {
                    table.Append(entries, version);
                    entries.Clear();
                }
            }

            if (version != table.Version)
            {
                table.Append(entries, version);
            }
        }
        finally
        {
            reading.Release();
        }
    }
}
