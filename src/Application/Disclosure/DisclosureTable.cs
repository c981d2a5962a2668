using BudgetCoaching.Domain;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace BudgetCoaching.Application.Disclosure;

/// <summary>
/// Entries of the register in a SQLite file, to be listed: the register itself where one process keeps it, or what one of several nodes
/// has read of the shared one. Appending is for one caller at a time; listing is thread safe.
/// </summary>
internal sealed class DisclosureTable : IDisposable
{
    private const string Columns = "number, time, household, agency, actor, role, verified, call, purpose, consent, hash";

    private readonly string path;
    private readonly SqliteConnection writing;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand read;

    private DisclosureTable(string path, SqliteConnection writing, bool isRegister)
    {
        this.path = path;
        this.writing = writing;
        Prepare(isRegister);
        insert = Command($"INSERT INTO disclosures({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", parameters: 11);
        read = Command("UPDATE read_up_to SET version = $0", parameters: 1);
        using var last = Command($"SELECT {Columns} FROM disclosures ORDER BY number DESC LIMIT 1", parameters: 0);
        Tail = Read(last).FirstOrDefault() is { } entry ? DisclosureTail.Of(entry) : DisclosureTail.Empty;
        using var version = Command("SELECT version FROM read_up_to", parameters: 0);
        Version = (long)version.ExecuteScalar()!;
    }

    /// <summary>The last entry in it.</summary>
    public DisclosureTail Tail { get; private set; }

    /// <summary>Version of the shared register's stream up to which it was read; 0 where this file is the register.</summary>
    public long Version { get; private set; }

    /// <summary>Opens the file and creates it if absent.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="isRegister">Each append reaches the disk; else what a power cut takes is read again.</param>
    /// <exception cref="SqliteException">The file cannot be read or written.</exception>
    public static DisclosureTable Open(string path, bool isRegister)
    {
        SQLitePCL.Batteries_V2.Init();
        var opened = Connect(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            return new DisclosureTable(path, opened, isRegister);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>All of them or none.</summary>
    /// <param name="entries">Those that follow the last one, in order.</param>
    /// <param name="version">Of the shared stream, to which they go up.</param>
    /// <exception cref="SqliteException">The file cannot be written.</exception>
    public void Append(IReadOnlyList<RegisteredDisclosure> entries, long version)
    {
        using (var transaction = writing.BeginTransaction(deferred: false))
        {
            insert.Transaction = transaction;
            foreach (var entry in entries)
            {
                Insert(entry);
            }

            if (version != Version)
            {
                read.Transaction = transaction;
                read.Parameters[0].Value = version;
                read.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        Version = version;
        Tail = entries.Count == 0 ? Tail : DisclosureTail.Of(entries[^1]);
    }

    public IReadOnlyList<RegisteredDisclosure> List(DisclosureFilter filter, long after, int limit)
    {
        using var reading = Connect(path, SqliteOpenMode.ReadOnly);
        using var command = reading.CreateCommand();
        command.CommandText =
            $"""
            SELECT {Columns} FROM disclosures
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

    /// <summary>The number of the first entry that is not as it was entered; null for a register that is whole.</summary>
    public long? FirstBroken()
    {
        using var reading = Connect(path, SqliteOpenMode.ReadOnly);
        using var command = reading.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM disclosures ORDER BY number";
        var tail = DisclosureTail.Empty;
        foreach (var entry in Read(command))
        {
            var right = DisclosureChain.Next(tail.Hash.Span, tail.Number + 1, Micros(entry.Time), entry.What);
            if (entry.Number != tail.Number + 1 || !entry.Hash.Span.SequenceEqual(right))
            {
                return tail.Number + 1;
            }

            tail = DisclosureTail.Of(entry);
        }

        return null;
    }

    public void Dispose()
    {
        insert.Dispose();
        read.Dispose();
        writing.Dispose();
    }

    private void Insert(RegisteredDisclosure entry)
    {
        var what = entry.What;
        object?[] values =
        [
            entry.Number, Micros(entry.Time), Bytes(what.Household?.Value), what.Agency.Value, what.Actor, what.Role, what.Verified ? 1 : 0,
            what.Call, what.Purpose, Bytes(what.Consent?.Value), entry.Hash.ToArray(),
        ];
        for (var i = 0; i < values.Length; i++)
        {
            insert.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        insert.ExecuteNonQuery();
    }

    private void Prepare(bool isRegister)
    {
        using var schema = writing.CreateCommand();
        schema.CommandText =
            $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = {(isRegister ? "FULL" : "NORMAL")};
            CREATE TABLE IF NOT EXISTS disclosures(
              number INTEGER PRIMARY KEY, time INTEGER NOT NULL, household BLOB, agency TEXT NOT NULL, actor TEXT NOT NULL,
              role TEXT NOT NULL, verified INTEGER NOT NULL, call TEXT NOT NULL, purpose TEXT NOT NULL, consent BLOB,
              hash BLOB NOT NULL) STRICT;
            CREATE INDEX IF NOT EXISTS disclosures_of_household ON disclosures(household, number);
            CREATE TRIGGER IF NOT EXISTS disclosures_stay BEFORE DELETE ON disclosures
              BEGIN SELECT RAISE(ABORT, 'the register is only appended to'); END;
            CREATE TRIGGER IF NOT EXISTS disclosures_never_change BEFORE UPDATE ON disclosures
              BEGIN SELECT RAISE(ABORT, 'the register is only appended to'); END;
            CREATE TABLE IF NOT EXISTS read_up_to(one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT;
            INSERT INTO read_up_to VALUES (1, 0) ON CONFLICT DO NOTHING;
            """;
        schema.ExecuteNonQuery();
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

    private SqliteCommand Command(string text, int parameters)
    {
        var command = writing.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"${i}") });
        }

        return command;
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
}
