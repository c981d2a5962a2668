using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BudgetCoaching.Transcoding.Http;

namespace BudgetCoaching.Transcoding.OpenApi;

/// <summary>An OpenAPI 3.1 document of the mapped services, from their descriptors and comments.</summary>
internal sealed class OpenApiDocument(ContractSet contract, OpenApiOptions options)
{
    private const string StatusName = "google.rpc.Status";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SchemaWriter schemas = new();

    /// <param name="services">Full names, in the order in which they are to stand.</param>
    public byte[] Write(IEnumerable<string> services)
    {
        var (tags, paths) = (new JsonArray(), new JsonObject());
        var operations = new OperationWriter(options, schemas, new ExampleWriter(options));
        foreach (var service in services.Select(contract.Service))
        {
            tags.Add(new JsonObject { ["name"] = service.Name, ["description"] = ContractSet.Comment(service.Declaration) });
            foreach (var method in service.Methods)
            {
                var routes = HttpRoute.Of(method);
                for (var i = 0; i < routes.Count; i++)
                {
                    var further = i == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"_{i + 1}");
                    var name = $"{service.Name}_{method.Name}{further}";
                    var (path, operation) = operations.Write(method, routes[i], name);
                    paths[path] ??= new JsonObject();
                    paths[path]![routes[i].Method.ToLowerInvariant()] = operation;
                }
            }
        }

        schemas.Add(StatusName, StatusSchema());
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = options.Title, ["version"] = options.Version, ["description"] = options.Description },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = tags,
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.All(), ["responses"] = Responses(), ["parameters"] = Headers(),
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, Readable);
    }

    private JsonObject Headers() => new(options.Headers.Select(header => KeyValuePair.Create(header.Name, (JsonNode?)new JsonObject
    {
        ["name"] = header.Name,
        ["in"] = "header",
        ["required"] = header.IsRequired,
        ["description"] = header.Description,
        ["schema"] = new JsonObject { ["type"] = "string" },
        ["example"] = header.Example,
    })));

    private static JsonObject Responses() => new()
    {
        ["400"] = Response("The request is malformed, or a rule refused it.", 3),
        ["401"] = Response("The call does not say who is calling.", 16),
        ["404"] = Response("There is no such thing, or no such path.", 5),
        ["409"] = Response("The id is taken, or somebody else wrote in between.", 10),
        ["default"] = Response("Any other error.", 13),
    };

    private static JsonObject Response(string description, int code) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject
        {
            ["application/json"] = new JsonObject
            {
                ["schema"] = new JsonObject { ["$ref"] = SchemaWriter.Prefix + StatusName },
                ["example"] = new JsonObject
                {
                    ["code"] = code,
                    ["message"] = description,
                    ["details"] = new JsonArray(new JsonObject
                    {
                        ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
                        ["reason"] = "REASON",
                        ["domain"] = "domain",
                        ["metadata"] = new JsonObject(),
                    }),
                },
            },
        },
    };

    private static JsonObject StatusSchema() => new()
    {
        ["type"] = "object",
        ["description"] = "An error. Decide by the reason in the detail google.rpc.ErrorInfo, never by the message.",
        ["required"] = new JsonArray("code", "message", "details"),
        ["properties"] = new JsonObject
        {
            ["code"] = new JsonObject { ["type"] = "integer", ["format"] = "int32", ["description"] = "A google.rpc.Code." },
            ["message"] = new JsonObject { ["type"] = "string", ["description"] = "For developers." },
            ["details"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["required"] = new JsonArray("@type"),
                    ["properties"] = new JsonObject { ["@type"] = new JsonObject { ["type"] = "string" } },
                },
            },
        },
    };
}
