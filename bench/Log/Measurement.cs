using System.Diagnostics;

namespace BudgetCoaching.Log.Bench;

/// <summary>One run of one case.</summary>
/// <param name="Rate">Operations per second.</param>
/// <param name="P50">Median latency of an operation, microseconds.</param>
/// <param name="P99">99th percentile of the same.</param>
/// <param name="Cpu">Processor time of the whole process per operation, microseconds.</param>
/// <param name="Bytes">Managed bytes allocated per operation.</param>
internal sealed record Measurement(double Rate, double P50, double P99, double Cpu, double Bytes)
{
    /// <summary>Each figure's median on its own.</summary>
    public static Measurement Median(IReadOnlyCollection<Measurement> runs) => new(
        Middle(runs.Select(run => run.Rate)), Middle(runs.Select(run => run.P50)), Middle(runs.Select(run => run.P99)),
        Middle(runs.Select(run => run.Cpu)), Middle(runs.Select(run => run.Bytes)));

    /// <summary>Runs a case that reports the stopwatch ticks of each of its operations.</summary>
    public static async Task<Measurement> OfAsync(int operations, Func<long[], Task> run)
    {
        var latencies = new long[operations];
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        await run(latencies);
        var elapsed = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        Array.Sort(latencies);
        return new Measurement(
            operations / elapsed.TotalSeconds, Microseconds(latencies[operations / 2]),
            Microseconds(latencies[(int)(operations * 0.99)]), cpu.TotalMicroseconds / operations, (double)bytes / operations);
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
