using System.Diagnostics.Tracing;
using BudgetCoaching.Api.Errors;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Says once that telemetry does not arrive, and once that it does again: the exporter itself says every few seconds, and only to
/// listeners of its event source, how each export ended. Traces, measures and log lines may go to addresses of their own.
/// </summary>
internal sealed class CollectorWatch(ILogger log) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private const string Sent = "ExportSuccess";

    /// <summary>Addresses whose last export failed, three at most: one of each signal.</summary>
    private readonly HashSet<string> away = new(StringComparer.Ordinal);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter)
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    /// <summary>Whatever the exporter warns of with the address that it sent to is a failed export.</summary>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.Payload is not [string address, ..] || !Uri.IsWellFormedUriString(address, UriKind.Absolute))
        {
            return;
        }

        bool turned;
        lock (away)
        {
            turned = eventData.EventName == Sent
                ? away.Remove(address) && away.Count == 0
                : eventData.Level <= EventLevel.Warning && away.Add(address) && away.Count == 1;
        }

        if (!turned)
        {
            return;
        }

        if (eventData.EventName == Sent)
        {
            ApiLog.CollectorBack(log, address);
        }
        else
        {
            ApiLog.CollectorAway(log, address, ReasonOf(eventData.Payload));
        }
    }

    /// <summary>The first line of the last part that says anything: before it may stand an empty answer, below it the code.</summary>
    private static string ReasonOf(IReadOnlyList<object?> payload)
    {
        var said = payload.OfType<string>().Last(part => part.Length > 0);
        var end = said.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? said : said[..end];
    }
}
