namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>
/// Whether calls reach the servers. Whoever listens is told once when one did not in all its time, and once when the next does. Thread
/// safe.
/// </summary>
public sealed class StoreContact(TimeProvider clock)
{
    private readonly Lock gate = new();
    private Action<string> lost = static _ => { };
    private Action<TimeSpan> found = static _ => { };
    private volatile bool isAway;
    private long since;

    /// <param name="whenLost">Given what the servers said.</param>
    /// <param name="whenFound">Given the time between.</param>
    public void Listen(Action<string> whenLost, Action<TimeSpan> whenFound)
    {
        lock (gate)
        {
            (lost, found) = (whenLost, whenFound);
        }
    }

    internal void Lost(string said)
    {
        lock (gate)
        {
            if (!isAway)
            {
                (isAway, since) = (true, clock.GetTimestamp());
                lost(said);
            }
        }
    }

    internal void Found()
    {
        if (!isAway)
        {
            return;
        }

        lock (gate)
        {
            if (isAway)
            {
                isAway = false;
                found(clock.GetElapsedTime(since));
            }
        }
    }
}
