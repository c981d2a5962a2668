using System.Diagnostics.Metrics;
using BudgetCoaching.Telemetry;
using static BudgetCoaching.Telemetry.TelemetryNames;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>Measures of the log's commits. Nothing is allocated, and no clock read, while nobody listens.</summary>
internal static class CommitTelemetry
{
    private static readonly Meter Meter = new(Sources.Storage);

    private static readonly Timing Duration = new(
        Meter, Metrics.CommitDuration, "One commit of the log, its flush to the disk included.");

    private static readonly Tally Appends = new(
        Meter, Metrics.CommitAppends, "{append}", "Appends that one commit made durable.");

    /// <summary>Zero when nobody listens; else the time, for <see cref="Stop"/>.</summary>
    public static long Start() => Duration.Start();

    public static void Stop(long started, int appends)
    {
        Duration.Stop(started);
        Appends.Record(appends);
    }
}
