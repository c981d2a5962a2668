using System.Diagnostics;
using System.Globalization;

namespace BudgetCoaching.Storage.EventStoreDb.Connecting;

/// <summary>
/// Makes a call until it is answered, on whichever node is to be talked to, never beyond the deadline. Only for what may be done twice:
/// reads, and appends with the same ids.
/// </summary>
/// <param name="cluster">Says which node.</param>
/// <param name="contact">Told how calls end.</param>
/// <param name="deadline">Of a call with all its tries.</param>
/// <param name="trying">How long after its first failure a call is tried again: an election takes seconds, and all fail meanwhile.</param>
internal sealed class Calls(Cluster cluster, StoreContact contact, TimeSpan deadline, TimeSpan trying)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <param name="what">What is done, for the message: "reading the head".</param>
    /// <param name="call">Called with a node and what cancels at the deadline.</param>
    /// <param name="cancel">Given up by the caller.</param>
    /// <exception cref="StoreFailedException">Not answered; with an append, whether it took effect is unknown.</exception>
    /// <exception cref="StoreRefusedException">The server does not let us.</exception>
    public async Task<T> MakeAsync<T>(string what, Func<Node, CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(deadline);
        var pause = FirstPause;
        var firstFailure = 0L;
        Exception? last = null;
        // Each turn fails and pauses; the time since the first failure bounds them.
        while (firstFailure == 0 || Stopwatch.GetElapsedTime(firstFailure) < trying)
        {
            Node? node = null;
            try
            {
                node = await cluster.NodeAsync(limit.Token).ConfigureAwait(false);
                var answer = await call(node, limit.Token).ConfigureAwait(false);
                contact.Found();
                return answer;
            }
            catch (Exception failure)
            {
                cancel.ThrowIfCancellationRequested();
                if (limit.IsCancellationRequested)
                {
                    cluster.Silent(node);
                    break;
                }

                var fault = ServerFault.Of(failure);
                last = fault.Error;
                if (node is not null && fault.IsPassing)
                {
                    cluster.Lost(node, fault);
                }
                else if (last is not StoreFailedException { Reason: StoreFailedException.Unreachable })
                {
                    Rethrow(failure, last);
                }

                var isFirst = firstFailure == 0;
                firstFailure = isFirst ? Stopwatch.GetTimestamp() : firstFailure;
                if (fault.Leader is null || !isFirst)
                {
                    await Task.Delay(pause, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    cancel.ThrowIfCancellationRequested();
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }

        contact.Lost(cluster.Said());
        var time = (limit.IsCancellationRequested ? deadline : trying).TotalSeconds;
        throw new StoreFailedException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The event store did not answer within {time:0.###} s at {what}: {last?.Message ?? HostWords.NoAnswer}"),
            (last as StoreFailedException)?.Reason ?? StoreFailedException.TimedOut,
            last);
    }

    private static void Rethrow(Exception original, Exception meant)
    {
        if (ReferenceEquals(original, meant))
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(original);
        }

        throw meant;
    }
}
