namespace BudgetCoaching.Storage;

/// <summary>A stored event as its reader is lent it: what figures are made of, valid only until the visit returns.</summary>
public readonly ref struct LentEvent(long version, Position position, EventType type, RecordTime recorded, ReadOnlySpan<byte> data)
{
    public long Version { get; } = version;

    public Position Position { get; } = position;

    public EventType Type { get; } = type;

    public RecordTime Recorded { get; } = recorded;

    public ReadOnlySpan<byte> Data { get; } = data;

    public static LentEvent Of(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return new LentEvent(recorded.Version, recorded.Position, recorded.Type, recorded.Recorded, recorded.Data.Span);
    }
}

/// <summary>Called with each event of a stream in order.</summary>
/// <returns>Whether to go on.</returns>
public delegate bool EventVisit(in LentEvent lent);
