using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.OpenApi;

/// <summary>JSON Schema of messages and enums as proto3 JSON writes them. What is referred to is gathered.</summary>
internal sealed class SchemaWriter
{
    public const string Prefix = "#/components/schemas/";

    private readonly SortedDictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);

    /// <summary>Every schema asked for so far and what those refer to, by full name.</summary>
    public JsonObject All() => new(schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value.DeepClone())));

    public void Add(string name, JsonObject schema) => schemas[name] = schema;

    /// <summary>Refers to the message's schema, or gives it where the type has a form of its own.</summary>
    public JsonObject Of(MessageDescriptor type)
    {
        if (OwnForm(type) is { } own)
        {
            return own;
        }

        if (!schemas.ContainsKey(type.FullName))
        {
            // Named before it is filled: messages may contain themselves.
            var properties = new JsonObject();
            schemas[type.FullName] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = ContractSet.Comment(type.Declaration),
                ["properties"] = properties,
            };
            foreach (var field in type.Fields.InDeclarationOrder())
            {
                properties[field.JsonName] = Of(field);
            }
        }

        return new JsonObject { ["$ref"] = Prefix + type.FullName };
    }

    /// <summary>A field with its comment: a list, a map or one value.</summary>
    public JsonObject Of(FieldDescriptor field)
    {
        JsonObject schema;
        if (field.IsMap)
        {
            schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = One(field.MessageType.FindFieldByNumber(2)) };
        }
        else if (field.IsRepeated)
        {
            schema = new JsonObject { ["type"] = "array", ["items"] = One(field) };
        }
        else
        {
            schema = One(field);
        }

        schema["description"] = Description(field);
        return schema;
    }

    public static string Description(FieldDescriptor field)
    {
        var comment = ContractSet.Comment(field.Declaration);
        if (field.RealContainingOneof is not { } choice)
        {
            return comment;
        }

        var others = choice.Fields.Where(other => other.FieldNumber != field.FieldNumber).Select(other => other.JsonName);
        return $"{comment} Excludes: {string.Join(", ", others)}.".TrimStart();
    }

    private JsonObject One(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message or FieldType.Group => Of(field.MessageType),
        FieldType.Enum => Of(field.EnumType),
        FieldType.Bool => new JsonObject { ["type"] = "boolean" },
        FieldType.String => new JsonObject { ["type"] = "string" },
        FieldType.Bytes => new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" },
        FieldType.Double => new JsonObject { ["type"] = "number", ["format"] = "double" },
        FieldType.Float => new JsonObject { ["type"] = "number", ["format"] = "float" },
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        FieldType.UInt32 or FieldType.Fixed32 => new JsonObject { ["type"] = "integer", ["format"] = "uint32", ["minimum"] = 0 },
        FieldType.UInt64 or FieldType.Fixed64 => new JsonObject { ["type"] = "string", ["format"] = "uint64", ["pattern"] = "^[0-9]+$" },
        _ => new JsonObject { ["type"] = "string", ["format"] = "int64", ["pattern"] = "^-?[0-9]+$" },
    };

    private JsonObject Of(EnumDescriptor type)
    {
        if (!schemas.ContainsKey(type.FullName))
        {
            var values = type.Values.Select(value => $"- `{value.Name}`: {ContractSet.Comment(value.Declaration)}");
            schemas[type.FullName] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = $"{ContractSet.Comment(type.Declaration)}\n\n{string.Join('\n', values)}",
                ["enum"] = new JsonArray([.. type.Values.Select(value => (JsonNode)value.Name)]),
            };
        }

        return new JsonObject { ["$ref"] = Prefix + type.FullName };
    }

    private JsonObject? OwnForm(MessageDescriptor type) => type.FullName switch
    {
        "google.protobuf.Timestamp" => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        "google.protobuf.Duration" => new JsonObject { ["type"] = "string", ["pattern"] = @"^-?[0-9]+(\.[0-9]+)?s$" },
        "google.protobuf.FieldMask" => new JsonObject { ["type"] = "string" },
        "google.protobuf.Struct" => new JsonObject { ["type"] = "object" },
        "google.protobuf.ListValue" => new JsonObject { ["type"] = "array" },
        "google.protobuf.Value" => [],
        "google.protobuf.Any" => new JsonObject
        {
            ["type"] = "object", ["properties"] = new JsonObject { ["@type"] = new JsonObject { ["type"] = "string" } },
        },
        _ when Json.WellKnownTypes.IsWrapper(type) => One(type.FindFieldByNumber(1)),
        _ => null,
    };
}
