namespace BudgetCoaching.EventStoreDb.Double.Log;

internal enum StreamStanding
{
    /// <summary>Never written, soft-deleted, or not yet seen by the node that is asked.</summary>
    Missing,

    Present,

    /// <summary>With a tombstone.</summary>
    Deleted,
}

/// <summary>A part of a stream.</summary>
/// <param name="First">The first revision that can be read; more than the last when all are cut.</param>
/// <param name="Last">The last revision.</param>
internal sealed record StreamPage(StreamStanding Standing, IReadOnlyList<LoggedEvent> Events, long First, long Last)
{
    public static readonly StreamPage Missing = new(StreamStanding.Missing, [], 0, Expected.NoStream);
    public static readonly StreamPage Deleted = new(StreamStanding.Deleted, [], 0, Expected.NoStream);
}
