namespace BudgetCoaching.Storage;

/// <summary>A stored event. Nothing of it ever changes.</summary>
public sealed class RecordedEvent
{
    public required StreamName Stream { get; init; }

    /// <summary>How many events the stream holds up to and including this one: the first has version 1.</summary>
    public required long Version { get; init; }

    /// <summary>Where the event lies in the log of this store. Outside the hash: it changes when a log is copied.</summary>
    public required Position Position { get; init; }

    public required Guid Id { get; init; }

    public required EventType Type { get; init; }

    public required RecordTime Recorded { get; init; }

    public required ReadOnlyMemory<byte> Data { get; init; }

    public required ReadOnlyMemory<byte> Meta { get; init; }

    /// <summary>The <see cref="HashChain"/> value of this event: 32 bytes, as stored.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }
}
