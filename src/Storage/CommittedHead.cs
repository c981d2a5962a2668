namespace BudgetCoaching.Storage;

/// <summary>The position of the last durable event, and those who wait for it to move. Thread safe; nobody polls.</summary>
internal sealed class CommittedHead(Position initial)
{
    private readonly Lock gate = new();
    private Position head = initial;
    private TaskCompletionSource? waiters;
    private bool closed;

    public Position Value
    {
        get
        {
            lock (gate)
            {
                return head;
            }
        }
    }

    public void MoveTo(Position position)
    {
        TaskCompletionSource? woken;
        lock (gate)
        {
            head = position;
            woken = waiters;
            waiters = null;
        }

        woken?.SetResult();
    }

    public Task WaitPastAsync(Position position, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (head > position)
            {
                return Task.CompletedTask;
            }

            ObjectDisposedException.ThrowIf(closed, typeof(IEventStore));
        }

        return WaitAsync(position, cancel);
    }

    /// <summary>No position will follow: whoever waits learns that the store is closed.</summary>
    public void Close()
    {
        TaskCompletionSource? woken;
        lock (gate)
        {
            closed = true;
            woken = waiters;
            waiters = null;
        }

        woken?.SetResult();
    }

    private async Task WaitAsync(Position position, CancellationToken cancel)
    {
        // Ends with the head past the position, the store closed or the caller gone; each turn needs a commit in between.
        while (true)
        {
            Task moved;
            lock (gate)
            {
                if (head > position)
                {
                    return;
                }

                ObjectDisposedException.ThrowIf(closed, typeof(IEventStore));
                waiters ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                moved = waiters.Task;
            }

            await moved.WaitAsync(cancel).ConfigureAwait(false);
        }
    }
}
