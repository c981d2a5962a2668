using System.Diagnostics;
using System.Diagnostics.Metrics;
using BudgetCoaching.Telemetry;
using static BudgetCoaching.Telemetry.TelemetryNames;

namespace BudgetCoaching.Projections.Following;

/// <summary>Traces and measures of following the log. Nothing is allocated while nobody listens.</summary>
internal static class FollowTelemetry
{
    private static readonly ActivitySource Source = new(Sources.Projections);
    private static readonly Meter Meter = new(Sources.Projections);

    private static readonly Timing Duration = new(
        Meter, Metrics.ProjectDuration, "One batch of events brought into the read models, its commit included.");

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        Metrics.ProjectEvents, "{event}", "Events brought into the read models.");

    /// <summary>To be disposed when the batch is in the read models.</summary>
    public static Running Begin(Batch batch) => new(
        batch.Events.Count,
        Duration.Start(),
        Source.StartActivity(Spans.Project)?.SetTag(Tags.Events, batch.Events.Count).SetTag(Tags.Households, batch.Streams.Count));

    public readonly struct Running(int events, long started, Activity? activity) : IDisposable
    {
        public void Dispose()
        {
            Duration.Stop(started);
            Events.Add(events);
            activity?.Dispose();
        }
    }
}
