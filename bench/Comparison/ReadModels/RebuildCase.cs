using System.Diagnostics;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Bench.ReadModels;

/// <summary>
/// All read models built anew from the log: events a second from nothing to files that are whole and on the disk, memory, and the first
/// one, for which nothing is compiled yet: P1, P5.
/// </summary>
internal static class RebuildCase
{
    /// <summary>Rebuilds of a process before the one that is measured.</summary>
    private const int WarmUps = 3;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    public static async Task LoadAsync(string folder, int households)
    {
        await using var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = folder }, TimeProvider.System);
        await new GeneratedBooks(households, eventsEach: 1_000, new LocalDate(2020, 1, 1), months: 60).WriteAsync(store);
    }

    public static async Task RunAsync(string folder)
    {
        await using var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = folder }, TimeProvider.System);
        Finding.Tell("rebuild-cold.rate", (await RebuildAsync(store)).Rate);
        for (var i = 1; i < WarmUps; i++)
        {
            await RebuildAsync(store);
        }

        var rebuilt = await RebuildAsync(store);
        Finding.Tell("rebuild", rebuilt);
        using var process = Process.GetCurrentProcess();
        Finding.Tell("rebuild.peak", process.PeakWorkingSet64 / (1024.0 * 1024));
    }

    private static async Task<Measurement> RebuildAsync(SqliteEventStore store)
    {
        using var scratch = new Scratch();
        var head = await store.ReadHeadAsync(CancellationToken.None);
        return await Measurement.OfAsync((int)head.Commit, async _ =>
        {
            using var models = new Projections.ReadModels(scratch.Path, Projections.ReadModels.All);
            await using var runner = new ProjectionRunner(store, models, TimeProvider.System);
            runner.Start();
            if (!await runner.WaitForAsync(head, Bound, CancellationToken.None))
            {
                throw new InvalidOperationException("The read models did not come to the head of the log.");
            }
        });
    }
}
