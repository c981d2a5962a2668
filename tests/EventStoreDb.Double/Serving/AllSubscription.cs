namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>Sends the events of all streams, those that are there and those that come; if filtered, also how far it has looked.</summary>
internal sealed class AllSubscription(DoubleNode node, ReadQuery query, ReadAnswer answer)
{
    /// <summary>Events taken from the log at a time; a live caller for whom so many have gathered has fallen behind.</summary>
    public const int PageSize = 256;

    private ulong? looked;
    private long sinceCheckpoint;

    public async Task RunAsync(CancellationToken cancel)
    {
        var log = node.Replica.Log;
        var next = query switch
        {
            { FromEnd: true } => node.Replica.Visible,
            { Position: { } position } => Math.Min(log.Count, (log.IndexAt(position) ?? throw Refusals.InvalidPosition()) + 1),
            _ => 0,
        };
        looked = query.Position ?? (next > 0 ? log.ReadAll(next - 1, 1, next)[0].Position : null);
        await answer.ConfirmationAsync();
        var isLive = false;
        while (true)
        {
            var changed = log.Changed;
            var page = log.ReadAll(next, PageSize, node.Replica.Visible);
            foreach (var one in page)
            {
                await ConsiderAsync(one);
            }

            next += page.Length;
            isLive &= page.Length < PageSize;
            if (page.Length == 0)
            {
                if (!isLive)
                {
                    isLive = true;
                    await GoLiveAsync();
                }

                await answer.FlushAsync();
                await changed.WaitAsync(cancel);
            }
        }
    }

    private async Task ConsiderAsync(Log.LoggedEvent one)
    {
        if (query.Filter is not { } filter)
        {
            await answer.EventAsync(one);
            return;
        }

        if (filter.Takes(one))
        {
            await answer.EventAsync(one);
        }

        looked = one.Position;
        if (answer.Options.TellsCheckpoints && ++sinceCheckpoint >= filter.CheckpointInterval)
        {
            sinceCheckpoint = 0;
            await answer.CheckpointAsync(one.Position);
        }
    }

    private async Task GoLiveAsync()
    {
        if (query.Filter is not null && looked is { } position
            && answer.Options is { TellsCheckpoints: true, TellsCheckpointWhenCaughtUp: true })
        {
            sinceCheckpoint = 0;
            await answer.CheckpointAsync(position);
        }

        await answer.CaughtUpAsync();
    }
}
