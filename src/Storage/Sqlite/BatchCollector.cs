using System.Diagnostics;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// Fills a batch. Callers who were just answered come back within microseconds, and a batch that waits for them commits them all with
/// one flush; otherwise the callers split into halves that take turns. Waiting is bounded, and stopped for a while when it brings nothing.
/// </summary>
internal sealed class BatchCollector(WriteQueue queue)
{
    /// <summary>Limits how long the last caller of a batch waits for the rest of it.</summary>
    public const int MaxCommands = 512;

    public const int MaxBytes = 1024 * 1024;

    /// <summary>After a wait that brought nobody, how many batches do without.</summary>
    private const int BatchesWithoutWaiting = 8;

    /// <summary>The weight of one commit in the running mean of commit times is one in this many.</summary>
    private const int CommitsRemembered = 8;

    /// <summary>The longest pause between two arrivals.</summary>
    private static readonly long Gap = Ticks(TimeSpan.FromMicroseconds(25));

    /// <summary>The longest wait in all; never more than a fifth of a recent commit either.</summary>
    private static readonly long Longest = Ticks(TimeSpan.FromMicroseconds(100));

    /// <summary>Commits of this length are worth spinning for.</summary>
    private static readonly long QuickCommit = Ticks(TimeSpan.FromMicroseconds(400));

    private readonly List<AppendCommand> batch = new(MaxCommands);
    private long meanCommit;
    private int expected;
    private int pauses;
    private long bytes;

    private bool IsFull => batch.Count == MaxCommands || bytes >= MaxBytes;

    /// <summary>The next commands in the order of their arrival; valid until the next call. Empty only if the queue is.</summary>
    public List<AppendCommand> Collect()
    {
        batch.Clear();
        bytes = 0;
        Drain();
        if (batch.Count > 0 && batch.Count < expected && !IsFull)
        {
            WaitForReturners();
        }

        queue.Release(batch.Count);
        return batch;
    }

    /// <summary>
    /// For how many ticks it is worth to have a thread look for the end of the coming commit; 0 if commits are slow or others, who could
    /// use the core, are about.
    /// </summary>
    public long PatienceForCommit => CommitsAreQuick && queue.Count == 0 ? 2 * meanCommit : 0;

    /// <summary>So quick that what threads cost can be seen beside them.</summary>
    public bool CommitsAreQuick => meanCommit < QuickCommit;

    /// <summary>To be called before a batch is answered: those answered and those already waiting are the callers of the next.</summary>
    public void Committed(long elapsedTicks)
    {
        meanCommit += (elapsedTicks - meanCommit) / CommitsRemembered;
        expected = batch.Count + queue.Count;
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);

    private bool Drain()
    {
        var before = batch.Count;
        while (!IsFull && queue.TryTake(out var command))
        {
            batch.Add(command);
            bytes += command.Bytes;
        }

        return batch.Count > before;
    }

    private void WaitForReturners()
    {
        if (pauses > 0)
        {
            pauses--;
            return;
        }

        var before = batch.Count;
        var now = Stopwatch.GetTimestamp();
        var end = now + Math.Min(Longest, meanCommit / 5);
        var patience = now + Gap;
        while (batch.Count < expected && !IsFull && now < end && now < patience)
        {
            if (Drain())
            {
                patience = Stopwatch.GetTimestamp() + Gap;
            }
            else
            {
                Thread.Yield();
            }

            now = Stopwatch.GetTimestamp();
        }

        pauses = batch.Count == before ? BatchesWithoutWaiting : 0;
    }
}
