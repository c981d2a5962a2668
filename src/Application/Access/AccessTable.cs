using BudgetCoaching.Domain;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace BudgetCoaching.Application.Access;

/// <summary>
/// API keys and callers in a SQLite file: the book itself where one process keeps it, or what one of several nodes has read of the shared
/// one. Thread safe.
/// </summary>
internal sealed class AccessTable : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;

    private AccessTable(SqliteConnection connection, bool isBook)
    {
        this.connection = connection;
        Prepare(isBook);
        using var command = Command("SELECT version FROM read_up_to");
        Version = (long)command.ExecuteScalar()!;
    }

    /// <summary>Version of the shared book's stream up to which it was read; 0 where this file is the book.</summary>
    public long Version { get; private set; }

    /// <summary>Opens the file and creates it if absent.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="isBook">Each change reaches the disk; else what a power cut takes is read again.</param>
    /// <exception cref="SqliteException">The file cannot be read or written.</exception>
    public static AccessTable Open(string path, bool isBook)
    {
        SQLitePCL.Batteries_V2.Init();
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        try
        {
            opened.Open();
            return new AccessTable(opened, isBook);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Makes several changes at once, all or none, and remembers up to where the shared book was read.</summary>
    public void Change(Action change, long version)
    {
        lock (gate)
        {
            Run("BEGIN IMMEDIATE");
            try
            {
                change();
                Run("UPDATE read_up_to SET version = $1", version);
                Run("COMMIT");
            }
            catch
            {
                Run("ROLLBACK");
                throw;
            }

            Version = version;
        }
    }

    public void Put(string hash, ApiKey key) => Write(
        """
        INSERT INTO api_keys(id, hash, actor, role, agency, created, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT(id) DO NOTHING
        """,
        key.Id, hash, key.Actor, key.Role, key.Agency.Value, Micros(key.Created), key.Expires is { } end ? Micros(end) : null);

    public void Revoke(string id, Instant revoked) => Write("UPDATE api_keys SET revoked = $2 WHERE id = $1", id, Micros(revoked));

    public void Saw(SeenCaller caller) => Write(
        """
        INSERT INTO callers(agency, actor, means, role, first_seen, last_seen) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT(agency, actor, means, role) DO UPDATE SET last_seen = max(last_seen, $6)
        """,
        caller.Agency.Value, caller.Actor, caller.Means, caller.Role, Micros(caller.FirstSeen), Micros(caller.LastSeen));

    public void ReadKeys(ApiKeyring ring)
    {
        lock (gate)
        {
            using var command = Command("SELECT hash, id, actor, role, agency, created, expires, revoked FROM api_keys");
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                ring.Put(
                    rows.GetString(0),
                    new ApiKey(
                        rows.GetString(1),
                        rows.GetString(2),
                        rows.GetString(3),
                        new AgencyId(rows.GetString(4)),
                        Moment(rows.GetInt64(5)),
                        rows.IsDBNull(6) ? null : Moment(rows.GetInt64(6)),
                        rows.IsDBNull(7) ? null : Moment(rows.GetInt64(7))));
            }
        }
    }

    public IReadOnlyList<SeenCaller> Callers(AgencyId agency, int skip, int limit)
    {
        lock (gate)
        {
            using var command = Command(
                """
                SELECT actor, means, role, first_seen, last_seen FROM callers
                WHERE agency = $1 ORDER BY actor, means, role LIMIT $2 OFFSET $3
                """,
                agency.Value, limit, skip);
            using var rows = command.ExecuteReader();
            List<SeenCaller> found = [];
            while (rows.Read())
            {
                found.Add(new SeenCaller(
                    agency, rows.GetString(0), rows.GetString(1), rows.GetString(2), Moment(rows.GetInt64(3)), Moment(rows.GetInt64(4))));
            }

            return found;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            connection.Dispose();
        }
    }

    private void Prepare(bool isBook)
    {
        Run($"PRAGMA journal_mode = {(isBook ? "DELETE" : "WAL")}");
        Run($"PRAGMA synchronous = {(isBook ? "FULL" : "NORMAL")}");
        Run(
            """
            CREATE TABLE IF NOT EXISTS api_keys(
              id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, actor TEXT NOT NULL, role TEXT NOT NULL, agency TEXT NOT NULL,
              created INTEGER NOT NULL, expires INTEGER, revoked INTEGER) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS callers(
              agency TEXT NOT NULL, actor TEXT NOT NULL, means TEXT NOT NULL, role TEXT NOT NULL,
              first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, PRIMARY KEY (agency, actor, means, role)) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS read_up_to(one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT;
            INSERT INTO read_up_to VALUES (1, 0) ON CONFLICT DO NOTHING
            """);
    }

    private void Write(string sql, params ReadOnlySpan<object?> values)
    {
        lock (gate)
        {
            Run(sql, values);
        }
    }

    private void Run(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(FormattableString.Invariant($"${i + 1}"), values[i] ?? DBNull.Value);
        }

        return command;
    }

    private static long Micros(Instant moment) => moment.ToUnixTimeTicks() / 10;

    private static Instant Moment(long microseconds) => Instant.FromUnixTimeTicks(microseconds * 10);
}
