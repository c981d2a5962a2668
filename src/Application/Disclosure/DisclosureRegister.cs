using System.Threading.Channels;
using BudgetCoaching.Domain;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Application.Disclosure;

/// <summary>
/// Who was shown what, in a file of its own outside the log: appended to and nothing else, each entry chained to the one before. Whoever
/// enters something waits until it is on disk; those who wait at the same time share one flush. Thread safe.
/// </summary>
public sealed class DisclosureRegister : IAsyncDisposable
{
    /// <summary>Name of the file within a data folder.</summary>
    public const string FileName = "disclosures.db";

    /// <summary>Readings waiting to be entered; beyond it readers wait.</summary>
    private const int WaitingMax = 4_096;

    /// <summary>Readings entered with one flush.</summary>
    private const int BatchMax = 512;

    private const string Columns = "number, time, household, agency, actor, role, verified, call, purpose, consent, hash";

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly Database writing;
    private readonly string path;
    private readonly IClock clock;
    private readonly Task writer;
    private long number;
    private long time;
    private byte[] hash = DisclosureChain.Genesis;

    private DisclosureRegister(string path, Database writing, IClock clock)
    {
        this.path = path;
        this.writing = writing;
        this.clock = clock;
        Prepare();
        writer = Task.Run(WriteAsync);
    }

