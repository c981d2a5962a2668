using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BudgetCoaching.Transcoding.Http;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.OpenApi;

/// <summary>One way to one call, as an OpenAPI operation.</summary>
internal sealed class OperationWriter(OpenApiOptions options, SchemaWriter schemas, ExampleWriter examples)
{
    /// <summary>How deep a query reaches into messages: the document would not end with one that contains itself.</summary>
    private const int QueryDepthMax = 4;

    private static readonly string[] Errors = ["400", "401", "404", "409"];

    /// <param name="name">Of the operation; unique in the document.</param>
    public (string Path, JsonObject Operation) Write(MethodDescriptor method, HttpRoute route, string name)
    {
        var comment = ContractSet.Comment(method.Declaration);
        var parameters = new JsonArray();
        var path = WritePath(method, route, parameters);
        var inPath = route.Path.Variables.Select(variable => variable.Field).ToHashSet(StringComparer.Ordinal);
        if (route.Body != HttpRoute.WholeBody)
        {
            var elsewhere = route.Body.Length == 0 ? inPath : [.. inPath, route.Body];
            WriteQuery(method.InputType, "", "", elsewhere, parameters, QueryDepthMax);
        }

        foreach (var header in options.Headers.Where(header => !header.IsForWritesOnly || route.Method != "GET"))
        {
            parameters.Add(new JsonObject { ["$ref"] = "#/components/parameters/" + header.Name });
        }

        var operation = new JsonObject
        {
            ["operationId"] = name,
            ["tags"] = new JsonArray(method.Service.Name),
            ["summary"] = ContractSet.FirstSentence(comment),
            ["description"] = comment + (method.IsServerStreaming ? "\n\nAnswers a JSON document a line." : ""),
            ["parameters"] = parameters,
        };
        if (route.Body.Length > 0)
        {
            var field = route.Body == HttpRoute.WholeBody ? null : method.InputType.FindFieldByName(route.Body);
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content(method.IsClientStreaming, method.InputType, field, inPath),
            };
        }

        operation["responses"] = Responses(method, route);
        return (path, operation);
    }

    private JsonObject Responses(MethodDescriptor method, HttpRoute route)
    {
        var field = route.ResponseBody.Length == 0 ? null : method.OutputType.FindFieldByName(route.ResponseBody);
        var comment = ContractSet.Comment(field?.Declaration ?? method.OutputType.Declaration);
        var responses = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = comment.Length > 0 ? comment : "Done.",
                ["content"] = Content(method.IsServerStreaming, method.OutputType, field, new HashSet<string>(StringComparer.Ordinal)),
            },
        };
        foreach (var status in Errors)
        {
            responses[status] = new JsonObject { ["$ref"] = "#/components/responses/" + status };
        }

        responses["default"] = new JsonObject { ["$ref"] = "#/components/responses/default" };
        return responses;
    }

    private JsonObject Content(bool isStream, MessageDescriptor type, FieldDescriptor? field, HashSet<string> leaveOut)
    {
        var media = new JsonObject { ["schema"] = field is null ? schemas.Of(type) : schemas.Of(field) };
        var example = field is null ? examples.Of(type, leaveOut)
            : field.FieldType == FieldType.Message && !field.IsRepeated ? examples.Of(field.MessageType, leaveOut)
            : null;
        if (example is not null)
        {
            media["example"] = isStream ? example.ToJsonString() + "\n" : example;
        }

        return new JsonObject { [isStream ? Calls.JsonAnswer.Lines : Calls.JsonAnswer.Json] = media };
    }

    /// <summary>
    /// The template with a parameter for each wildcard: <c>{household=households/*}</c> is <c>households/{household}</c>.
    /// </summary>
    private static string WritePath(MethodDescriptor method, HttpRoute route, JsonArray parameters)
    {
        var path = new StringBuilder();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < route.Path.Parts.Count; i++)
        {
            var part = route.Path.Parts[i];
            if (part.Kind == TemplatePartKind.Literal)
            {
                path.Append('/').Append(part.Literal);
                continue;
            }

            var variable = route.Path.Variables.FirstOrDefault(v => v.FirstPart <= i && i <= v.LastPart);
            var name = i > 0 && route.Path.Parts[i - 1].Literal is { } collection ? Singular(collection) : variable?.Field ?? "rest";
            name = names.Add(name) ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{i}");
            var field = variable is null ? null : Field(method.InputType, variable.Field);
            path.Append("/{").Append(name).Append('}');
            parameters.Add(new JsonObject
            {
                ["name"] = name,
                ["in"] = "path",
                ["required"] = true,
                ["description"] = field is null ? "" : $"Part of `{field.Name}`. {SchemaWriter.Description(field)}",
                ["schema"] = new JsonObject { ["type"] = "string" },
            });
        }

        return route.Path.Verb.Length == 0 ? path.ToString() : path.Append(':').Append(route.Path.Verb).ToString();
    }

    private void WriteQuery(
        MessageDescriptor type, string jsonPrefix, string prefix, IReadOnlySet<string> elsewhere, JsonArray parameters, int depth)
    {
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            var (json, name) = (jsonPrefix + field.JsonName, prefix + field.Name);
            if (elsewhere.Contains(name) || field.IsMap)
            {
                continue;
            }

            if (field.FieldType != FieldType.Message || Json.WellKnownTypes.HaveTextForm(field.MessageType))
            {
                var schema = schemas.Of(field);
                var description = schema["description"]!.DeepClone();
                schema.Remove("description");
                parameters.Add(new JsonObject { ["name"] = json, ["in"] = "query", ["description"] = description, ["schema"] = schema });
            }
            else if (!field.IsRepeated && depth > 0)
            {
                WriteQuery(field.MessageType, json + ".", name + ".", elsewhere, parameters, depth - 1);
            }
        }
    }

    private static FieldDescriptor Field(MessageDescriptor type, string path)
    {
        var names = path.Split('.');
        var message = names[..^1].Aggregate(type, (inside, name) => inside.FindFieldByName(name).MessageType);
        return message.FindFieldByName(names[^1]);
    }

    private static string Singular(string collection) =>
        collection.EndsWith("ies", StringComparison.Ordinal) ? collection[..^3] + "y"
        : collection.EndsWith('s') ? collection[..^1]
        : collection;
}
