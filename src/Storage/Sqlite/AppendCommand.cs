namespace BudgetCoaching.Storage.Sqlite;

/// <summary>One append on its way through the writer, and the task its caller waits for.</summary>
/// <remarks>
/// Continuations run on the thread that answers: a pool thread of <see cref="BatchAnswer"/>, never the writer. So a batch costs one
/// hop between threads and not one for each command.
/// </remarks>
internal sealed class AppendCommand(
    StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, int bytes, CancellationToken cancel)
    : TaskCompletionSource<AppendOutcome>(TaskCreationOptions.None)
{
    private AppendOutcome? outcome;

    public StreamName Stream { get; } = stream;

    public long ExpectedVersion { get; } = expectedVersion;

    public IReadOnlyList<ProposedEvent> Events { get; } = events;

    /// <summary>Data and metadata of all events.</summary>
    public int Bytes { get; } = bytes;

    public bool IsCancelled => cancel.IsCancellationRequested;

    /// <summary>What to answer once the batch is durable; null stands for a cancelled command.</summary>
    public void Decide(AppendOutcome? decided) => outcome = decided;

    public void Answer(Exception? failure)
    {
        if (failure is not null)
        {
            TrySetException(failure);
        }
        else if (outcome is not null)
        {
            TrySetResult(outcome);
        }
        else
        {
            TrySetCanceled(cancel);
        }
    }
}
