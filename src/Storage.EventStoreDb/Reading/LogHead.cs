namespace BudgetCoaching.Storage.EventStoreDb.Reading;

/// <summary>The position of the last event that has been seen, and those who wait for it to move. It only grows. Thread safe.</summary>
internal sealed class LogHead(Position initial)
{
    private readonly Lock gate = new();
    private Position value = initial;
    private TaskCompletionSource? waiters;
    private Exception? failure;

    public Position Value
    {
        get
        {
            lock (gate)
            {
                return value;
            }
        }
    }

    public void MoveTo(Position position)
    {
        TaskCompletionSource? woken;
        lock (gate)
        {
            if (position <= value)
            {
                return;
            }

            value = position;
            woken = waiters;
            waiters = null;
        }

        woken?.SetResult();
    }

    /// <summary>Nothing is heard any more: whoever waits learns why, and so does who comes, until <see cref="Resume"/>.</summary>
    public void Fail(Exception reason)
    {
        TaskCompletionSource? woken;
        lock (gate)
        {
            failure = reason;
            woken = waiters;
            waiters = null;
        }

        woken?.SetResult();
    }

    public void Resume()
    {
        lock (gate)
        {
            failure = null;
        }
    }

    /// <exception cref="StoreFailedException">Nothing is heard any more.</exception>
    public async Task WaitPastAsync(Position position, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        // Ends with the head past the position, a failure or the caller gone; each turn needs an event in between.
        while (true)
        {
            Task moved;
            lock (gate)
            {
                if (value > position)
                {
                    return;
                }

                if (failure is not null)
                {
                    throw failure is ObjectDisposedException ? failure : new StoreFailedException(
                        failure.Message, (failure as StoreFailedException)?.Reason ?? StoreFailedException.Failed, failure);
                }

                waiters ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                moved = waiters.Task;
            }

            await moved.WaitAsync(cancel).ConfigureAwait(false);
        }
    }
}
