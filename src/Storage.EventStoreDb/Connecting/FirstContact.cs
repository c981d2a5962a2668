using System.Globalization;

namespace BudgetCoaching.Storage.EventStoreDb.Connecting;

/// <summary>The first call of all, made again while the servers are away: nodes and servers may be started together.</summary>
internal sealed class FirstContact(Cluster cluster, Patience patience, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task<T> MakeAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        if (patience.Longest == TimeSpan.Zero)
        {
            return await call(cancel).ConfigureAwait(false);
        }

        var began = clock.GetTimestamp();
        using var bound = new CancellationTokenSource(patience.Longest, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, bound.Token);
        var waits = false;
        // Each turn makes a call and a pause; the bound ends it.
        while (true)
        {
            try
            {
                var answer = await call(limit.Token).ConfigureAwait(false);
                if (waits)
                {
                    patience.Reached(clock.GetElapsedTime(began));
                }

                return answer;
            }
            catch (StoreFailedException away) when (away.Reason is StoreFailedException.Unreachable or StoreFailedException.TimedOut)
            {
                if (!waits)
                {
                    waits = true;
                    patience.Waits(cluster.Said());
                }
            }
            catch (OperationCanceledException) when (bound.IsCancellationRequested && !cancel.IsCancellationRequested)
            {
                throw Away();
            }

            await Task.Delay(Pause, clock, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
            if (bound.IsCancellationRequested)
            {
                throw Away();
            }
        }
    }

    private StoreFailedException Away() => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The event store could not be reached within {patience.Longest.TotalSeconds:0.###} s: {cluster.Said()}"),
        StoreFailedException.Unreachable);
}
