using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Grpc.Core;

namespace BudgetCoaching.Storage.EventStoreDb.Reading;

/// <summary>
/// Follows the log from where it stood at the beginning, once somebody waits, so that those who do are woken. A lost subscription is
/// taken up again right after what was last heard, a checkpoint included; after <see cref="FailuresMax"/> in a row those who wait are
/// told, and the next of them lets it try again.
/// </summary>
internal sealed class HeadSubscription(Cluster cluster, IReadOnlyList<string> prefixes, Position from) : IAsyncDisposable
{
    public const int FailuresMax = 24;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stop = new();
    private readonly LogHead head = new(from);
    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;
    private Position heard = from;

    public Task WaitPastAsync(Position position, CancellationToken cancel)
    {
        Start();
        return head.WaitPastAsync(position, cancel);
    }

    private void Start()
    {
        lock (gate)
        {
            if (running.IsCompleted && !stop.IsCancellationRequested)
            {
                head.Resume();
                running = Task.Run(FollowAsync);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        head.Fail(new ObjectDisposedException(nameof(IEventStore)));
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task FollowAsync()
    {
        var pause = FirstPause;
        // What was heard since the last failure proves that the way is open, so the count begins anew.
        for (var failures = 1; ; failures++)
        {
            var before = heard;
            Node? node = null;
            ServerFault fault;
            try
            {
                node = await cluster.NodeAsync(stop.Token).ConfigureAwait(false);
                await ListenAsync(node).ConfigureAwait(false);
                fault = new ServerFault(new StoreFailedException("The event store ended a subscription."), IsPassing: true);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                fault = ServerFault.Of(failure);
            }

            if (heard != before)
            {
                (failures, pause) = (1, FirstPause);
            }

            if (!fault.IsPassing || failures >= FailuresMax)
            {
                head.Fail(fault.Error);
                return;
            }

            cluster.Lost(node!, fault);
            await Task.Delay(pause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task ListenAsync(Node node)
    {
        using var call = node.Streams.Read(Requests.Subscription(prefixes, heard), node.Options(stop.Token));
        while (await call.ResponseStream.MoveNext(stop.Token).ConfigureAwait(false))
        {
            var response = call.ResponseStream.Current;
            switch (response.ContentCase)
            {
                case ReadResp.ContentOneofCase.Event when response.Event.Event is { } stored:
                    heard = StoredForm.PositionOf(stored);
                    head.MoveTo(heard);
                    break;
                case ReadResp.ContentOneofCase.Checkpoint:
                    // Only events move the head: a reader woken by a checkpoint would find nothing and ask again at once.
                    var considered = new Position(response.Checkpoint.CommitPosition, response.Checkpoint.PreparePosition);
                    heard = considered > heard ? considered : heard;
                    break;
            }
        }
    }
}
