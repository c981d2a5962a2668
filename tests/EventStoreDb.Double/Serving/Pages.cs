using BudgetCoaching.EventStoreDb.Double.Log;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>Reads that end: up to a number of events, as the log is while they run.</summary>
internal static class Pages
{
    /// <summary>Events taken from the log at a time.</summary>
    private const int Size = 256;

    public static async Task ReadStreamAsync(Replica replica, ReadQuery query, ReadAnswer answer)
    {
        var from = query switch
        {
            { FromEnd: true } => long.MaxValue,
            { Revision: { } revision } => revision,
            _ => 0,
        };
        var left = query.Count;
        for (var first = true; ; first = false)
        {
            var page = replica.Log.ReadStream(query.Stream!, from, query.IsForwards, (int)Math.Min(left, Size), replica.Visible);
            if (page.Standing == StreamStanding.Deleted)
            {
                await answer.FlushAsync();
                throw Refusals.StreamDeleted(query.Stream!);
            }

            if (page.Standing == StreamStanding.Missing)
            {
                await answer.StreamNotFoundAsync();
                await answer.FlushAsync();
                return;
            }

            // What the server looks through first is a page of its own, all of it cut away.
            if (first && query is { WantsPositions: true, IsForwards: true } && from + EventFilter.DefaultWindow <= page.First)
            {
                await answer.FirstStreamPositionAsync(page.First);
            }

            foreach (var one in page.Events)
            {
                await answer.EventAsync(one);
            }

            left -= page.Events.Count;
            if (page.Events.Count == 0 || left == 0 || page.Events[^1].Revision == (query.IsForwards ? page.Last : page.First))
            {
                if (query.WantsPositions)
                {
                    await answer.LastStreamPositionAsync(page.Last);
                }

                await answer.FlushAsync();
                return;
            }

            from = page.Events[^1].Revision + (query.IsForwards ? 1 : -1);
        }
    }

    public static async Task ReadAllAsync(Replica replica, ReadQuery query, ReadAnswer answer, CancellationToken cancel)
    {
        var visible = replica.Visible;
        var next = query switch
        {
            { FromEnd: true } => visible,
            // The first event is the one that begins there, or, backwards, the one that ends there.
            { Position: { } position } => Math.Min(visible, replica.Log.IndexAt(position) ?? throw Refusals.InvalidPosition()),
            _ => 0,
        };
        var left = query.Count;
        while (left > 0)
        {
            var page = query.IsForwards ? replica.Log.ReadAll(next, Size, visible) : replica.Log.ReadAllBack(next, Size);
            if (page.Length == 0)
            {
                break;
            }

            next = query.IsForwards ? next + page.Length : next - page.Length;
            foreach (var one in page.Where(e => query.Filter?.Takes(e) ?? true).Take((int)Math.Min(left, Size)))
            {
                await answer.EventAsync(one);
                left--;
            }
        }

        await answer.FlushAsync();
        if (left == 0 && query.Filter is not null && answer.Options.FilteredReadsLookOn)
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
    }
}
