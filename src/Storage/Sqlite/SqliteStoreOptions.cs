namespace BudgetCoaching.Storage.Sqlite;

/// <summary>Where the log lies and what it may use.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>Holds <c>log.db</c>, its write-ahead log and the lock file; belongs to one process at a time.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Memory for pages of the writer. 64 MiB unless told.</summary>
    public int CacheKibibytes { get; init; } = 64 * 1024;

    /// <summary>How long the writer waits for a lock that a foreign program holds on the file. 5 s unless told.</summary>
    public TimeSpan BusyTimeout { get; init; } = Database.BusyTimeout;
}
