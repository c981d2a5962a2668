using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// The log as JSON, an object a line (docs/operating.md): time, level, number and name of the event, category, the message in words and its
/// parts each by itself. Numbers and names of events stay what they are. Scopes are left out, as they hold the paths of requests.
/// </summary>
internal sealed class JsonLines(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "json-lines";

    private const string Template = "{OriginalFormat}";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            var now = clock.GetUtcNow().UtcDateTime;
            json.WriteString("time", now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteNumber("event", logEntry.EventId.Id);
            json.WriteString("name", logEntry.EventId.Name);
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (logEntry.Exception is { } failure)
            {
                json.WriteString("exception", failure.ToString());
            }

            WriteTrace(json);
            WriteParts(json, logEntry.State);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    private static void WriteTrace(Utf8JsonWriter json)
    {
        if (System.Diagnostics.Activity.Current is { Recorded: true } activity)
        {
            json.WriteString("trace", activity.TraceId.ToString());
            json.WriteString("span", activity.SpanId.ToString());
        }
    }

    /// <summary>What the message was made of, as text.</summary>
    private static void WriteParts(Utf8JsonWriter json, object? state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> parts)
        {
            return;
        }

        json.WriteStartObject("parts");
        foreach (var (name, value) in parts)
        {
            if (!string.Equals(name, Template, StringComparison.Ordinal))
            {
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }

        json.WriteEndObject();
    }
}
