using System.Diagnostics;

namespace BudgetCoaching.Bench;

/// <summary>C callers, each with one operation under way and the next as soon as it is answered.</summary>
internal static class Callers
{
    /// <summary>Caller c of C owns operations c, c + C, … of each round of households, so that appends never conflict.</summary>
    public static Task<Measurement> RunAsync(int callers, int operations, Func<int, ValueTask> once) =>
        Measurement.OfAsync(operations, latencies => Task.WhenAll(
            Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, callers, once, latencies)))));

    private static async Task CallAsync(int caller, int callers, Func<int, ValueTask> once, long[] latencies)
    {
        for (var round = 0; round < latencies.Length; round += Workload.Households)
        {
            for (var household = caller; household < Workload.Households && round + household < latencies.Length; household += callers)
            {
                var start = Stopwatch.GetTimestamp();
                await once(round + household);
                latencies[round + household] = Stopwatch.GetTimestamp() - start;
            }
        }
    }
}
