using System.Diagnostics.CodeAnalysis;
using SQLitePCL;

namespace BudgetCoaching.Projections.Sqlite;

/// <summary>One connection to a file of read models, used by one thread at a time; it keeps every statement it has prepared.</summary>
public sealed class Database : IDisposable
{
    /// <summary>How long a statement waits for another connection's lock before it fails.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private readonly sqlite3 handle;
    private readonly string path;
    private readonly Dictionary<string, Statement> prepared = new(StringComparer.Ordinal);

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle, string path)
    {
        this.handle = handle;
        this.path = path;
    }

    public static Database OpenForWriting(string path) => Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);

    public static Database OpenForReading(string path) => Open(path, raw.SQLITE_OPEN_READONLY);

    /// <summary>The statement of this text, prepared once and reset: the caller binds, steps, and resets it when done.</summary>
    public Statement For(string sql)
    {
        if (!prepared.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var made));
            statement = new Statement(this, made);
            prepared.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs statements whose rows nobody wants.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>Until it is disposed, everything read is of one moment.</summary>
    public Moment HoldStill()
    {
        For("BEGIN").Run();
        return new Moment(this);
    }

    /// <summary>Undoes the open transaction; nothing to do when SQLite already undid it.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values)
        {
            statement.Dispose();
        }

        handle.Dispose();
    }

    public readonly struct Moment(Database database) : IDisposable
    {
        public void Dispose() => database.RollBack();
    }

    internal void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Fail();
        }
    }

    [DoesNotReturn]
    private void Fail() => throw new ReadModelFailedException(
        $"SQLite failed with {raw.sqlite3_extended_errcode(handle)} on {path}: {raw.sqlite3_errmsg(handle).utf8_to_string()}.");

    private static Database Open(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(handle, path);
        try
        {
            database.Check(code);
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, (int)BusyTimeout.TotalMilliseconds);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}

/// <summary>The file of read models could not be read or written: the world failed, and the same may be tried again.</summary>
public sealed class ReadModelFailedException(string message) : Exception(message);
