using SQLitePCL;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    public void Bind(int parameter, long value) => database.Check(raw.sqlite3_bind_int64(handle, parameter, value));

    public void Bind(int parameter, string value) => database.Check(raw.sqlite3_bind_text(handle, parameter, value));

    public void Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and SQLite takes that for NULL.
        database.Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(handle, parameter, 0)
            : raw.sqlite3_bind_blob(handle, parameter, value));
    }

    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        database.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that yields no rows.</summary>
    public void Run()
    {
        if (!TryRun())
        {
            database.Fail();
        }
    }

    /// <summary>Runs a statement that yields no rows and leaves it ready to run again.</summary>
    /// <returns>False if a constraint or trigger refused it.</returns>
    public bool TryRun()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(handle);
            return true;
        }

        if ((code & 0xff) != raw.SQLITE_CONSTRAINT)
        {
            try
            {
                database.Check(code);
            }
            finally
            {
                raw.sqlite3_reset(handle);
            }
        }

        raw.sqlite3_reset(handle);
        return false;
    }

    public long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>Ends the read transaction the statement holds open.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public void Dispose() => handle.Dispose();
}
