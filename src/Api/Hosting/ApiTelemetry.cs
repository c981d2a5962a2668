using System.Diagnostics;
using System.Diagnostics.Metrics;
using BudgetCoaching.Telemetry;
using static BudgetCoaching.Telemetry.TelemetryNames;

namespace BudgetCoaching.Api.Hosting;

/// <summary>Traces and measures of what stands around calls. Nothing is allocated while nobody listens.</summary>
internal static class ApiTelemetry
{
    private static readonly ActivitySource Source = new(Sources.Api);
    private static readonly Meter Meter = new(Sources.Api);

    private static readonly Timing DiscloseDuration = new(
        Meter, Metrics.DiscloseDuration, "From an entry in the register of disclosures until it is on the disk.");

    private static readonly Counter<long> LimitHits = Meter.CreateCounter<long>(
        Metrics.LimitHits, "{call}", "Calls refused because their caller was over a limit.");

    /// <summary>To be disposed when the entries are on the disk.</summary>
    public static Disclosing Disclose(int households) =>
        new(DiscloseDuration.Start(), Source.StartActivity(Spans.Disclose)?.SetTag(Tags.Households, households));

    public static void LimitHit(string limit) => LimitHits.Add(1, new KeyValuePair<string, object?>(Tags.Limit, limit));

    /// <summary>Gauges of the read models, as health last saw them; as long as the program runs.</summary>
    public static void Watch(ReadModelProgress progress)
    {
        Meter.CreateObservableGauge(
            Metrics.ReadModelLag,
            () => progress.Last.Select(lag => new Measurement<long>((long)lag.Lag, NameOf(lag))),
            "{event}",
            "Positions of the log past those in the read model; events, where a position counts events.");
        Meter.CreateObservableGauge(
            Metrics.ReadModelDelay,
            () => progress.Last.Select(lag => new Measurement<double>(lag.Delay.TotalSeconds, NameOf(lag))),
            "s",
            "Since the oldest event that is not in the read model was recorded.");
    }

    private static KeyValuePair<string, object?> NameOf(ReadModelLag lag) => new(Tags.ReadModel, lag.Name);

    public readonly struct Disclosing(long started, Activity? activity) : IDisposable
    {
        public void Dispose()
        {
            DiscloseDuration.Stop(started);
            activity?.Dispose();
        }
    }
}
