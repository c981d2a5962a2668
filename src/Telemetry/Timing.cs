using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BudgetCoaching.Telemetry;

/// <summary>How long something takes, in seconds. No clock is read and nothing allocated while nobody listens.</summary>
internal sealed class Timing(Meter meter, string name, string what)
{
    private readonly Histogram<double> seconds = meter.CreateHistogram(
        name, "s", what, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });

    /// <summary>A quick append takes a tenth of a millisecond, a long call seconds.</summary>
    private static double[] Bounds { get; } =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Zero when nobody listens; else the time, for <see cref="Stop"/>.</summary>
    public long Start() => seconds.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Nothing where nobody listened at the start.</summary>
    public void Stop(long started, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (started != 0)
        {
            seconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        }
    }
}
