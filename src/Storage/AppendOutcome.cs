namespace BudgetCoaching.Storage;

/// <summary>
/// What became of an append. An exception instead means that the world failed and the outcome is unknown: append the same again.
/// </summary>
public abstract record AppendOutcome
{
    private AppendOutcome()
    {
    }

    /// <summary>
    /// The events are durable. All four describe the batch as it was first stored: version, position and record time of its last event.
    /// <paramref name="Already"/> says that the stream held these event ids right after the expected version before this call.
    /// </summary>
    public sealed record Appended(long Version, Position Position, RecordTime Recorded, bool Already) : AppendOutcome;

    /// <summary>Nothing was stored: the stream holds <paramref name="CurrentVersion"/> events, not as many as expected.</summary>
    public sealed record Conflict(long CurrentVersion) : AppendOutcome;

    /// <summary>Nothing was stored: the log holds this event id in another place or among other neighbours.</summary>
    public sealed record EventIdReused(Guid Id) : AppendOutcome;
}
