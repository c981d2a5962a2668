namespace BudgetCoaching.Storage;

/// <summary>The log. Nothing in it is ever changed or removed, so there is no operation for it.</summary>
public interface IEventStore : IEventReader
{
    /// <summary>
    /// Stores all of <paramref name="events"/> or none, durably before the answer. Versions are counts: an absent stream is at 0.
    /// If the stream holds exactly these event ids right after <paramref name="expectedVersion"/>, the first result is answered again;
    /// ids decide this, never bytes. Every store knows an id again in the stream that holds it; whether also in others, the store says.
    /// Cancellation is honoured until the writer takes the append up; after that it runs to its end.
    /// </summary>
    /// <exception cref="ArgumentException">The append breaks <see cref="AppendRules"/>.</exception>
    Task<AppendOutcome> AppendAsync(
        StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel);

    /// <summary>Completes once the head of the log is past <paramref name="position"/>.</summary>
    Task WaitPastAsync(Position position, CancellationToken cancel);
}
