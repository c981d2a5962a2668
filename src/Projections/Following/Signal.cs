namespace BudgetCoaching.Projections.Following;

/// <summary>Something happened: whoever took <see cref="Next"/> before it is woken. Thread safe.</summary>
internal sealed class Signal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the next <see cref="Set"/>: take it before looking at what it announces.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Set() =>
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
