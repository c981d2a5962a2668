using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace BudgetCoaching.Api.Tests.Http;

/// <summary>What a call led to: messages, and the error that ended it.</summary>
internal sealed record Outcome(IReadOnlyList<IMessage> Messages, Status? Error);

/// <summary>
/// Makes any call of the contract twice, over gRPC and over HTTP, from its descriptor alone. The path and the query are put together
/// here by the words of the annotation, apart from the code that takes them apart.
/// </summary>
internal sealed partial class HttpCalls(RunningService service) : IDisposable
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private readonly HttpClient http = new() { BaseAddress = new Uri(service.Web) };

    public async Task<Outcome> OverGrpcAsync(MethodDescriptor method, params IMessage[] requests)
    {
        var call = new Method<byte[], byte[]>(
            method is { IsClientStreaming: true } ? MethodType.DuplexStreaming
                : method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary,
            method.Service.FullName,
            method.Name,
            Bytes,
            Bytes);
        var (invoker, options) = (service.Channel.CreateCallInvoker(), new CallOptions(RunningService.Headers));
        var answers = new List<IMessage>();
        try
        {
            if (call.Type == MethodType.Unary)
            {
                using var unary = invoker.AsyncUnaryCall(call, null, options, requests[0].ToByteArray());
                answers.Add(method.OutputType.Parser.ParseFrom(await unary.ResponseAsync));
            }
            else if (call.Type == MethodType.ServerStreaming)
            {
                using var stream = invoker.AsyncServerStreamingCall(call, null, options, requests[0].ToByteArray());
                await AddAllAsync(stream.ResponseStream);
            }
            else
            {
                using var duplex = invoker.AsyncDuplexStreamingCall(call, null, options);
                foreach (var request in requests)
                {
                    await duplex.RequestStream.WriteAsync(request.ToByteArray());
                }

                await duplex.RequestStream.CompleteAsync();
                await AddAllAsync(duplex.ResponseStream);
            }
        }
        catch (RpcException refused)
        {
            return new Outcome(answers, Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin")));
        }

        return new Outcome(answers, null);

        async Task AddAllAsync(IAsyncStreamReader<byte[]> responses)
        {
            await foreach (var bytes in responses.ReadAllAsync())
            {
                answers.Add(method.OutputType.Parser.ParseFrom(bytes));
            }
        }
    }

    public async Task<Outcome> OverHttpAsync(MethodDescriptor method, HttpRule rule, params IMessage[] requests)
    {
        using var request = Request(method, rule, requests);
        foreach (var header in RunningService.Headers)
        {
            request.Headers.Add(header.Key, header.Value);
        }

        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new Outcome([], Parser.Parse<Status>(body));
        }

        var answers = new List<IMessage>();
        foreach (var line in method.IsServerStreaming ? body.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [body])
        {
            if (line.StartsWith("{\"error\":", StringComparison.Ordinal))
            {
                return new Outcome(answers, Parser.Parse<Status>(JsonNode.Parse(line)!["error"]!.ToJsonString()));
            }

            answers.Add(Parser.Parse(line, method.OutputType));
        }

        return new Outcome(answers, null);
    }

    public static HttpRule RuleOf(MethodDescriptor method) => method.GetOptions()?.GetExtension(AnnotationsExtensions.Http)!;

    public static (HttpMethod Method, string Path) PatternOf(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => (HttpMethod.Get, rule.Get),
        HttpRule.PatternOneofCase.Post => (HttpMethod.Post, rule.Post),
        _ => throw new NotSupportedException($"The contract only reads and posts, not {rule}."),
    };

    /// <summary>A query cannot say that a message is there and empty: in requests that go into one, these are left out.</summary>
    public static IMessage AsAQueryCanSay(MethodDescriptor method, IMessage request) => RuleOf(method).Body == "*"
        ? request
        : Parser.Parse((WithoutEmpty(JsonNode.Parse(Formatter.Format(request))) ?? new JsonObject()).ToJsonString(), method.InputType);

    public void Dispose() => http.Dispose();

    private static JsonNode? WithoutEmpty(JsonNode? node)
    {
        if (node is not JsonObject json)
        {
            return node?.DeepClone();
        }

        var kept = json.Select(pair => KeyValuePair.Create(pair.Key, WithoutEmpty(pair.Value)))
            .Where(pair => pair.Value is not null)
            .ToList();
        return kept.Count == 0 ? null : new JsonObject(kept);
    }

    private static HttpRequestMessage Request(MethodDescriptor method, HttpRule rule, IMessage[] requests)
    {
        var (verb, template) = PatternOf(rule);
        var json = JsonNode.Parse(Formatter.Format(requests[0]))!.AsObject();
        var inPath = new List<string>();
        var path = Variable().Replace(template, variable =>
        {
            var field = method.InputType.FindFieldByName(variable.Groups["field"].Value);
            inPath.Add(field.JsonName);
            var value = (string)field.Accessor.GetValue(requests[0]);
            return string.Join('/', value.Split('/').Select(Uri.EscapeDataString));
        });
        if (rule.Body == "*")
        {
            var lines = string.Join('\n', requests.Select(request => Formatter.Format(request)));
            var type = method.IsClientStreaming ? "application/x-ndjson" : "application/json";
            return new HttpRequestMessage(verb, path) { Content = new StringContent(lines, Encoding.UTF8, type) };
        }

        inPath.ForEach(name => json.Remove(name));
        var query = string.Join('&', Flat("", json).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return new HttpRequestMessage(verb, query.Length == 0 ? path : $"{path}?{query}");
    }

    private static IEnumerable<(string Name, string Value)> Flat(string prefix, JsonNode? node) => node switch
    {
        JsonObject inside => inside.SelectMany(pair => Flat(prefix.Length == 0 ? pair.Key : $"{prefix}.{pair.Key}", pair.Value)),
        JsonArray list => list.SelectMany(one => Flat(prefix, one)),
        _ => [(prefix, node!.ToString())],
    };

    [GeneratedRegex(@"\{(?<field>\w+)(=[^}]*)?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
