using BudgetCoaching.Storage;

namespace BudgetCoaching.Projections.Following;

/// <summary>The status shown last, and those who wait for another. Thread safe; nobody polls.</summary>
internal sealed class StatusBoard
{
    private readonly Signal changed = new();
    private volatile ProjectionsStatus current = new(Position.Start, [], Failure: null);

    public ProjectionsStatus Current => current;

    public void Show(ProjectionsStatus status)
    {
        current = status;
        changed.Set();
    }

    public void Failed(string failure) => Show(current with { Failure = failure });

    /// <param name="judge">True or false ends the wait with that answer.</param>
    /// <param name="timeout">After it the answer is false.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="cancel">Ends the wait by an exception.</param>
    public async Task<bool> WaitAsync(Func<ProjectionsStatus, bool?> judge, TimeSpan timeout, TimeProvider clock, CancellationToken cancel)
    {
        if (judge(current) is { } atOnce)
        {
            return atOnce;
        }

        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        // Each turn needs another status in between; the timeout bounds them.
        while (true)
        {
            var next = changed.Next;
            if (judge(current) is { } answer)
            {
                return answer;
            }

            try
            {
                await next.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return false;
            }
        }
    }
}
