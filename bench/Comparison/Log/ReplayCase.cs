using System.Diagnostics;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Bench.Log;

/// <summary>
/// Reading back, decoded as far as one figure needs it: households of 1,000 events, one of 10,000, the whole log; and the size of the
/// file: R1, R4, D1.
/// </summary>
internal static class ReplayCase
{
    private const int Replays = 200;
    private const int LongReplays = 20;
    private const int IdBytes = 16;

    public static async Task RunAsync(string folder, int households)
    {
        await using var store = ReadSet.Open(folder);
        await ShortAsync(store, households);
        Finding.Tell("replay-1000.rate", (await ShortAsync(store, households)).Rate * ReadSet.EventsOfMost);
        await LongAsync(store);
        Finding.Tell("replay-10000.rate", (await LongAsync(store)).Rate * ReadSet.EventsOfFirst);
        Finding.Tell("read-all", await Measurement.OfAsync(ReadSet.Count(households), _ => SumAllAsync(store)));
        await SizeAsync(store, new FileInfo(Path.Combine(folder, "log.db")).Length);
    }

    private static Task<Measurement> ShortAsync(SqliteEventStore store, int households) =>
        Measurement.OfAsync(Replays, async latencies =>
        {
            for (var i = 0; i < latencies.Length; i++)
            {
                latencies[i] = await SumAsync(store, 1 + (37 * i % households), ReadSet.EventsOfMost);
            }
        });

    private static Task<Measurement> LongAsync(SqliteEventStore store) =>
        Measurement.OfAsync(LongReplays, async latencies =>
        {
            for (var i = 0; i < latencies.Length; i++)
            {
                latencies[i] = await SumAsync(store, 0, ReadSet.EventsOfFirst);
            }
        });

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
        var (count, content) = (0L, 0L);
        await foreach (var recorded in store.ReadAllAsync(Position.Start, CancellationToken.None))
        {
            count++;
            content += recorded.Data.Length + recorded.Meta.Length + recorded.Hash.Length + IdBytes;
        }

        Finding.Tell("size.file", (double)fileBytes / count);
        Finding.Tell("size.content", (double)content / count);
    }
}
