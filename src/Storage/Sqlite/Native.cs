using System.Runtime.InteropServices;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// The calls that are made for every row, on the bare pointer of a statement: SQLitePCLRaw's own count references to the statement at each
/// call, which took a seventh of a rebuild. Columns are read without leaving the runtime's cooperative mode: they return at once.
/// </summary>
internal static partial class Native
{
    /// <summary>Tells SQLite to copy what it is given before it returns.</summary>
    public const nint Transient = -1;

    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    public static partial int BindInteger(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    public static partial int BindBlob(nint statement, int parameter, ReadOnlySpan<byte> value, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    public static partial long Integer(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    public static partial nint Blob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    public static partial int Length(nint statement, int column);
}
