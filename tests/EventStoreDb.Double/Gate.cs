namespace BudgetCoaching.EventStoreDb.Double;

/// <summary>Holds calls at one point until it is opened or disposed of: tests order what happens, and no time has to pass.</summary>
public sealed class Gate : IDisposable
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action remove;

    internal Gate(Action remove) => this.remove = remove;

    /// <summary>Completes when the first call stands at the gate.</summary>
    public Task Reached => reached.Task;

    /// <summary>Lets go all calls that wait, and holds no more.</summary>
    public void Open()
    {
        remove();
        opened.TrySetResult();
    }

    public void Dispose() => Open();

    internal Task PassAsync()
    {
        reached.TrySetResult();
        return opened.Task;
    }
}
