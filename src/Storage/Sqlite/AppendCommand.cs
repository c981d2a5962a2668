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
    private Exception? refusal;

    public StreamName Stream { get; } = stream;

    public long ExpectedVersion { get; } = expectedVersion;

    public IReadOnlyList<ProposedEvent> Events { get; } = events;

    /// <summary>Events of another log to be stored as they are, instead of <see cref="Events"/>; null for an append.</summary>
    public IReadOnlyList<RecordedEvent>? Copied { get; init; }

    /// <summary>Data and metadata of all events.</summary>
    public int Bytes { get; } = bytes;

    public bool IsCancelled => cancel.IsCancellationRequested;

    /// <summary>What to answer once the batch is durable; null stands for a cancelled command.</summary>
    public void Decide(AppendOutcome? decided) => outcome = decided;

    /// <summary>What to answer though the batch is durable: nothing of this command is in it.</summary>
    public void Refuse(Exception reason) => refusal = reason;

    public void Answer(Exception? failure)
    {
        failure ??= refusal;
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
