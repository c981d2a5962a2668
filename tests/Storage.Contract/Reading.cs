namespace BudgetCoaching.Storage.Contract;

public static class Reading
{
    public static async Task<List<RecordedEvent>> ToListAsync(this IAsyncEnumerable<RecordedEvent> events)
    {
        var list = new List<RecordedEvent>();
        await foreach (var recorded in events)
        {
            list.Add(recorded);
        }

        return list;
    }

    public static IEnumerable<Guid> Ids(this IEnumerable<RecordedEvent> events) => events.Select(recorded => recorded.Id);

    public static IEnumerable<Guid> Ids(this IEnumerable<ProposedEvent> events) => events.Select(proposed => proposed.Id);
}
