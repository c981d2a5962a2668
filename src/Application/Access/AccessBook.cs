using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using BudgetCoaching.Domain;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace BudgetCoaching.Application.Access;

/// <summary>
/// API keys, and who has called, in one SQLite file beside the log. Keys are held in memory too: one process owns the folder, so what it
/// holds is what is stored, and finding one costs a hash. Thread safe.
/// </summary>
public sealed class AccessBook : IDisposable
{
    /// <summary>Name of the file within a data folder.</summary>
    public const string FileName = "access.db";

    /// <summary>What every key's text begins with, so that one that leaked is recognised.</summary>
    public const string KeyPrefix = "bck_";

    /// <summary>Keys of one agency that are not revoked, at most.</summary>
    public const int KeysMax = 1_000;

    /// <summary>That a caller is about is written no oftener.</summary>
    public static readonly Duration SeenEvery = Duration.FromHours(1);

    /// <summary>Callers remembered as written; beyond it all are forgotten, and each is written once more.</summary>
    private const int SeenHeldMax = 10_000;

    private const int SecretLength = 32;
    private const int IdLength = 9;

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly IClock clock;
    private readonly ConcurrentDictionary<string, ApiKey> byHash = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Agency, string Actor, string Means, string Role), Instant> seen = new();

    private AccessBook(SqliteConnection connection, IClock clock)
    {
        this.connection = connection;
        this.clock = clock;
    }

    /// <summary>Opens the file and creates it if absent.</summary>
    /// <exception cref="SqliteException">The file cannot be read or written.</exception>
    public static AccessBook Open(string path, IClock clock)
    {
        SQLitePCL.Batteries_V2.Init();
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        try
        {
            opened.Open();
            var book = new AccessBook(opened, clock);
            book.Prepare();
            return book;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Null when the agency has as many keys as it may.</summary>
    public NewApiKey? Create(AgencyId agency, string actor, string role, Instant? expires)
    {
        var text = KeyPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength));
        var key = new ApiKey(id, actor, role, agency, Now, expires, Revoked: null);
        lock (gate)
        {
            if (byHash.Values.Count(k => k.Agency == agency && k.Revoked is null) >= KeysMax)
            {
                return null;
            }

            Run(
                "INSERT INTO api_keys(id, hash, actor, role, agency, created, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                id, HashOf(text), actor, role, agency.Value, Micros(key.Created), expires is { } end ? Micros(end) : null);
            byHash[HashOf(text)] = key;
        }

        return new NewApiKey(key, text);
    }

    /// <summary>The key with this text; null for one that never was, was revoked or has expired.</summary>
    public ApiKey? Find(string text) => byHash.TryGetValue(HashOf(text), out var key) && key.IsGood(Now) ? key : null;

    /// <summary>Revokes a key from this moment on. The key as it is then; null where the agency has none of this id.</summary>
    public ApiKey? Revoke(AgencyId agency, string id)
    {
        lock (gate)
        {
            var (hash, key) = byHash.FirstOrDefault(held => held.Value.Id == id && held.Value.Agency == agency);
            if (key is null || key.Revoked is not null)
            {
                return key;
            }

            var now = Now;
            Run("UPDATE api_keys SET revoked = $2 WHERE id = $1", id, Micros(now));
            return byHash[hash] = key with { Revoked = now };
        }
    }

    /// <summary>All keys of an agency, also those no longer good, in the order of their making.</summary>
    public IReadOnlyList<ApiKey> Keys(AgencyId agency) =>
        [.. byHash.Values.Where(k => k.Agency == agency).OrderBy(k => k.Created).ThenBy(k => k.Id, StringComparer.Ordinal)];

    /// <summary>Whether any agency ever had a key.</summary>
    public bool IsEmpty => byHash.IsEmpty;

    /// <summary>Notes that a caller is about.</summary>
    public void Saw(AgencyId agency, string actor, string means, string role)
    {
        var now = Now;
        var who = (agency.Value, actor, means, role);
        if (seen.TryGetValue(who, out var last) && now - last < SeenEvery)
        {
            return;
        }

        lock (gate)
        {
            if (seen.Count >= SeenHeldMax)
            {
                seen.Clear();
            }

            Run(
                """
                INSERT INTO callers(agency, actor, means, role, first_seen, last_seen) VALUES ($1, $2, $3, $4, $5, $5)
                ON CONFLICT(agency, actor, means, role) DO UPDATE SET last_seen = $5
                """,
                agency.Value, actor, means, role, Micros(now));
            seen[who] = now;
        }
    }

    /// <summary>Who has called for an agency, by actor, at most <paramref name="limit"/> after the first <paramref name="skip"/>.</summary>
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

    private Instant Now => clock.GetCurrentInstant();

    private void Prepare()
    {
        Run("PRAGMA journal_mode = DELETE");
        Run("PRAGMA synchronous = FULL");
        Run(
            """
            CREATE TABLE IF NOT EXISTS api_keys(
              id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, actor TEXT NOT NULL, role TEXT NOT NULL, agency TEXT NOT NULL,
              created INTEGER NOT NULL, expires INTEGER, revoked INTEGER) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS callers(
              agency TEXT NOT NULL, actor TEXT NOT NULL, means TEXT NOT NULL, role TEXT NOT NULL,
              first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, PRIMARY KEY (agency, actor, means, role)) STRICT, WITHOUT ROWID
            """);
        using var command = Command("SELECT hash, id, actor, role, agency, created, expires, revoked FROM api_keys");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            byHash[rows.GetString(0)] = new ApiKey(
                rows.GetString(1),
                rows.GetString(2),
                rows.GetString(3),
                new AgencyId(rows.GetString(4)),
                Moment(rows.GetInt64(5)),
                rows.IsDBNull(6) ? null : Moment(rows.GetInt64(6)),
                rows.IsDBNull(7) ? null : Moment(rows.GetInt64(7)));
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

    /// <summary>32 random bytes need no slow hash: nobody tries them all.</summary>
    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static long Micros(Instant moment) => moment.ToUnixTimeTicks() / 10;

    private static Instant Moment(long microseconds) => Instant.FromUnixTimeTicks(microseconds * 10);
}
