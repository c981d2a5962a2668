using System.Diagnostics;
using System.Diagnostics.Metrics;
using BudgetCoaching.Storage;
using BudgetCoaching.Telemetry;
using static BudgetCoaching.Telemetry.TelemetryNames;

namespace BudgetCoaching.Application;

/// <summary>
/// Traces and measures of what commands do to log and keys, whatever the store. Nothing is allocated while nobody listens.
/// </summary>
internal static class CommandTelemetry
{
    private static readonly ActivitySource Source = new(Sources.Application);
    private static readonly Meter Meter = new(Sources.Application);

    private static readonly Timing AppendDuration = new(
        Meter, Metrics.AppendDuration, "From an append to the log until its answer, which means that it is durable.");

    private static readonly Tally AppendEvents = new(Meter, Metrics.AppendEvents, "{event}", "Events of one append.");

    private static readonly Counter<long> KeyLookups = Meter.CreateCounter<long>(
        Metrics.KeyLookups, "{lookup}", "Households' keys looked for, and whether they were at hand.");

    private static readonly Counter<long> Erasures = Meter.CreateCounter<long>(
        Metrics.Erasures, "{household}", "Households forgotten: their keys were destroyed.");

    private static readonly KeyValuePair<string, object?> Hit = new(Tags.Cache, "hit");
    private static readonly KeyValuePair<string, object?> Miss = new(Tags.Cache, "miss");

    /// <summary>The store's own append, measured when somebody listens.</summary>
    public static Task<AppendOutcome> AppendMeasuredAsync(
        this IEventStore store, StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel) =>
        AppendEvents.IsHeard || Source.HasListeners()
            ? MeasureAsync(store, stream, expectedVersion, events, cancel)
            : store.AppendAsync(stream, expectedVersion, events, cancel);

    public static void KeyFound(bool atHand)
    {
        if (KeyLookups.Enabled)
        {
            KeyLookups.Add(1, atHand ? Hit : Miss);
        }
    }

    public static void Erased() => Erasures.Add(1);

    private static async Task<AppendOutcome> MeasureAsync(
        IEventStore store, StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel)
    {
        var started = AppendDuration.Start();
        using var activity = Source.StartActivity(Spans.Append);
        activity?.SetTag(Tags.Events, events.Count);
        var outcome = "failed";
        try
        {
            var appended = await store.AppendAsync(stream, expectedVersion, events, cancel);
            outcome = NameOf(appended);
            return appended;
        }
        finally
        {
            AppendDuration.Stop(started, new KeyValuePair<string, object?>(Tags.Outcome, outcome));
            AppendEvents.Record(events.Count);
            activity?.SetTag(Tags.Outcome, outcome);
        }
    }

    private static string NameOf(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.Appended { Already: false } => "appended",
        AppendOutcome.Appended => "already",
        AppendOutcome.Conflict => "conflict",
        _ => "id_reused",
    };
}
