using System.Diagnostics.CodeAnalysis;
using SQLitePCL;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>One SQLite connection, used by one thread at a time; of a log, or of any other file that a part of the program keeps.</summary>
public sealed class Database : IDisposable
{
    /// <summary>How long a statement waits for another connection's lock before it fails, unless told otherwise.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private readonly sqlite3 handle;
    private readonly string path;
    private readonly Dictionary<string, Statement> kept = new(StringComparer.Ordinal);

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle, string path)
    {
        this.handle = handle;
        this.path = path;
    }

    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    public static Database OpenForWriting(string path, TimeSpan busyTimeout) =>
        Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, busyTimeout);

    public static Database OpenForReading(string path, TimeSpan busyTimeout) => Open(path, raw.SQLITE_OPEN_READONLY, busyTimeout);

    /// <summary>A statement that the caller disposes.</summary>
    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return new Statement(this, statement);
    }

    /// <summary>The statement of this text, prepared once and kept: the caller binds, steps, and resets it when done.</summary>
    public Statement For(string sql)
    {
        if (!kept.TryGetValue(sql, out var statement))
        {
            kept.Add(sql, statement = Prepare(sql));
        }

        return statement;
    }

    /// <summary>Runs statements whose rows nobody wants.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>The first column of the first row, null without a row.</summary>
    public long? QueryInteger(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : null;
    }

    /// <summary>Until it is disposed, everything read is of one moment.</summary>
    public Moment HoldStill()
    {
        For("BEGIN").Run();
        return new Moment(this);
    }

    /// <summary>Undoes the open transaction; nothing to do when SQLite already undid it.</summary>
    public void RollBack()
    {
        if (InTransaction)
        {
            Execute("ROLLBACK;");
        }
    }

    /// <summary>Pages written to the write-ahead log since the last call.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, resetFlg: 1));
        return written;
    }

    /// <summary>Moves what it can from the write-ahead log into the file without waiting for readers.</summary>
    public void Checkpoint() => CheckpointAs(raw.SQLITE_CHECKPOINT_PASSIVE);

    /// <summary>Moves everything into the file and empties the write-ahead log; readers may delay it up to the busy timeout.</summary>
    public void CheckpointAndTruncate() => CheckpointAs(raw.SQLITE_CHECKPOINT_TRUNCATE);

    public void Dispose()
    {
        foreach (var statement in kept.Values)
        {
            statement.Dispose();
        }

        handle.Dispose();
    }

    internal void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Fail();
        }
    }

    [DoesNotReturn]
    private void Fail()
    {
        var code = raw.sqlite3_extended_errcode(handle);
        throw new StoreFailedException($"SQLite failed with {code} on {path}: {raw.sqlite3_errmsg(handle).utf8_to_string()}.");
    }

    private static Database Open(string path, int flags, TimeSpan busyTimeout)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(handle, path);
        try
        {
            database.Check(code);
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void CheckpointAs(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(handle, "main", mode, out _, out _);
        if ((code & 0xff) != raw.SQLITE_BUSY)
        {
            Check(code);
        }
    }

    public readonly struct Moment(Database database) : IDisposable
    {
        public void Dispose() => database.RollBack();
    }
}
