namespace BudgetCoaching.Storage;

/// <summary>What every store demands of an append before it looks at the log. A breach is a programming error.</summary>
public static class AppendRules
{
    public const int MaxEvents = 10_000;

    /// <summary>Data and metadata of one append together.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    public const int MaxTypeNameLength = 200;

    /// <returns>The bytes of data and metadata of all events.</returns>
    /// <exception cref="ArgumentException">No event, too many or too large, an empty or repeated id, or a type without a name.</exception>
    public static int Check(StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(stream.Value, nameof(stream));
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count is 0 or > MaxEvents)
        {
            throw new ArgumentException($"An append carries 1 to {MaxEvents} events, not {events.Count}.", nameof(events));
        }

        var bytes = 0L;
        for (var i = 0; i < events.Count; i++)
        {
            bytes += CheckOne(events[i]);
        }

        if (bytes > MaxBytes)
        {
            throw new ArgumentException($"An append carries at most {MaxBytes} bytes, not {bytes}.", nameof(events));
        }

        if (events.Count > 1)
        {
            CheckIdsDiffer(events);
        }

        return (int)bytes;
    }

    private static long CheckOne(ProposedEvent proposed)
    {
        ArgumentNullException.ThrowIfNull(proposed);
        if (proposed.Id == Guid.Empty)
        {
            throw new ArgumentException("An event has no id.", nameof(proposed));
        }

        if (string.IsNullOrEmpty(proposed.Type.Name) || proposed.Type.Name.Length > MaxTypeNameLength || proposed.Type.Schema < 1)
        {
            throw new ArgumentException($"'{proposed.Type.Name}' {proposed.Type.Schema} is no event type.", nameof(proposed));
        }

        return (long)proposed.Data.Length + proposed.Meta.Length;
    }

    private static void CheckIdsDiffer(IReadOnlyList<ProposedEvent> events)
    {
        var ids = new HashSet<Guid>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            if (!ids.Add(events[i].Id))
            {
                throw new ArgumentException($"Event id {events[i].Id} occurs twice in one append.", nameof(events));
            }
        }
    }
}
