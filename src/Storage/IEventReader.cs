namespace BudgetCoaching.Storage;

/// <summary>The reading half of a log: all that an auditor is given.</summary>
public interface IEventReader
{
    /// <summary>
    /// Identifies this log for ever: random at its creation, kept by restart and backup. Positions mean nothing in another log.
    /// </summary>
    string StoreId { get; }

    /// <summary>
    /// The events of one stream with versions above <paramref name="afterVersion"/>, in order, as of the moment enumeration begins.
    /// An absent stream is empty.
    /// </summary>
    IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamName stream, long afterVersion, CancellationToken cancel);

    /// <summary>Every event past <paramref name="after"/> in log order, up to the head at the moment enumeration begins.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, CancellationToken cancel);

    /// <summary>The position of the last event, <see cref="Position.Start"/> in an empty log.</summary>
    ValueTask<Position> ReadHeadAsync(CancellationToken cancel);
}
