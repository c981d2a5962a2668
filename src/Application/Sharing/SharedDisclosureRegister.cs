using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Application.Sharing;

/// <summary>
/// One register for all nodes. Each node enters into streams of its own, so that none waits for another; the log's order is the order of
/// the register, by which every node numbers and chains the same entries alike. What a node has read of it lies in a local file, only to
/// be listed; without the file it is read again. Thread safe.
/// </summary>
public sealed class SharedDisclosureRegister : IDisclosureRegister
{
    /// <summary>Name of the local file within a data folder.</summary>
    public const string FileName = "disclosures-read-2.db";

    /// <summary>Flushes into one stream; then the next is begun, so that the ids of a long one need not be kept in mind.</summary>
    public const int EventsOfAStream = 10_000;

    /// <summary>Of versions that kept one stream for all nodes.</summary>
    private const string FormerFileName = "disclosures-read.db";

    /// <summary>Events read from the log into the local file with one transaction.</summary>
    private const int ReadMax = 200;

    private readonly IEventStore log;
    private readonly DisclosureTable table;
    private readonly IClock clock;
    private readonly DisclosureQueue queue;
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private (StreamName Stream, long Version) end = (NodeStreams.NewDisclosures(), 0);

    private SharedDisclosureRegister(IEventStore log, DisclosureTable table, IClock clock)
    {
        this.log = log;
        this.table = table;
        this.clock = clock;
        queue = new DisclosureQueue(FlushAsync);
        queue.Start();
    }

    /// <param name="log">Of all nodes.</param>
    /// <param name="path">Of the local file; created if absent.</param>
    /// <param name="clock">Says when something was shown.</param>
    /// <exception cref="StoreFailedException">The local file cannot be read or written.</exception>
    public static SharedDisclosureRegister Open(IEventStore log, string path, IClock clock)
    {
        foreach (var part in (string[])["", "-wal", "-shm"])
        {
            File.Delete(Path.Combine(Path.GetDirectoryName(path)!, FormerFileName + part));
        }

        return new SharedDisclosureRegister(log, DisclosureTable.Open(path, isRegister: false), clock);
    }

    public Task EnterAsync(IReadOnlyList<Disclosed> shown, CancellationToken cancel) => queue.EnterAsync(shown, cancel);

    /// <summary>All that any node entered before the call. Who gives up leaves what was read: asked again, less is to be read.</summary>
    public async ValueTask<IReadOnlyList<RegisteredDisclosure>> ListAsync(
        DisclosureFilter filter, long after, int limit, CancellationToken cancel)
    {
        await ReadOnAsync().WaitAsync(cancel);
        return table.List(filter, after, limit);
    }

    public async ValueTask<long?> FirstBrokenAsync(CancellationToken cancel)
    {
        await ReadOnAsync().WaitAsync(cancel);
        return table.FirstBroken() ?? await new DisclosureStreams(log).FirstBrokenAsync(table, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        await stopping.CancelAsync();
        await reading.WaitAsync();
        table.Dispose();
        reading.Dispose();
        stopping.Dispose();
    }

    private async Task FlushAsync(IReadOnlyList<Disclosed> shown)
    {
        var now = clock.GetCurrentInstant();
        List<ProposedEvent> events =
            [.. shown.Chunk(DisclosureRecords.EntriesMax).Select(part => NodeStreams.Propose(DisclosureRecords.Of(part, now)))];
        var (stream, version) = end;
        // Where no answer comes nobody knows how the stream ends: the next flush begins another.
        end = (NodeStreams.NewDisclosures(), 0);
        if (await log.AppendAsync(stream, version, events, CancellationToken.None) is not AppendOutcome.Appended done)
        {
            throw new StoreFailedException($"Somebody else writes to {stream}.");
        }

        if (done.Version < EventsOfAStream)
        {
            end = (stream, done.Version);
        }
    }

    /// <summary>Not to be cancelled by one of those who wait for it.</summary>
    private async Task ReadOnAsync()
    {
        await reading.WaitAsync(stopping.Token);
        try
        {
            List<RegisteredDisclosure> entries = [];
            var (tail, position, events) = (table.Tail, table.Position, 0);
            await foreach (var stored in log.ReadAllAsync(position, stopping.Token))
            {
                position = stored.Position;
                foreach (var entry in DisclosureStreams.Chained(stored, tail))
                {
                    entries.Add(entry);
                    tail = DisclosureTail.Of(entry);
                }

                if (++events % ReadMax == 0)
                {
                    table.Append(entries, position);
                    entries.Clear();
                }
            }

            if (position != table.Position)
            {
                table.Append(entries, position);
            }
        }
        finally
        {
            reading.Release();
        }
    }
}
