namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// Notices that one caller has the log to itself. Its own thread then commits, which saves it two changes between threads a commit; as soon
/// as others are about, the writer's thread commits for all of them together. Changed under the writer's lock alone.
/// </summary>
internal sealed class LoneCaller
{
    /// <summary>Batches of one command, with nobody behind, that make it believed.</summary>
    private const int BatchesToBelieve = 64;

    /// <summary>
    /// Commits of its own thread until the writer's thread does one again: a caller that asks without waiting for answers shows only then.
    /// </summary>
    private const int CommitsBeforeProof = 64;

    private volatile int alone;
    private int commits;

    public bool IsBelieved => alone >= BatchesToBelieve;

    /// <summary>The writer's thread has committed a batch.</summary>
    /// <param name="commands">In the batch.</param>
    /// <param name="waiting">Commands that came meanwhile.</param>
    /// <param name="isQuick">Threads cost a good part of such a commit.</param>
    public void Committed(int commands, int waiting, bool isQuick)
    {
        alone = commands == 1 && waiting == 0 && isQuick ? Math.Min(alone + 1, BatchesToBelieve) : 0;
        commits = 0;
    }

    /// <summary>The caller's own thread has committed.</summary>
    public void CommittedItself()
    {
        if (++commits == CommitsBeforeProof)
        {
            alone = BatchesToBelieve - 1;
        }
    }

    /// <summary>Nobody came for a while.</summary>
    public void Forget() => alone = 0;
}
