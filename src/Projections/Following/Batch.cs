using BudgetCoaching.Storage;

namespace BudgetCoaching.Projections.Following;

/// <summary>Consecutive events of the log, gathered by stream: each household they touch is computed once.</summary>
internal sealed class Batch
{
    /// <summary>Events of one transaction.</summary>
    public const int EventsMax = 1_000;

    /// <summary>A batch ends with the event that passes this size.</summary>
    public const int BytesMax = 4 * 1024 * 1024;

    private Batch(IReadOnlyList<RecordedEvent> events)
    {
        Events = events;
        Streams = events.GroupBy(recorded => recorded.Stream)
            .ToDictionary(stream => stream.Key, stream => (IReadOnlyList<RecordedEvent>)[.. stream]);
    }

    public IReadOnlyList<RecordedEvent> Events { get; }

    public IReadOnlyDictionary<StreamName, IReadOnlyList<RecordedEvent>> Streams { get; }

    public Position End => Events[^1].Position;

    /// <summary>Null at the head of the log.</summary>
    public static async Task<Batch?> ReadAsync(IEventReader log, Position after, int eventsMax, CancellationToken cancel)
    {
        var events = new List<RecordedEvent>();
        var bytes = 0L;
        await foreach (var recorded in log.ReadAllAsync(after, cancel).ConfigureAwait(false))
        {
            events.Add(recorded);
            bytes += recorded.Data.Length + recorded.Meta.Length;
            if (events.Count >= eventsMax || bytes >= BytesMax)
            {
                break;
            }
        }

        return events.Count == 0 ? null : new Batch(events);
    }

    /// <summary>The events before a position; null when there are none.</summary>
    public Batch? Before(Position position)
    {
        RecordedEvent[] earlier = [.. Events.TakeWhile(recorded => recorded.Position < position)];
        return earlier.Length == 0 ? null : new Batch(earlier);
    }
}
