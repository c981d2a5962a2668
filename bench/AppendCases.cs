using System.Diagnostics;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Bench;

/// <summary>
/// Durable appends of one event by C callers, each waiting for its answer before its next household, beside raw SQLite with C rows a
/// transaction: A4 to A7 and A14.
/// </summary>
internal static class AppendCases
{
    private const int Households = 1_000;
    private const int Runs = 5;

    private static readonly (int Callers, int Commands)[] Sizes = [(1, 4_000), (8, 24_000), (64, 96_000)];

    public static async Task RunAsync()
    {
        var raw = Sizes.Select(_ => new List<Measurement>()).ToArray();
        var ours = Sizes.Select(_ => new List<Measurement>()).ToArray();
        // The first run warms up and is not counted.
        for (var run = 0; run <= Runs; run++)
        {
            for (var i = 0; i < Sizes.Length; i++)
            {
                var (callers, commands) = Sizes[i];
                var rawRun = await RawAsync(callers, commands);
                var ourRun = await OursAsync(callers, commands);
                if (run > 0)
                {
                    raw[i].Add(rawRun);
                    ours[i].Add(ourRun);
                }
            }
        }

        Report.Header();
        for (var i = 0; i < Sizes.Length; i++)
        {
            Report.Case($"raw SQLite, {Sizes[i].Callers} per transaction", Measurement.Median(raw[i]));
            Report.Case($"append, C={Sizes[i].Callers}", Measurement.Median(ours[i]));
        }

        Targets([.. raw.Select(Measurement.Median)], [.. ours.Select(Measurement.Median)]);
    }

    private static void Targets(Measurement[] raw, Measurement[] ours)
    {
        Report.AtLeast("A4", "append C=64 / raw SQLite 64 per transaction", ours[2].Rate / raw[2].Rate, 0.45);
        Report.AtLeast("A5", "append C=8 / raw SQLite 8 per transaction", ours[1].Rate / raw[1].Rate, 0.45);
        Report.AtLeast("A6", "append C=1 / raw SQLite 1 per transaction", ours[0].Rate / raw[0].Rate, 0.8);
        Report.AtMost("A7", "p99 of append C=1 / p99 of raw SQLite", ours[0].P99 / raw[0].P99, 2);
        Report.AtMost("A14", "CPU us per append C=64", ours[2].Cpu, 30);
        Report.AtMost("A14", "managed bytes per append C=64", ours[2].Bytes, 512);
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
