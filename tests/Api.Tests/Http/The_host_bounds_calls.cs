using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests.Http;

[Collection(Wire_collection.Name)]
public sealed class The_host_bounds_calls(RunningService service)
{
    private const int BytesMax = 4 * 1024 * 1024;

    private const string DemoAgency = "agencies/demo";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_with_details_over_gRPC()
    {
        var households = new HouseholdService.HouseholdServiceClient(service.Channel);

        var call = households.EnrolHouseholdAsync(
            new EnrolHouseholdRequest { DisplayName = new string('x', BytesMax) }, RunningService.Headers);

        var status = await Refused(call, StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE");
        status.Details[0].Unpack<ErrorInfo>().Metadata["bytes_max"].Should().Be("4194304");
    }

    [Theory]
    [InlineData("abc", HttpStatusCode.BadRequest, StatusCode.InvalidArgument, "TIMEOUT_INVALID")]
    [InlineData("1n", HttpStatusCode.GatewayTimeout, StatusCode.DeadlineExceeded, "DEADLINE_PASSED")]
    public async Task A_deadline_that_is_none_or_has_passed_is_refused_alike_on_both_ports(
        string timeout, HttpStatusCode http, StatusCode code, string reason)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        using var overGrpc = new HttpRequestMessage(HttpMethod.Post, service.Grpc + "/budgetcoaching.v1.AgencyService/GetAgency")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new("application/grpc") } },
            Headers = { { "te", "trailers" }, { "grpc-timeout", timeout } },
        };
        using var overHttp = new HttpRequestMessage(HttpMethod.Get, service.Web + "/v1/agencies/demo")
        {
            Headers = { { "grpc-timeout", timeout } },
        };

        using var refused = await client.SendAsync(overGrpc);
        using var refusedToo = await client.SendAsync(overHttp);

        refused.Headers.GetValues("grpc-status").Should().Equal(((int)code).ToString(CultureInfo.InvariantCulture));
        var base64 = refused.Headers.GetValues("grpc-status-details-bin").Single();
        var details = Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
        details.Details[0].Unpack<ErrorInfo>().Reason.Should().Be(reason);
        refused.Headers.GetValues("grpc-message").Should().Equal(details.Message);
        refusedToo.StatusCode.Should().Be(http);
        (await refusedToo.Content.ReadAsStringAsync()).Should().Contain($"\"{reason}\"").And.Contain(details.Message);
    }

    [Fact]
    public async Task A_service_is_as_healthy_as_all_are_by_its_name()
    {
        var bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var check = new Method<byte[], byte[]>(MethodType.Unary, "grpc.health.v1.Health", "Check", bytes, bytes);
        byte[] ledger = [0x0A, 0, .. "budgetcoaching.v1.LedgerService"u8];
        ledger[1] = (byte)(ledger.Length - 2);
        byte[] serving = [0x08, 1];

        using var call = service.Channel.CreateCallInvoker().AsyncUnaryCall(check, null, default, ledger);

        (await call.ResponseAsync).Should().Equal(serving);
    }

    [Fact]
    public async Task The_page_of_the_contract_has_one_address()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var response = await http.GetAsync(service.Web + "/openapi/");

        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
        response.Headers.Location.Should().Be("/openapi");
    }

    [Fact]
    public async Task A_row_that_is_too_large_ends_the_stream_with_details()
    {
        using var call = new BulkService.BulkServiceClient(service.Channel).ImportFacts(RunningService.Headers);
        var sending = call.RequestStream.WriteAsync(new ImportFactsRequest
        {
            Row = 1, EnrolHousehold = new EnrolHouseholdRequest { DisplayName = new string('x', BytesMax) },
        });

        var answer = call.ResponseStream.MoveNext(CancellationToken.None);
        var refused = (await FluentActions.Awaiting(() => answer).Should().ThrowAsync<RpcException>()).Which;

        refused.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin")).Details[0].Unpack<ErrorInfo>().Reason
            .Should().Be("MESSAGE_TOO_LARGE");
        await Task.WhenAny(sending);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_over_HTTP()
    {
        using var http = new HttpClient { BaseAddress = new Uri(service.Web) };
        using var content = new StringContent(
            $$"""{"displayName": "{{new string('x', BytesMax)}}"}""", System.Text.Encoding.UTF8, "application/json");

        using var response = await http.PostAsync(new Uri("/v1/households", UriKind.Relative), content);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync()).Should().Contain("MESSAGE_TOO_LARGE");
    }

    [Fact]
    public async Task A_large_message_within_the_bound_is_read_over_HTTP()
    {
        using var http = new HttpClient { BaseAddress = new Uri(service.Web) };
        using var content = new StringContent(
            $$"""{"displayName": "{{new string('x', BytesMax - 100)}}"}""", System.Text.Encoding.UTF8, "application/json");

        using var response = await http.PostAsync(new Uri("/v1/households", UriKind.Relative), content);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_page_token_of_another_call_is_refused()
    {
        var agencies = new AgencyService.AgencyServiceClient(service.Channel);
        var agency = $"agencies/paged-{NewId()}";
        await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = agency["agencies/".Length..], Agency = new V1.Agency { DisplayName = "Paged" } },
            RunningService.Headers);
        foreach (var creditor in new[] { "one", "two" })
        {
            await agencies.RegisterCreditorAsync(
                new RegisterCreditorRequest { Parent = agency, CreditorId = creditor, Creditor = new Creditor { DisplayName = creditor } },
                RunningService.Headers);
        }

        var page = await agencies.ListCreditorsAsync(new ListCreditorsRequest { Parent = agency, PageSize = 1 });

        page.NextPageToken.Should().MatchRegex("^[A-Za-z0-9_-]+$", "it goes into a query as it is");
        await Refused(
            agencies.ListParameterSetsAsync(new ListParameterSetsRequest { Parent = agency, PageToken = page.NextPageToken }),
            StatusCode.InvalidArgument,
            "PAGE_TOKEN_INVALID");
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1234", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    public async Task Only_this_machines_names_are_answered_over_HTTP(string host, HttpStatusCode status)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, service.Web + "/v1/agencies/demo") { Headers = { Host = host } };

        using var response = await http.SendAsync(request);

        response.StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task A_call_that_runs_too_long_is_ended_over_gRPC_and_over_HTTP()
    {
        var hasty = new RunningService { Settings = ["--BudgetCoaching:CallSeconds", "1"] };
        await hasty.StartAsync();
        try
        {
            var arrears = new ArrearsService.ArrearsServiceClient(hasty.Channel);
            var cursor = Ahead(await CursorOfAsync(arrears));

            var status = await Refused(
                arrears.ListCreditorTotalsAsync(new() { Agency = DemoAgency, MinCursor = cursor }),
                StatusCode.DeadlineExceeded,
                "CALL_TOO_LONG");
            using var http = new HttpClient();
            using var response = await http.GetAsync($"{hasty.Web}/v1/{DemoAgency}/creditorTotals?minCursor={cursor}");

            status.Details[0].Unpack<ErrorInfo>().Metadata["seconds_max"].Should().Be("1");
            response.StatusCode.Should().Be(HttpStatusCode.GatewayTimeout);
            (await response.Content.ReadAsStringAsync()).Should().Contain("CALL_TOO_LONG");
        }
        finally
        {
            await hasty.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_log_can_be_json_and_then_nothing_else_is_said()
    {
        var folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;
        using var process = RunningService.Start(
            "--data", folder, "--BudgetCoaching:Grpc:Port", "0", "--BudgetCoaching:Web:Port", "0", "--BudgetCoaching:JsonLog", "true");
        using var limit = new CancellationTokenSource(Soon);
        var events = new List<int>();
        JsonNode? started = null;
        while (!events.Contains(1003) && await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            var said = JsonNode.Parse(line)!;
            events.Add((int)said["event"]!);
            started = said;
        }

        using var stop = System.Diagnostics.Process.Start("kill", process.Id.ToString(CultureInfo.InvariantCulture));
        (await process.StandardOutput.ReadToEndAsync(limit.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should().OnlyContain(line => JsonNode.Parse(line) is JsonObject);
        await process.WaitForExitAsync(limit.Token);
        Directory.Delete(folder, recursive: true);
        events.Should().EndWith(1003);
        started!.AsObject().Select(field => field.Key).Should().Equal("time", "level", "event", "name", "category", "message", "parts");
        ((string?)started["name"], (string?)started["level"], (string?)started["parts"]!["Folder"]).Should().Be(
            ("Started", "Information", folder));
    }

    /// <summary>The first calls of a service may take a slow machine longer than this one lets any take.</summary>
    private static async Task<string> CursorOfAsync(ArrearsService.ArrearsServiceClient arrears)
    {
        const int AttemptsMax = 60;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await arrears.ListCreditorTotalsAsync(new() { Agency = DemoAgency })).Resolved.Cursor;
            }
            catch (RpcException slow) when (slow.StatusCode == StatusCode.DeadlineExceeded && attempt < AttemptsMax)
            {
            }
        }
    }

    /// <summary>The cursor of a place in the log that nothing has come to yet.</summary>
    private static string Ahead(string cursor)
    {
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(cursor);
        (bytes[^9], bytes[^1]) = (255, 255);
        return System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }
}
