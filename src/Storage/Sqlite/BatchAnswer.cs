namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// Answers a batch on pool threads. Each thread that joins first calls for one more and then answers commands until none is left:
/// idle cores share the work, and a caller that blocks its thread delays nobody else.
/// </summary>
internal sealed class BatchAnswer(AppendCommand[] commands, Exception? failure) : IThreadPoolWorkItem
{
    private int next = -1;

    public void Execute()
    {
        var i = Interlocked.Increment(ref next);
        if (i + 1 < commands.Length)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        for (; i < commands.Length; i = Interlocked.Increment(ref next))
        {
            commands[i].Answer(failure);
        }
    }
}
