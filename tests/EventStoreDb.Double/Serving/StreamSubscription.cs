using BudgetCoaching.EventStoreDb.Double.Log;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>Sends the events of one stream, those that are there and those that come. A stream that is missing may come yet.</summary>
internal sealed class StreamSubscription(DoubleNode node, ReadQuery query, ReadAnswer answer)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var log = node.Replica.Log;
        var next = query switch
        {
            { FromEnd: true } => log.ReadStream(query.Stream!, 0, forwards: true, 0, node.Replica.Visible).Last + 1,
            { Revision: { } revision } => revision + 1,
            _ => 0,
        };
        await answer.ConfirmationAsync();
        var isLive = false;
        while (true)
        {
            var changed = log.Changed;
            var page = log.ReadStream(query.Stream!, next, forwards: true, AllSubscription.PageSize, node.Replica.Visible);
            if (page.Standing == StreamStanding.Deleted)
            {
                await answer.FlushAsync();
                throw Refusals.StreamDeleted(query.Stream!);
            }

            foreach (var one in page.Events)
            {
                await answer.EventAsync(one);
                next = one.Revision + 1;
            }

            isLive &= page.Events.Count < AllSubscription.PageSize;
            if (page.Events.Count == 0)
            {
                if (!isLive)
                {
                    isLive = true;
                    await answer.CaughtUpAsync();
                }

                await answer.FlushAsync();
                await changed.WaitAsync(cancel);
            }
        }
    }
}
