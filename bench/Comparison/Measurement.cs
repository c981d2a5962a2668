using System.Diagnostics;

namespace BudgetCoaching.Bench;

/// <summary>One run of one case.</summary>
/// <param name="Rate">Operations per second.</param>
/// <param name="P50">Median latency of an operation, microseconds.</param>
/// <param name="P99">99th percentile of the same.</param>
/// <param name="Cpu">Processor time of the measuring process per operation, microseconds.</param>
/// <param name="Bytes">Managed bytes allocated per operation.</param>
internal sealed record Measurement(double Rate, double P50, double P99, double Cpu, double Bytes)
{
    /// <summary>Runs a case that reports the stopwatch ticks of each of its operations.</summary>
    public static async Task<Measurement> OfAsync(int operations, Func<long[], Task> run)
    {
        var latencies = new long[operations];
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        await run(latencies);
        var elapsed = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        Array.Sort(latencies);
        return new Measurement(
            operations / elapsed.TotalSeconds, Microseconds(latencies[operations / 2]),
            Microseconds(latencies[(int)(operations * 0.99)]), cpu.TotalMicroseconds / operations, (double)bytes / operations);
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
