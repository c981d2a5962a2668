using System.Diagnostics;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// Answers a batch on pool threads. Each thread that joins first calls for one more and then answers commands until none is left:
/// idle cores share the work, and a caller that blocks its thread delays nobody else.
/// </summary>
internal sealed class BatchAnswer(AppendCommand[] commands) : IThreadPoolWorkItem
{
    private const int Undecided = 0;
    private const int Decided = 1;
    private const int NotAwaited = 2;

    private Exception? failure;
    private long patience;
    private int state = Undecided;
    private int next = -1;

    /// <summary>
    /// Calls a thread before there is anything to answer. Waking one takes about as long as a quick commit, so that the two are better
    /// done side by side; but it looks no longer than <paramref name="ticks"/> for the decision.
    /// </summary>
    public void CallThread(long ticks)
    {
        patience = ticks;
        Queue();
    }

    /// <summary>Answers every command with its own outcome, or all with the failure.</summary>
    public void Answer(Exception? withFailure)
    {
        failure = withFailure;
        var awaited = patience > 0;
        if (Interlocked.Exchange(ref state, Decided) == NotAwaited || !awaited)
        {
            Queue();
        }
    }

    public void Execute()
    {
        if (Volatile.Read(ref state) == Undecided && !AwaitDecision())
        {
            return;
        }

        var i = Interlocked.Increment(ref next);
        if (i + 1 < commands.Length)
        {
            Queue();
        }

        for (; i < commands.Length; i = Interlocked.Increment(ref next))
        {
            commands[i].Answer(failure);
        }
    }

    private void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private bool AwaitDecision()
    {
        var end = Stopwatch.GetTimestamp() + patience;
        while (Stopwatch.GetTimestamp() < end)
        {
            Thread.Yield();
            if (Volatile.Read(ref state) == Decided)
            {
                return true;
            }
        }

        return Interlocked.CompareExchange(ref state, NotAwaited, Undecided) == Decided;
    }
}
