namespace BudgetCoaching.EventStoreDb.Double.Log;

/// <summary>The log as one node has it: all of it, or, while the node lags, what there was when that began.</summary>
internal sealed class Replica(EventLog log)
{
    private const int NotFrozen = -1;

    private volatile int frozen = NotFrozen;

    public EventLog Log { get; } = log;

    /// <summary>How many events the node has.</summary>
    public int Visible => frozen is var count and not NotFrozen ? count : Log.Count;

    public void Freeze() => frozen = Visible;

    public void CatchUp()
    {
        frozen = NotFrozen;
        Log.Wake();
    }
}
