using System.Globalization;

namespace BudgetCoaching.Storage.EventStoreDb.Connecting;

/// <summary>
/// Makes a call until it is answered, on whichever node is to be talked to: a bounded number of times and never beyond the deadline. Only
/// for what may be done twice: reads, and appends with the same ids.
/// </summary>
/// <param name="cluster">Says which node.</param>
/// <param name="deadline">Of a call with all its attempts.</param>
/// <param name="trying">How long calls that fail at once are tried again, as <see cref="AttemptsFor"/> counts it.</param>
internal sealed class Calls(Cluster cluster, TimeSpan deadline, TimeSpan trying)
{
    /// <summary>Pause after the first failure; each next is twice as long, up to <see cref="LongestPause"/>.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    public static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>While the pauses grow.</summary>
    private const int ShortPauses = 6;

    private readonly int attemptsMax = AttemptsFor(trying);

    /// <summary>The attempts whose pauses together fill this time: an election takes seconds, and refuses at once meanwhile.</summary>
    public static int AttemptsFor(TimeSpan time) => ShortPauses + 1 + (int)Math.Ceiling(time / LongestPause);

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
        Exception? last = null;
        for (var attempt = 1; attempt <= attemptsMax; attempt++)
        {
            Node? node = null;
            try
            {
                node = await cluster.NodeAsync(limit.Token).ConfigureAwait(false);
                return await call(node, limit.Token).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                cancel.ThrowIfCancellationRequested();
                if (limit.IsCancellationRequested)
                {
                    cluster.Silent(node);
                    throw TimedOut(what, last);
                }

                var fault = ServerFault.Of(failure);
                last = fault.Error;
                if (node is not null && fault.IsPassing)
                {
                    cluster.Lost(node, fault);
                }
                else
                {
                    Rethrow(failure, fault.Error);
                }

                if (fault.Leader is null || attempt > 1)
                {
                    pause = await PauseAsync(pause, what, last, limit, cancel).ConfigureAwait(false);
                }
            }
        }

        throw new StoreFailedException(
            string.Create(CultureInfo.InvariantCulture, $"The event store failed {attemptsMax} times at {what}: {last!.Message}"),
            StoreFailedException.Unreachable,
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

    private async Task<TimeSpan> PauseAsync(
        TimeSpan pause, string what, Exception last, CancellationTokenSource limit, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(pause, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            throw TimedOut(what, last);
        }

        return pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }

    private StoreFailedException TimedOut(string what, Exception? last) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The event store did not answer within {deadline.TotalSeconds:0.###} s at {what}: {last?.Message ?? HostWords.NoAnswer}"),
        StoreFailedException.TimedOut,
        last);
}
