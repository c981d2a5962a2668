using System.Diagnostics;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Log.Bench;

/// <summary>
/// Reading back: one household of 1,000 events, one of 10,000, the whole log; and the size of the file. Events of a household lie
/// scattered, as after years of use: R1, R4, D1.
/// </summary>
internal static class ReplayCases
{
    private const int Passes = 20;
    private const int EventsOfMost = 1_000;
    private const int EventsOfFirst = 10_000;
    private const int Runs = 5;
    private const int StreamsPerRun = 50;
    private const int LongReplaysPerRun = 5;

    public static async Task RunAsync(int households)
    {
        using var scratch = new Scratch();
        var options = new SqliteStoreOptions { DataFolder = scratch.Path };
        await using (var store = SqliteEventStore.Open(options, TimeProvider.System))
        {
            await LoadAsync(store, households);
        }

        await using (var store = SqliteEventStore.Open(options, TimeProvider.System))
        {
            await ReplayAsync(store, households);
            await SizeAsync(store, new FileInfo(scratch.File("log.db")).Length);
        }
    }

    private static async Task LoadAsync(SqliteEventStore store, int households)
    {
        var start = Stopwatch.GetTimestamp();
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

        var count = (households * EventsOfMost) + EventsOfFirst;
        Report.Line($"loaded {count:N0} events at {count / Stopwatch.GetElapsedTime(start).TotalSeconds:N0} per s, generating included");
    }

    private static async Task ReplayAsync(SqliteEventStore store, int households)
    {
        var most = new List<Measurement>();
        var first = new List<Measurement>();
        var all = new List<Measurement>();
        for (var run = 0; run <= Runs; run++)
        {
            var thousand = await Measurement.OfAsync(StreamsPerRun, async latencies =>
            {
                for (var i = 0; i < StreamsPerRun; i++)
                {
                    latencies[i] = await SumAsync(store, 1 + (37 * i % households), EventsOfMost);
                }
            });
            var tenThousand = await Measurement.OfAsync(LongReplaysPerRun, async latencies =>
            {
                for (var i = 0; i < LongReplaysPerRun; i++)
                {
                    latencies[i] = await SumAsync(store, 0, EventsOfFirst);
                }
            });
            var whole = await Measurement.OfAsync((households * EventsOfMost) + EventsOfFirst, _ => SumAllAsync(store));
            if (run > 0)
            {
                most.Add(thousand);
                first.Add(tenThousand);
                all.Add(whole);
            }
        }

        Report.Header();
        var (short1, long1) = (Measurement.Median(most), Measurement.Median(first));
        Report.Case("replay of 1,000 events (per stream)", short1);
        Report.Case("replay of 10,000 events (per stream)", long1);
        Report.Case("read all, decoded (per event)", Measurement.Median(all));
        Report.AtLeast("R1", "replay of 1,000 events, events per second", short1.Rate * EventsOfMost, 700_000);
        Report.AtMost("R4", "cost per event of 10,000 / of 1,000", short1.Rate * EventsOfMost / (long1.Rate * EventsOfFirst), 1.3);
    }

    private static async Task<long> SumAsync(SqliteEventStore store, int household, int expected)
    {
        var start = Stopwatch.GetTimestamp();
        var (count, sum) = (0, 0L);
        await foreach (var recorded in store.ReadStreamAsync(Workload.Stream(household), 0, CancellationToken.None))
        {
            sum += Workload.Amount(recorded.Data.Span);
            count++;
        }

        return count == expected && sum > 0
            ? Stopwatch.GetTimestamp() - start
            : throw new InvalidOperationException($"{count} events with {sum} in household {household}.");
    }

    private static async Task SumAllAsync(SqliteEventStore store)
    {
        var sum = 0L;
        await foreach (var recorded in store.ReadAllAsync(Position.Start, CancellationToken.None))
        {
            sum += Workload.Amount(recorded.Data.Span);
        }

        if (sum == 0)
        {
            throw new InvalidOperationException("The whole log holds no amount.");
        }
    }

    private static async Task SizeAsync(SqliteEventStore store, long fileBytes)
    {
        const int IdBytes = 16;
        var (count, content) = (0L, 0L);
        await foreach (var recorded in store.ReadAllAsync(Position.Start, CancellationToken.None))
        {
            count++;
            content += recorded.Data.Length + recorded.Meta.Length + recorded.Hash.Length + IdBytes;
        }

        Report.Line($"{(double)fileBytes / count:N0} bytes of file for {(double)content / count:N0} bytes of contents an event");
        Report.AtMost("D1", "file bytes / (data + meta + hash + id)", (double)fileBytes / content, 1.5);
    }
}
