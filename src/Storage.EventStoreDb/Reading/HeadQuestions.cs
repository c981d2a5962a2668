namespace BudgetCoaching.Storage.EventStoreDb.Reading;

/// <summary>
/// Asks where the log ends, for all who want to know at the same time. Whoever asks gets the answer to a question that was put afterwards,
/// so that nothing is missing in it that was acknowledged before. One is under way; all who come meanwhile share the next. Thread safe.
/// </summary>
/// <param name="ask">Asks the server, within a bound of its own.</param>
internal sealed class HeadQuestions(Func<Task<Position>> ask)
{
    private readonly Lock gate = new();
    private TaskCompletionSource<Position>? next;
    private bool isAsking;

    public Task<Position> AskAsync(CancellationToken cancel)
    {
        Task<Position> answer;
        bool isFirst;
        lock (gate)
        {
            next ??= new TaskCompletionSource<Position>(TaskCreationOptions.RunContinuationsAsynchronously);
            answer = next.Task;
            isFirst = !isAsking;
            isAsking = true;
        }

        if (isFirst)
        {
            _ = AskOnAsync();
        }

        return answer.WaitAsync(cancel);
    }

    private async Task AskOnAsync()
    {
        // Each turn answers those who waited at its beginning; it ends when nobody does.
        while (Take() is { } waiting)
        {
            try
            {
                waiting.SetResult(await ask().ConfigureAwait(false));
            }
            catch (Exception failure)
            {
                waiting.SetException(failure);
            }
        }
    }

    private TaskCompletionSource<Position>? Take()
    {
        lock (gate)
        {
            var waiting = next;
            next = null;
            isAsking = waiting is not null;
            return waiting;
        }
    }
}
