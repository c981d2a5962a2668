using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Bench.Log;

/// <summary>
/// The log that is read: households of 1,000 events and household 0 with 10,000, appended in 20 passes, so that a stream's events lie
/// scattered as after years of use.
/// </summary>
internal static class ReadSet
{
    public const int EventsOfMost = 1_000;
    public const int EventsOfFirst = 10_000;

    private const int Passes = 20;

    public static int Count(int households) => (households * EventsOfMost) + EventsOfFirst;

    public static async Task LoadAsync(string folder, int households)
    {
        await using var store = Open(folder);
        for (var pass = 0; pass < Passes; pass++)
        {
            var appends = new List<Task<AppendOutcome>>(households + 1);
            for (var household = 0; household <= households; household++)
            {
                var each = (household == 0 ? EventsOfFirst : EventsOfMost) / Passes;
                var from = pass * each;
                var events = Enumerable.Range(from, each).Select(k => Workload.Event(household, k)).ToArray();
                appends.Add(store.AppendAsync(Workload.Stream(household), from, events, CancellationToken.None));
            }

            await Task.WhenAll(appends);
        }
    }

    public static SqliteEventStore Open(string folder) =>
        SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = folder }, TimeProvider.System);
}
