using System.Diagnostics;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace BudgetCoaching.Api.Tests.Http;

[Collection(Wire_collection.Name)]
public sealed class The_contract_is_described(RunningService service) : IDisposable
{
    private static readonly TimeSpan CheckMax = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new() { BaseAddress = new Uri(service.Web) };

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task The_document_is_valid_OpenAPI()
    {
        var file = Path.Combine(service.DataFolder, "openapi.json");
        await File.WriteAllBytesAsync(file, await http.GetByteArrayAsync(new Uri("/openapi.json", UriKind.Relative)));
        var start = new ProcessStartInfo("node", ["openapi.mjs", file])
        {
            WorkingDirectory = Path.Combine(RunningService.Root, "protos"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = new CancellationTokenSource(CheckMax);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(limit.Token);

        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);

        (output + await errors).Trim().Should().Be("valid OpenAPI 3.1");
    }

    [Fact]
    public async Task Every_call_stands_in_it_with_its_comment_and_what_it_refers_to_is_there()
    {
        var document = await DocumentAsync();
        var operations = Operations(document).ToList();
        var text = document.ToJsonString();

        operations.Select(operation => (string)operation["operationId"]!).Where(id => !id.EndsWith("_2", StringComparison.Ordinal))
            .Should().BeEquivalentTo(Every_call_answers_over_http.Contract.Select(method => $"{method.Service.Name}_{method.Name}"));
        operations.Should().OnlyContain(operation => ((string)operation["summary"]!).Length > 0);
        operations.Single(o => (string)o["operationId"]! == "LedgerService_PostCharge")["summary"]!.ToString()
            .Should().Be("Posts an amount that a creditor asks for");
        foreach (var reference in text.Split("\"$ref\":\"#/").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]))
        {
            reference.Split('/').Aggregate((JsonNode?)document, (node, name) => node?[name]).Should().NotBeNull(reference);
        }
    }

    [Fact]
    public async Task Every_example_of_a_request_can_be_read_as_one()
    {
        var document = await DocumentAsync();
        var examples = 0;
        foreach (var operation in Operations(document).Where(operation => operation["requestBody"] is not null))
        {
            var name = (string)operation["operationId"]!;
            var method = Every_call_answers_over_http.Contract.Single(m => $"{m.Service.Name}_{m.Name}" == name);
            var example = operation["requestBody"]!["content"]!.AsObject().Single().Value!["example"]!;
            var text = method.IsClientStreaming ? (string)example! : example.ToJsonString();

            JsonParser.Default.Parse(text, method.InputType).CalculateSize().Should().BePositive();
            examples++;
        }

        examples.Should().BeGreaterThan(30);
    }

    [Fact]
    public async Task The_page_reads_the_document_and_nothing_from_elsewhere()
    {
        using var response = await http.GetAsync(new Uri("/openapi", UriKind.Relative));
        var page = await response.Content.ReadAsStringAsync();

        response.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        page.Should().Contain("connect-src 'self'").And.NotContain("http://").And.NotContain("https://");
        (await http.GetStringAsync(new Uri("/", UriKind.Relative))).Should().Contain("href=\"/openapi\"");
    }

    private async Task<JsonNode> DocumentAsync() => JsonNode.Parse(await http.GetStringAsync(new Uri("/openapi.json", UriKind.Relative)))!;

    private static IEnumerable<JsonNode> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!);
}