    /// <summary>Opens the file and creates it if absent.</summary>
    /// <exception cref="StoreFailedException">The file cannot be read or written.</exception>
    public static DisclosureRegister Open(string path, IClock clock)
    {
        var opened = Database.OpenForWriting(path, Database.BusyTimeout);
        try
        {
            return new DisclosureRegister(path, opened, clock);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Enters what is about to be shown. When it returns, it is on disk, all of it.</summary>
    /// <exception cref="IOException">It could not be written: nothing may be shown.</exception>
    public async Task EnterAsync(IReadOnlyList<Disclosed> shown, CancellationToken cancel)
    {
        if (shown.Count == 0)
        {
            return;
        }

        var waiting = new Waiting(shown);
        await queue.Writer.WriteAsync(waiting, cancel);
        await waiting.Done.Task.WaitAsync(cancel);
    }

    /// <summary>Entries in the order of their numbers, at most <paramref name="limit"/> after <paramref name="after"/>.</summary>
    public IReadOnlyList<RegisteredDisclosure> List(DisclosureFilter filter, long after, int limit)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var reading = Database.OpenForReading(path, Database.BusyTimeout);
        var rows = reading.For(
            $"""
            SELECT {Columns} FROM disclosures
            WHERE agency = ?1 AND number > ?2 AND (?3 IS NULL OR household = ?3)
              AND (?4 IS NULL OR actor = ?4) AND time >= ?5 AND time < ?6
            ORDER BY number LIMIT ?7
            """);
        rows.Bind(1, filter.Agency.Value)
            .Bind(2, after)
            .Bind(4, filter.Actor)
            .Bind(5, filter.From is { } from ? Micros(from) : long.MinValue)
            .Bind(6, filter.Until is { } until ? Micros(until) : long.MaxValue)
            .Bind(7, limit);
        Bind(rows, 3, filter.Household?.Value);
        return Read(rows).ToList();
    }

    /// <summary>The number of the first entry that is not as it was entered; null for a register that is whole. Reads all of it.</summary>
    public long? FirstBroken()
    {
        using var reading = Database.OpenForReading(path, Database.BusyTimeout);
        var previous = DisclosureChain.Genesis;
        var expected = 1L;
        foreach (var entry in Read(reading.For($"SELECT {Columns} FROM disclosures ORDER BY number")))
        {
            var right = DisclosureChain.Next(previous, expected, Micros(entry.Time), entry.What);
            if (entry.Number != expected || !entry.Hash.Span.SequenceEqual(right))
            {
                return expected;
            }

            previous = right;
            expected++;
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writer;
        writing.Dispose();
    }

    private async Task WriteAsync()
    {
        List<Waiting> batch = new(BatchMax);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchMax && queue.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            Commit(batch);
        }
    }

    /// <summary>All of a batch or nothing: where it fails, the chain goes on from where it was.</summary>
    private void Commit(List<Waiting> batch)
    {
        var (lastNumber, lastTime, lastHash) = (number, time, hash);
        try
        {
            writing.Execute("BEGIN IMMEDIATE");
            foreach (var waiting in batch)
            {
                foreach (var shown in waiting.Shown)
                {
                    Insert(shown);
                }
            }

            writing.Execute("COMMIT");
        }
        catch (StoreFailedException failure)
        {
            (number, time, hash) = (lastNumber, lastTime, lastHash);
            var refused = new IOException("The register of disclosures cannot be written.", failure);
            batch.ForEach(waiting => waiting.Done.SetException(refused));
            RollBack();
            return;
        }

        batch.ForEach(waiting => waiting.Done.SetResult());
    }

    private void RollBack()
    {
        try
        {
            writing.RollBack();
        }
        catch (StoreFailedException)
        {
            // It stays open, so that the next batch cannot begin and is refused.
        }
    }

    private void Insert(Disclosed shown)
    {
        number++;
        time = Math.Max(time, Micros(clock.GetCurrentInstant()));
        hash = DisclosureChain.Next(hash, number, time, shown);
        var insert = writing.For("INSERT INTO disclosures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
            .Bind(1, number)
            .Bind(2, time)
            .Bind(4, shown.Agency.Value)
            .Bind(5, shown.Actor)
            .Bind(6, shown.Role)
            .Bind(7, shown.Verified ? 1 : 0)
            .Bind(8, shown.Call)
            .Bind(9, shown.Purpose)
            .Bind(11, hash);
        Bind(insert, 3, shown.Household?.Value);
        Bind(insert, 10, shown.Consent?.Value);
        insert.Run();
    }

    private void Prepare()
    {
        writing.Execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS disclosures(
              number INTEGER PRIMARY KEY, time INTEGER NOT NULL, household BLOB, agency TEXT NOT NULL, actor TEXT NOT NULL,
              role TEXT NOT NULL, verified INTEGER NOT NULL, call TEXT NOT NULL, purpose TEXT NOT NULL, consent BLOB,
              hash BLOB NOT NULL) STRICT;
            CREATE INDEX IF NOT EXISTS disclosures_of_household ON disclosures(household, number);
            CREATE TRIGGER IF NOT EXISTS disclosures_stay BEFORE DELETE ON disclosures
              BEGIN SELECT RAISE(ABORT, 'the register is only appended to'); END;
            CREATE TRIGGER IF NOT EXISTS disclosures_never_change BEFORE UPDATE ON disclosures
              BEGIN SELECT RAISE(ABORT, 'the register is only appended to'); END;
            """);
        using var last = writing.Prepare("SELECT number, time, hash FROM disclosures ORDER BY number DESC LIMIT 1");
        if (last.Step())
        {
            (number, time, hash) = (last.Integer(0), last.Integer(1), last.Blob(2).ToArray());
        }
    }

    private static IEnumerable<RegisteredDisclosure> Read(Statement rows)
    {
        while (rows.Step())
        {
            var what = new Disclosed(
                IdAt(rows, 2) is { } household ? new HouseholdId(household) : null,
                new AgencyId(rows.Text(3)),
                rows.Text(4),
                rows.Text(5),
                rows.Integer(6) == 1,
                rows.Text(7),
                rows.Text(8),
                IdAt(rows, 9) is { } consent ? new FactId(consent) : null);
            yield return new RegisteredDisclosure(
                rows.Integer(0), Instant.FromUnixTimeTicks(rows.Integer(1) * 10), what, rows.Blob(10).ToArray());
        }

        rows.Reset();
    }

    private static Guid? IdAt(Statement rows, int column) => rows.IsNull(column) ? null : rows.Id(column);

    private static void Bind(Statement statement, int parameter, Guid? id)
    {
        if (id is { } known)
        {
            statement.Bind(parameter, known);
        }
        else
        {
            statement.Bind(parameter, (string?)null);
        }
    }

    private static long Micros(Instant moment) => moment.ToUnixTimeTicks() / 10;

    private sealed record Waiting(IReadOnlyList<Disclosed> Shown)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
