using System.Diagnostics;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Log.Bench;

/// <summary>
/// Durable appends of one event by C callers, each waiting for its answer before its next household, beside raw SQLite with C rows a
/// transaction: A4 to A7 and A14.
/// </summary>
internal static class AppendCases
{
    private const int Households = 1_000;
    private const int Runs = 5;

    private static readonly (int Callers, int Commands)[] Sizes = [(1, 4_000), (8, 24_000), (64, 96_000)];

    /// <param name="only">Measures this number of callers alone; all without it.</param>
    public static async Task RunAsync(int? only)
    {
        var sizes = Sizes.Where(size => only is null || size.Callers == only).ToArray();
        var raw = sizes.ToDictionary(size => size, _ => new List<Measurement>());
        var ours = sizes.ToDictionary(size => size, _ => new List<Measurement>());
        // The first run warms up and is not counted.
        for (var run = 0; run <= Runs; run++)
        {
            foreach (var size in sizes)
            {
                var rawRun = await RawAsync(size.Callers, size.Commands);
                var ourRun = await OursAsync(size.Callers, size.Commands);
                if (run > 0)
                {
                    raw[size].Add(rawRun);
                    ours[size].Add(ourRun);
                }
            }
        }

        Report.Header();
        foreach (var size in sizes)
        {
            var (limit, append) = (Measurement.Median(raw[size]), Measurement.Median(ours[size]));
            Report.Case($"raw SQLite, {size.Callers} per transaction", limit);
            Report.Case($"append, C={size.Callers}", append);
            Targets(size.Callers, limit, append);
        }
    }

    private static void Targets(int callers, Measurement raw, Measurement append)
    {
        var ratio = append.Rate / raw.Rate;
        switch (callers)
        {
            case 1:
                Report.AtLeast("A6", "append C=1 / raw SQLite 1 per transaction", ratio, 0.8);
                Report.AtMost("A7", "p99 of append C=1 / p99 of raw SQLite", append.P99 / raw.P99, 2);
                break;
            case 8:
                Report.AtLeast("A5", "append C=8 / raw SQLite 8 per transaction", ratio, 0.45);
                break;
            default:
                Report.AtLeast("A4", "append C=64 / raw SQLite 64 per transaction", ratio, 0.45);
                Report.AtMost("A14", "CPU us per append C=64", append.Cpu, 30);
                Report.AtMost("A14", "managed bytes per append C=64", append.Bytes, 512);
                break;
        }
    }

    private static async Task<Measurement> RawAsync(int perTransaction, int count)
    {
        var commands = Enumerable.Range(0, count)
            .Select(i => (i % Households, (long)(i / Households) + 1, Workload.Event(i % Households, i / Households))).ToArray();
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
        var streams = Enumerable.Range(0, Households).Select(Workload.Stream).ToArray();
        var events = Enumerable.Range(0, count).Select(i => new[] { Workload.Event(i % Households, i / Households) }).ToArray();
        using var scratch = new Scratch();
        await using var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = scratch.Path }, TimeProvider.System);
        return await Measurement.OfAsync(count, latencies => Task.WhenAll(
            Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, latencies)))));

        async Task CallAsync(int caller, long[] latencies)
        {
            // Caller c of C owns households c, c + C, …, so that there are no conflicts.
            for (var round = 0; round * Households < count; round++)
            {
                for (var household = caller; household < Households; household += callers)
                {
                    var i = (round * Households) + household;
                    var start = Stopwatch.GetTimestamp();
                    var outcome = await store.AppendAsync(streams[household], round, events[i], CancellationToken.None);
                    latencies[i] = Stopwatch.GetTimestamp() - start;
                    if (outcome is not AppendOutcome.Appended)
                    {
                        throw new InvalidOperationException($"Nobody expected {outcome}.");
                    }
                }
            }
        }
    }
}
