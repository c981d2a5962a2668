using System.Security.Cryptography;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Sealing;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace BudgetCoaching.Application.Keys;

/// <summary>
/// Keys in one SQLite file, each wrapped by the master key. What is destroyed is overwritten (<c>secure_delete</c>), and there is no
/// write-ahead log in which it would stay.
/// </summary>
public sealed class SqliteKeyStore : IKeyStore, IDisposable
{
    /// <summary>Name of the file within a data folder.</summary>
    public const string FileName = "keys.db";

    /// <summary>Seconds to wait for another process that writes.</summary>
    private const int BusySeconds = 10;

    private const int UuidLength = 16;

    /// <summary>Stands for the store itself: its wrapped key only proves that the master key is the right one.</summary>
    private static readonly HouseholdId Proof = new(Guid.Empty);

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly MasterKey master;
    private readonly IClock clock;

    private SqliteKeyStore(SqliteConnection connection, MasterKey master, IClock clock)
    {
        this.connection = connection;
        this.master = master;
        this.clock = clock;
    }

    /// <summary>Households' keys that opening it wrapped anew, as the master key took another's place.</summary>
    public int WrappedAnew { get; private set; }

    /// <summary>Opens the file and creates it if absent.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="master">Wraps the keys from now on.</param>
    /// <param name="clock">Says when keys were made and destroyed.</param>
    /// <param name="previous">Wrapped them until now, where the master key is being replaced.</param>
    /// <exception cref="KeysRefusedException">The keys in it were wrapped by another master key.</exception>
    /// <exception cref="SqliteException">The file cannot be read or written.</exception>
    public static SqliteKeyStore Open(string path, MasterKey master, IClock clock, MasterKey? previous = null)
    {
        SQLitePCL.Batteries_V2.Init();
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ConnectionString);
        try
        {
            opened.Open();
            var store = new SqliteKeyStore(opened, master, clock);
            store.Prepare(previous);
            return store;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public KeyLookup Find(HouseholdId household)
    {
        lock (gate)
        {
            return Read(household);
        }
    }

    public KeyLookup CreateIfAbsent(HouseholdId household)
    {
        lock (gate)
        {
            Insert(household);
            return Read(household);
        }
    }

    public bool Destroy(HouseholdId household)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            var held = Read(household).State == KeyState.Present;
            Run(
                """
                INSERT INTO keys(household, number, created, destroyed) VALUES ($household, $number, $now, $now)
                ON CONFLICT(household) DO UPDATE SET wrapped = NULL, destroyed = $now WHERE destroyed IS NULL
                """,
                ("$household", Bytes(household)), ("$number", HouseholdKey.FirstNumber), ("$now", Now()));
            Run("DELETE FROM condemned WHERE household = $household", ("$household", Bytes(household)));
            transaction.Commit();
            return held;
        }
    }

    public void Condemn(HouseholdId household)
    {
        lock (gate)
        {
            Run("INSERT INTO condemned VALUES ($household) ON CONFLICT DO NOTHING", ("$household", Bytes(household)));
        }
    }

    public void Spare(HouseholdId household)
    {
        lock (gate)
        {
            Run("DELETE FROM condemned WHERE household = $household", ("$household", Bytes(household)));
        }
    }

    public IReadOnlyList<HouseholdId> Condemned()
    {
        lock (gate)
        {
            using var command = Command("SELECT household FROM condemned ORDER BY household");
            using var rows = command.ExecuteReader();
            List<HouseholdId> found = [];
            while (rows.Read())
            {
                found.Add(new HouseholdId(new Guid(rows.GetFieldValue<byte[]>(0), bigEndian: true)));
            }

            return found;
        }
    }

    public void Rename(HouseholdId from, HouseholdId to)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            if (Read(to).State != KeyState.Absent || Wrapped(from) is not { } held)
            {
                return;
            }

            Run(
                "UPDATE keys SET household = $to, wrapped = $wrapped WHERE household = $from",
                ("$from", Bytes(from)), ("$to", Bytes(to)), ("$wrapped", master.Rewrap(master, from, held.Number, held.Wrapped, to)));
            transaction.Commit();
        }
    }

    public string? ErasuresSeen
    {
        get
        {
            lock (gate)
            {
                using var command = Command("SELECT cursor FROM erasures_seen");
                return command.ExecuteScalar() as string;
            }
        }
    }

    public void SeeErasures(string cursor)
    {
        lock (gate)
        {
            Run("INSERT INTO erasures_seen VALUES (1, $cursor) ON CONFLICT(one) DO UPDATE SET cursor = $cursor", ("$cursor", cursor));
        }
    }

    public IReadOnlyList<HeldKey> List(HouseholdId? after, int limit)
    {
        lock (gate)
        {
            using var command = Command(
                "SELECT household, created, destroyed FROM keys WHERE household > $after ORDER BY household LIMIT $limit",
                ("$after", Bytes(after ?? Proof)), ("$limit", limit));
            using var rows = command.ExecuteReader();
            List<HeldKey> held = [];
            while (rows.Read())
            {
                var household = new HouseholdId(new Guid(rows.GetFieldValue<byte[]>(0), bigEndian: true));
                held.Add(new HeldKey(household, Moment(rows.GetInt64(1)), rows.IsDBNull(2) ? null : Moment(rows.GetInt64(2))));
            }

            return held;
        }
    }

    /// <summary>Every key and tombstone as a file holds it, wrapped as it is; the one that proves the master key comes first.</summary>
    internal IReadOnlyList<(HouseholdId Household, KeyFile File)> ToFiles()
    {
        lock (gate)
        {
            using var command = Command("SELECT household, number, created, wrapped, destroyed FROM keys ORDER BY household");
            using var rows = command.ExecuteReader();
            List<(HouseholdId, KeyFile)> files = [];
            while (rows.Read())
            {
                files.Add((
                    new HouseholdId(new Guid(rows.GetFieldValue<byte[]>(0), bigEndian: true)),
                    new KeyFile(
                        rows.GetInt32(1),
                        Moment(rows.GetInt64(2)),
                        rows.IsDBNull(3) ? default(ReadOnlyMemory<byte>) : rows.GetFieldValue<byte[]>(3),
                        rows.IsDBNull(4) ? null : Moment(rows.GetInt64(4)))));
            }

            return files;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            connection.Dispose();
        }
    }

    /// <summary>
    /// Wraps every key anew in one transaction: the log is not touched, and a crash leaves all keys as they were. Nothing for a store whose
    /// keys the present master key opens already.
    /// </summary>
    /// <exception cref="KeysRefusedException">Neither master key is the one of these keys.</exception>
    private void Rewrap(MasterKey previous)
    {
        if (Opens(Proof))
        {
            return;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        List<(byte[] Household, byte[] Wrapped)> renewed = [];
        using (var command = Command("SELECT household, number, wrapped FROM keys WHERE wrapped IS NOT NULL"))
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                var id = rows.GetFieldValue<byte[]>(0);
                var household = new HouseholdId(new Guid(id, bigEndian: true));
                renewed.Add((id, Renewed(previous, household, rows.GetInt32(1), rows.GetFieldValue<byte[]>(2))));
            }
        }

        foreach (var (household, wrapped) in renewed)
        {
            Run("UPDATE keys SET wrapped = $wrapped WHERE household = $household", ("$household", household), ("$wrapped", wrapped));
        }

        transaction.Commit();
        WrappedAnew = renewed.Count - 1;
    }

    private byte[] Renewed(MasterKey previous, HouseholdId household, int number, byte[] wrapped)
    {
        try
        {
            return previous.Rewrap(master, household, number, wrapped);
        }
        catch (CryptographicException cause)
        {
            throw KeysRefusedException.WrongMaster(cause);
        }
    }

    private bool Opens(HouseholdId household)
    {
        try
        {
            return Read(household).State == KeyState.Present;
        }
        catch (KeysRefusedException)
        {
            return false;
        }
    }

    private void Prepare(MasterKey? previous)
    {
        Run("PRAGMA journal_mode = DELETE");
        Run("PRAGMA synchronous = FULL");
        Run("PRAGMA secure_delete = ON");
        Run(
            """
            CREATE TABLE IF NOT EXISTS keys(
              household BLOB PRIMARY KEY CHECK (length(household) = 16),
              number INTEGER NOT NULL,
              wrapped BLOB,
              created INTEGER NOT NULL,
              destroyed INTEGER,
              CHECK ((wrapped IS NULL) = (destroyed IS NOT NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS condemned(household BLOB PRIMARY KEY CHECK (length(household) = 16)) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS erasures_seen(one INTEGER PRIMARY KEY CHECK (one = 1), cursor TEXT NOT NULL) STRICT
            """);
        Insert(Proof);
        if (previous is not null)
        {
            Rewrap(previous);
        }

        Read(Proof);
    }

    /// <summary>What is there stays, whoever put it there.</summary>
    private void Insert(HouseholdId household)
    {
        Span<byte> secret = stackalloc byte[HouseholdKey.Length];
        RandomNumberGenerator.Fill(secret);
        Run(
            """
            INSERT INTO keys(household, number, wrapped, created) VALUES ($household, $number, $wrapped, $now)
            ON CONFLICT(household) DO NOTHING
            """,
            ("$household", Bytes(household)),
            ("$number", HouseholdKey.FirstNumber),
            ("$wrapped", master.Wrap(household, HouseholdKey.FirstNumber, secret)),
            ("$now", Now()));
        CryptographicOperations.ZeroMemory(secret);
    }

    private KeyLookup Read(HouseholdId household)
    {
        using var command = Command("SELECT number, wrapped FROM keys WHERE household = $household", ("$household", Bytes(household)));
        using var rows = command.ExecuteReader();
        if (!rows.Read())
        {
            return KeyLookup.Absent;
        }

        if (rows.IsDBNull(1))
        {
            return KeyLookup.Destroyed;
        }

        try
        {
            return KeyLookup.Present(master.Unwrap(household, rows.GetInt32(0), rows.GetFieldValue<byte[]>(1)));
        }
        catch (CryptographicException cause)
        {
            throw KeysRefusedException.WrongMaster(cause);
        }
    }

    /// <summary>Null where there is no key or it was destroyed.</summary>
    private (int Number, byte[] Wrapped)? Wrapped(HouseholdId household)
    {
        using var command = Command(
            "SELECT number, wrapped FROM keys WHERE household = $household AND wrapped IS NOT NULL", ("$household", Bytes(household)));
        using var rows = command.ExecuteReader();
        return rows.Read() ? (rows.GetInt32(0), rows.GetFieldValue<byte[]>(1)) : null;
    }

    private void Run(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    /// <summary>Microseconds since 1970-01-01.</summary>
    private long Now() => clock.GetCurrentInstant().ToUnixTimeTicks() / 10;

    private static Instant Moment(long microseconds) => Instant.FromUnixTimeTicks(microseconds * 10);

    private static byte[] Bytes(HouseholdId household)
    {
        var bytes = new byte[UuidLength];
        household.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return bytes;
    }
}
