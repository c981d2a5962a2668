namespace BudgetCoaching.Storage;

/// <summary>
/// The sign of life of a loop: whoever watches over it sees whether it moves, and whether it has anything to do at all. One loop beats,
/// anybody looks; thread safe.
/// </summary>
public sealed class Pulse(TimeProvider clock)
{
    private const long Rests = 0;

    private long last = Rests;

    /// <summary>How long the loop has had work and not moved; null while it has nothing to do.</summary>
    public TimeSpan? Still => Volatile.Read(ref last) is var beat and not Rests ? clock.GetElapsedTime(beat) : null;

    /// <summary>Work was taken up, or a step of it done.</summary>
    public void Beat() => Volatile.Write(ref last, Math.Max(clock.GetTimestamp(), Rests + 1));

    /// <summary>There is nothing to do.</summary>
    public void Rest() => Volatile.Write(ref last, Rests);
}
