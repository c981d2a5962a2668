using System.Diagnostics.Metrics;

namespace BudgetCoaching.Telemetry;

/// <summary>How many of something there are at a time, from one to some thousands. Nothing is allocated while nobody listens.</summary>
internal sealed class Tally(Meter meter, string name, string unit, string what)
{
    private readonly Histogram<int> counts = meter.CreateHistogram(
        name, unit, what, tags: null, new InstrumentAdvice<int> { HistogramBucketBoundaries = Bounds });

    public bool IsHeard => counts.Enabled;

    private static int[] Bounds { get; } = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096];

    public void Record(int count) => counts.Record(count);
}
