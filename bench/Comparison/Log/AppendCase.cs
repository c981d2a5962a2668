using System.Diagnostics;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Bench.Log;

/// <summary>
/// Durable appends of one event by C callers, each waiting for its answer before its next household, beside raw SQLite with C rows a
/// transaction: A4 to A8 and A14.
/// </summary>
internal static class AppendCase
{
    /// <summary>Part of the commands that is run before anything is measured.</summary>
    private const int WarmUpShare = 4;

    public static async Task RunAsync(int callers, int commands)
    {
        await RawAsync(callers, commands / WarmUpShare);
        await OursAsync(callers, commands / WarmUpShare);
        Finding.Tell($"raw-{callers}", await RawAsync(callers, commands));
        Finding.Tell($"append-{callers}", await OursAsync(callers, commands));
    }

    private static async Task<Measurement> RawAsync(int perTransaction, int count)
    {
        var commands = Enumerable.Range(0, count)
            .Select(i => (Workload.HouseholdOf(i), Workload.RoundOf(i) + 1L, Workload.EventOf(i))).ToArray();
        using var scratch = new Scratch();
        using var raw = new RawSqlite(scratch.File("raw.db"));
        return await Measurement.OfAsync(count, latencies =>
        {
            raw.Run(commands, perTransaction, latencies);
            return Task.CompletedTask;
        });
    }

    private static async Task<Measurement> OursAsync(int callers, int count)
    {
        var streams = Workload.Streams();
        var events = Enumerable.Range(0, count).Select(i => new[] { Workload.EventOf(i) }).ToArray();
        using var scratch = new Scratch();
        await using var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = scratch.Path }, TimeProvider.System);
        return await Callers.RunAsync(callers, count, async i =>
        {
            var outcome = await store.AppendAsync(
                streams[Workload.HouseholdOf(i)], Workload.RoundOf(i), events[i], CancellationToken.None);
            if (outcome is not AppendOutcome.Appended)
            {
                throw new InvalidOperationException($"Nobody expected {outcome}.");
            }
        });
    }
}
