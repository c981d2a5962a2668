using System.Threading.Channels;
using BudgetCoaching.Domain;
using Microsoft.Data.Sqlite;
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

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly SqliteConnection writing;
    private readonly string path;
    private readonly IClock clock;
    private readonly Task writer;
    private SqliteCommand? insert;
    private long number;
    private long time;
    private byte[] hash = DisclosureChain.Genesis;

    private DisclosureRegister(string path, SqliteConnection writing, IClock clock)
    {
        this.path = path;
        this.writing = writing;
        this.clock = clock;
        Prepare();
        writer = Task.Run(WriteAsync);
    }

    /// <summary>Opens the file and creates it if absent.</summary>
    /// <exception cref="SqliteException">The file cannot be read or written.</exception>
    public static DisclosureRegister Open(string path, IClock clock)
    {
        SQLitePCL.Batteries_V2.Init();
        var opened = Connect(path, SqliteOpenMode.ReadWriteCreate);
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
        using var reading = Connect(path, SqliteOpenMode.ReadOnly);
        using var command = reading.CreateCommand();
        command.CommandText =
            """
            SELECT number, time, household, agency, actor, role, verified, call, purpose, consent, hash FROM disclosures
            WHERE agency = $agency AND number > $after AND ($household IS NULL OR household = $household)
              AND ($actor IS NULL OR actor = $actor) AND time >= $from AND time < $until
            ORDER BY number LIMIT $limit
            """;
        Bind(command, "$agency", filter.Agency.Value);
        Bind(command, "$after", after);
        Bind(command, "$household", Bytes(filter.Household?.Value));
        Bind(command, "$actor", filter.Actor);
        Bind(command, "$from", filter.From is { } from ? Micros(from) : long.MinValue);
        Bind(command, "$until", filter.Until is { } until ? Micros(until) : long.MaxValue);
        Bind(command, "$limit", limit);
        return Read(command).ToList();
    }

    /// <summary>The number of the first entry that is not as it was entered; null for a register that is whole. Reads all of it.</summary>
    public long? FirstBroken()
    {
        using var reading = Connect(path, SqliteOpenMode.ReadOnly);
        using var command = reading.CreateCommand();
        command.CommandText =
            """
            SELECT number, time, household, agency, actor, role, verified, call, purpose, consent, hash FROM disclosures ORDER BY number
            """;
        var previous = DisclosureChain.Genesis;
        var expected = 1L;
        foreach (var entry in Read(command))
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
        insert?.Dispose();
        await writing.DisposeAsync();
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
            using var transaction = writing.BeginTransaction(deferred: false);
            foreach (var shown in batch.SelectMany(waiting => waiting.Shown))
            {
                Insert(shown, transaction);
            }

            transaction.Commit();
        }
        catch (SqliteException failure)
        {
            (number, time, hash) = (lastNumber, lastTime, lastHash);
            var refused = new IOException("The register of disclosures cannot be written.", failure);
            batch.ForEach(waiting => waiting.Done.SetException(refused));
            return;
        }

        batch.ForEach(waiting => waiting.Done.SetResult());
    }

    private void Insert(Disclosed shown, SqliteTransaction transaction)
    {
        number++;
        time = Math.Max(time, Micros(clock.GetCurrentInstant()));
        hash = DisclosureChain.Next(hash, number, time, shown);
        insert!.Transaction = transaction;
        object?[] values =
        [
            number, time, Bytes(shown.Household?.Value), shown.Agency.Value, shown.Actor, shown.Role, shown.Verified ? 1 : 0, shown.Call,
            shown.Purpose, Bytes(shown.Consent?.Value), hash,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            insert.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        insert.ExecuteNonQuery();
    }

    private void Prepare()
    {
        using (var schema = writing.CreateCommand())
        {
            schema.CommandText =
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
                """;
            schema.ExecuteNonQuery();
        }

        using (var last = writing.CreateCommand())
        {
            last.CommandText = "SELECT number, time, hash FROM disclosures ORDER BY number DESC LIMIT 1";
            using var rows = last.ExecuteReader();
            if (rows.Read())
            {
                (number, time, hash) = (rows.GetInt64(0), rows.GetInt64(1), rows.GetFieldValue<byte[]>(2));
            }
        }

        insert = writing.CreateCommand();
        insert.CommandText = "INSERT INTO disclosures VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        for (var i = 0; i <= 10; i++)
        {
            insert.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"${i}") });
        }
    }

    private static IEnumerable<RegisteredDisclosure> Read(SqliteCommand command)
    {
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var what = new Disclosed(
                IdAt(rows, 2) is { } household ? new HouseholdId(household) : null,
                new AgencyId(rows.GetString(3)),
                rows.GetString(4),
                rows.GetString(5),
                rows.GetInt64(6) == 1,
                rows.GetString(7),
                rows.GetString(8),
                IdAt(rows, 9) is { } consent ? new FactId(consent) : null);
            yield return new RegisteredDisclosure(
                rows.GetInt64(0), Instant.FromUnixTimeTicks(rows.GetInt64(1) * 10), what, rows.GetFieldValue<byte[]>(10));
        }
    }

    private static Guid? IdAt(SqliteDataReader rows, int column) =>
        rows.IsDBNull(column) ? null : new Guid(rows.GetFieldValue<byte[]>(column), bigEndian: true);

    private static byte[]? Bytes(Guid? id) => id?.ToByteArray(bigEndian: true);

    private static long Micros(Instant moment) => moment.ToUnixTimeTicks() / 10;

    private static void Bind(SqliteCommand command, string name, object? value) =>
        command.Parameters.AddWithValue(name, value ?? DBNull.Value);

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var place = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(place.ConnectionString);
        connection.Open();
        return connection;
    }

    private sealed record Waiting(IReadOnlyList<Disclosed> Shown)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
