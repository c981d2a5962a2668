using System.Text;
using SQLitePCL;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0.</summary>
public sealed class Statement : IDisposable
{
    private const int IdLength = 16;

    private readonly Database database;
    private readonly sqlite3_stmt handle;

    /// <summary>Of <see cref="handle"/>, which lives as long as this; zero, which SQLite refuses, once disposed.</summary>
    private nint pointer;

    internal Statement(Database database, sqlite3_stmt handle)
    {
        this.database = database;
        this.handle = handle;
        pointer = handle.DangerousGetHandle();
    }

    public Statement Bind(int parameter, long value)
    {
        database.Check(Native.BindInteger(pointer, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value)
    {
        database.Check(value is { } number
            ? Native.BindInteger(pointer, parameter, number)
            : raw.sqlite3_bind_null(handle, parameter));
        return this;
    }

    public Statement Bind(int parameter, string? value)
    {
        database.Check(value is null ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_text(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, Guid id)
    {
        Span<byte> bytes = stackalloc byte[IdLength];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(parameter, bytes);
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and SQLite takes that for NULL.
        database.Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(handle, parameter, 0)
            : Native.BindBlob(pointer, parameter, value, value.Length, Native.Transient));
        return this;
    }

    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        var code = Native.Step(pointer);
        database.Check(code);
        return code == raw.SQLITE_ROW;
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

    /// <inheritdoc cref="Run"/>
    /// <returns>False if a constraint or trigger refused it.</returns>
    public bool TryRun()
    {
        try
        {
            var code = Native.Step(pointer);
            if ((code & 0xff) == raw.SQLITE_CONSTRAINT)
            {
                return false;
            }

            database.Check(code);
            return true;
        }
        finally
        {
            Reset();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Integer(int column) => Native.Integer(pointer, column);

    public long? IntegerOrNull(int column) => IsNull(column) ? null : Integer(column);

    public string Text(int column) => Encoding.UTF8.GetString(Blob(column));

    public Guid Id(int column) => new(Blob(column), bigEndian: true);

    /// <summary>Valid until the next step or reset.</summary>
    public unsafe ReadOnlySpan<byte> Blob(int column)
    {
        // In this order: asking for the length never moves the bytes, asking for the bytes may.
        var bytes = Native.Blob(pointer, column);
        return new ReadOnlySpan<byte>((void*)bytes, Native.Length(pointer, column));
    }

    /// <summary>Ends the read transaction the statement holds open.</summary>
    public void Reset() => Native.Reset(pointer);

    public void Dispose()
    {
        pointer = 0;
        handle.Dispose();
    }

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
