namespace BudgetCoaching.EventStoreDb.Double.Log;

/// <summary>Where a writer says that a stream stands: a revision from 0, or one of these, as the error trailers have them.</summary>
internal static class Expected
{
    public const long NoStream = -1;
    public const long Any = -2;
    public const long Exists = -4;
}

/// <summary>What became of an append, a delete or a tombstone.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It is in the log, now or since the same append before.</summary>
    /// <param name="Revision">Of the last event written; <see cref="Expected.NoStream"/> when there was nothing to write.</param>
    /// <param name="Position">Of the last event written.</param>
    internal sealed record Written(long Revision, ulong Position) : Verdict;

    /// <summary>The stream stands at another revision, or, with <see cref="Expected.NoStream"/>, does not exist.</summary>
    internal sealed record Conflict(long Current) : Verdict;

    /// <summary>The stream has a tombstone.</summary>
    internal sealed record Deleted : Verdict;
}
