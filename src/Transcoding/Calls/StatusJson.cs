using System.Text.Json;
using BudgetCoaching.Transcoding.Json;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>Writes a <c>google.rpc.Status</c>: details of the standard types by their fields, others as their bytes.</summary>
internal static class StatusJson
{
    private static readonly Dictionary<string, MessageDescriptor> DetailTypes =
        ErrorDetailsReflection.Descriptor.MessageTypes.ToDictionary(type => type.FullName, StringComparer.Ordinal);

    public static void Write(Utf8JsonWriter json, Google.Rpc.Status status)
    {
        json.WriteStartObject();
        json.WriteNumber("code", status.Code);
        json.WriteString("message", status.Message);
        json.WriteStartArray("details");
        foreach (var detail in status.Details)
        {
            Write(json, detail);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Any detail)
    {
        json.WriteStartObject();
        json.WriteString("@type", detail.TypeUrl);
        if (DetailTypes.TryGetValue(Any.GetTypeName(detail.TypeUrl), out var type))
        {
            JsonMessageWriter.WriteFields(json, type.Parser.ParseFrom(detail.Value), MessagePlan.Of(type));
        }
        else
        {
            json.WriteBase64String("value", detail.Value.Span);
        }

        json.WriteEndObject();
    }
}
