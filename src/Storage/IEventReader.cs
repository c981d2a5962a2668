using System.Runtime.CompilerServices;

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

    /// <summary>
    /// The same as <see cref="ReadStreamAsync"/> for whoever keeps nothing of an event: each is lent, so that a store need not copy it. A
    /// visit that throws ends the reading with its exception.
    /// </summary>
    async ValueTask VisitStreamAsync(StreamName stream, long afterVersion, EventVisit visit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(visit);
        await foreach (var recorded in ReadStreamAsync(stream, afterVersion, cancel).ConfigureAwait(false))
        {
            if (!visit(LentEvent.Of(recorded)))
            {
                return;
            }
        }
    }

    /// <summary>Every stream once, in the order of their first events, at least up to the head at the moment enumeration begins.</summary>
    async IAsyncEnumerable<StreamName> ListStreamsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var recorded in ReadAllAsync(Position.Start, cancel).ConfigureAwait(false))
        {
            if (recorded.Version == 1)
            {
                yield return recorded.Stream;
            }
        }
    }
}
