using System.Globalization;

namespace BudgetCoaching.Rpc.Bench;

/// <summary>One run of one case; what was not measured is zero.</summary>
/// <param name="Rate">Calls or messages per second.</param>
/// <param name="P50">Median latency, microseconds.</param>
/// <param name="P99">99th percentile of the same.</param>
/// <param name="ServerCpu">Processor time of the server for each, microseconds.</param>
/// <param name="ServerBytes">Managed bytes that the server allocated for each.</param>
/// <param name="ClientBytes">The same of the client.</param>
internal sealed record Measurement(double Rate, double P50, double P99, double ServerCpu, double ServerBytes, double ClientBytes)
{
    /// <summary>Each figure's median on its own.</summary>
    public static Measurement Median(IReadOnlyCollection<Measurement> runs) => new(
        Middle(runs.Select(run => run.Rate)),
        Middle(runs.Select(run => run.P50)),
        Middle(runs.Select(run => run.P99)),
        Middle(runs.Select(run => run.ServerCpu)),
        Middle(runs.Select(run => run.ServerBytes)),
        Middle(runs.Select(run => run.ClientBytes)));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}

internal static class Report
{
    public static void Header() => Line(
        $"{"case",-56} {"per s",10} {"p50 us",8} {"p99 us",8} {"srv CPU us",10} {"srv bytes",9} {"cli bytes",9}");

    public static void Case(string name, Measurement m) =>
        Line($"{name,-56} {m.Rate,10:N0} {m.P50,8:N0} {m.P99,8:N0} {m.ServerCpu,10:N1} {m.ServerBytes,9:N0} {m.ClientBytes,9:N0}");

    public static void Ratio(string what, double rate, double p99) => Line($"  {what,-54} {rate,10:N2} (p99 {p99:N2})");

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
