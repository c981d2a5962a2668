using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.OpenApi;

/// <summary>Example values: those that the options name, and else one by the type.</summary>
internal sealed class ExampleWriter(OpenApiOptions options)
{
    /// <summary>Deeper messages are left out: an example is to be read.</summary>
    private const int DepthMax = 5;

    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal);

    /// <param name="leaveOut">Fields that stand elsewhere, such as in the path.</param>
    public JsonNode? Of(MessageDescriptor type, IReadOnlySet<string> leaveOut) => Of(type, leaveOut, DepthMax);

    private JsonNode? Of(MessageDescriptor type, IReadOnlySet<string> leaveOut, int depth)
    {
        if (Named(type.FullName) is { } named)
        {
            return named;
        }

        if (OwnForm(type) is { } own)
        {
            return own;
        }

        var example = new JsonObject();
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            var isLaterChoice = field.RealContainingOneof is { } choice && choice.Fields[0].FieldNumber != field.FieldNumber;
            if (!isLaterChoice && !leaveOut.Contains(field.Name) && Of(field, depth) is { } value)
            {
                example[field.JsonName] = value;
            }
        }

        return example;
    }

    private JsonNode? Of(FieldDescriptor field, int depth)
    {
        if (TextOf(field) is { } text)
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }

        if (field.IsMap)
        {
            return null;
        }

        var one = field.FieldType switch
        {
            FieldType.Message or FieldType.Group => depth == 0 ? null : Of(field.MessageType, Nothing, depth - 1),
            FieldType.Enum => field.EnumType.Values[Math.Min(1, field.EnumType.Values.Count - 1)].Name,
            FieldType.Bool => true,
            FieldType.String => "text",
            FieldType.Bytes => "AQI=",
            FieldType.Double or FieldType.Float => 1.5,
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 or FieldType.UInt32 or FieldType.Fixed32 => 1,
            _ => (JsonNode)"1",
        };
        return field.IsRepeated && one is not null ? new JsonArray(one) : one;
    }

    /// <summary>A bare name says nothing of a message: <c>creditor</c> may be one, or the name of one.</summary>
    private string? TextOf(FieldDescriptor field) =>
        options.Examples.TryGetValue(field.FullName, out var text) ? text
        : field.FieldType is FieldType.Message or FieldType.Group ? null
        : options.Examples.TryGetValue(field.Name, out text) ? text
        : options.Examples.TryGetValue("*" + field.Name[Math.Max(0, field.Name.LastIndexOf('_'))..], out text) ? text
        : null;

    private JsonNode? Named(string name) =>
        options.Examples.TryGetValue(name, out var text) && text.Length > 0 ? JsonNode.Parse(text) : null;

    private static JsonNode? OwnForm(MessageDescriptor type) => type.FullName switch
    {
        "google.protobuf.Timestamp" => "2025-06-01T10:00:00Z",
        "google.protobuf.Duration" => "1.5s",
        "google.protobuf.FieldMask" => "name",
        "google.protobuf.Any" or "google.protobuf.Struct" or "google.protobuf.Value" => new JsonObject(),
        _ => null,
    };
}
