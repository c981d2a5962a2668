using System.Buffers.Binary;
using NodaTime;
using SQLitePCL;

namespace BudgetCoaching.Projections.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0. Days are stored as whole days since 1970-01-01.</summary>
public sealed class Statement : IDisposable
{
    private const int IdLength = 16;
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private readonly Database database;
    private readonly sqlite3_stmt handle;

    internal Statement(Database database, sqlite3_stmt handle)
    {
        this.database = database;
        this.handle = handle;
    }

    public static long DayNumber(LocalDate day) => Period.DaysBetween(Epoch, day);

    public static LocalDate DayOf(long number) => Epoch.PlusDays((int)number);

    public Statement Bind(int parameter, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value)
    {
        database.Check(value is { } number
            ? raw.sqlite3_bind_int64(handle, parameter, number)
            : raw.sqlite3_bind_null(handle, parameter));
        return this;
    }

    public Statement Bind(int parameter, string? value)
    {
        database.Check(value is null ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_text(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, LocalDate? day) => Bind(parameter, day is { } known ? DayNumber(known) : (long?)null);

    public Statement Bind(int parameter, Guid id)
    {
        Span<byte> bytes = stackalloc byte[IdLength];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        database.Check(raw.sqlite3_bind_blob(handle, parameter, bytes));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and SQLite takes that for NULL.
        database.Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(handle, parameter, 0)
            : raw.sqlite3_bind_blob(handle, parameter, value));
        return this;
    }

    /// <summary>Runs a statement that yields no rows and leaves it ready to run again.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        database.Check(code);
        return code == raw.SQLITE_ROW;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    public long? IntegerOrNull(int column) => IsNull(column) ? null : Integer(column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public LocalDate Day(int column) => DayOf(Integer(column));

    public LocalDate? DayOrNull(int column) => IsNull(column) ? null : Day(column);

    public Guid Id(int column) => new(Blob(column), bigEndian: true);

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>Ends the read transaction that the statement holds open.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public void Dispose() => handle.Dispose();

    /// <summary>The row that a statement stands on; disposing it resets the statement.</summary>
    public readonly struct Row(Statement statement) : IDisposable
    {
        public long Integer(int column) => statement.Integer(column);

        public string Text(int column) => statement.Text(column);

        /// <summary>Valid until the row is disposed.</summary>
        public ReadOnlySpan<byte> Blob(int column) => statement.Blob(column);

        public void Dispose() => statement.Reset();
    }
}
