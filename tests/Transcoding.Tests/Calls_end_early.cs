using System.Net;
using System.Net.Sockets;
using System.Text;
using static System.Net.Http.HttpMethod;

namespace BudgetCoaching.Transcoding.Tests;

public sealed class Calls_end_early : IAsyncLifetime
{
    private const string DeadlinePassed = """{"code":4,"message":"The deadline has passed.","details":["""
        + """{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"DEADLINE_PASSED","domain":"shelf","""
        + """
        "metadata":{"header":"grpc-timeout"}}]}
        """;

    /// <summary>A deadline that is over before a handler began tries nothing: on a slow machine it is tried with twice the time.</summary>
    private const int ShortMs = 50;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private ShelfServer server = null!;

    public async Task InitializeAsync() => server = await ShelfServer.StartAsync(json =>
    {
        json.MaxRequestSize = 1000;
        json.StreamGrace = TimeSpan.Zero;
    });

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task A_deadline_ends_the_call_on_time_whether_the_handler_listens_or_not(string deaf)
    {
        var wait = $$"""{"wait":true,"deaf":{{deaf}}}""";
        for (var ms = ShortMs; !server.Service.Began.IsCompleted && ms < Soon.TotalMilliseconds; ms *= 2)
        {
            (await server.SendAsync(Post, "/v1/behaviour", wait, headers: ("grpc-timeout", $"{ms}m")).WaitAsync(Soon))
                .Should().Be((HttpStatusCode.GatewayTimeout, DeadlinePassed));
        }

        await server.Service.Cancelled.WaitAsync(Soon);
    }

    [Theory]
    [InlineData("0S")]
    [InlineData("1n")]
    public async Task A_deadline_that_has_passed_on_arrival_is_not_answered_with_success(string timeout)
    {
        (await server.SendAsync(Post, "/v1/behaviour", "{}", headers: ("grpc-timeout", timeout)))
            .Should().Be((HttpStatusCode.GatewayTimeout, DeadlinePassed));
        (await server.SendAsync(Get, "/v1/books:watch", headers: ("grpc-timeout", timeout)))
            .Should().Be((HttpStatusCode.GatewayTimeout, DeadlinePassed));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("x5S")]
    [InlineData("123456789S")]
    public async Task A_malformed_deadline_is_refused(string timeout)
    {
        var (status, body) = await server.SendAsync(Post, "/v1/behaviour", "{}", headers: ("grpc-timeout", timeout));

        status.Should().Be(HttpStatusCode.BadRequest);
        body.Should().Contain("TIMEOUT_INVALID");
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_the_call()
    {
        using var gone = new CancellationTokenSource();
        using var content = new StringContent("""{"wait":true}""", Encoding.UTF8, "application/json");
        var call = server.Http.PostAsync(new Uri("/v1/behaviour", UriKind.Relative), content, gone.Token);
        await server.Service.Began.WaitAsync(Soon);

        await gone.CancelAsync();

        await server.Service.Cancelled.WaitAsync(Soon);
        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_whether_it_says_its_length_or_not()
    {
        var large = $$"""{"detail":"{{new string('x', 1000)}}"}""";
        using var chunked = new HttpRequestMessage(Post, "/v1/behaviour")
        {
            Content = new StringContent(large, Encoding.UTF8, "application/json"), Headers = { TransferEncodingChunked = true },
        };

        var (status, body) = await server.SendAsync(Post, "/v1/behaviour", large);
        using var second = await server.Http.SendAsync(chunked);

        (status, second.StatusCode).Should().Be((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge));
        body.Should().Be(
            """{"code":8,"message":"A message is at most 1000 bytes: send less at once.","details":["""
            + """{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"MESSAGE_TOO_LARGE","domain":"shelf","""
            + """
            "metadata":{"bytes_max":"1000"}}]}
            """);
        (await second.Content.ReadAsStringAsync()).Should().Be(body);
    }

    [Fact]
    public async Task A_body_up_to_the_limit_is_taken()
    {
        var fits = $$"""{"detail":"{{new string('x', 1000 - """{"detail":""}""".Length)}}"}""";

        (await server.SendAsync(Post, "/v1/behaviour", fits)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stream_is_one_json_document_a_line()
    {
        using var response = await server.Http.GetAsync(new Uri("/v1/books:watch?count=2", UriKind.Relative));

        response.Content.Headers.ContentType!.ToString().Should().Be("application/x-ndjson");
        (await response.Content.ReadAsStringAsync()).Should().Be(
            """
            {"name":"","author":"","pages":"1"}
            {"name":"","author":"","pages":"2"}

            """);
    }

    [Fact]
    public async Task A_stream_of_nothing_is_empty_and_a_success() =>
        (await server.SendAsync(Get, "/v1/books:watch")).Should().Be((HttpStatusCode.OK, ""));

    [Fact]
    public async Task An_error_before_the_first_line_has_a_status_of_its_own() =>
        (await server.SendAsync(Get, "/v1/books:watch?status=5&detail=none"))
            .Should().Be((HttpStatusCode.NotFound, """{"code":5,"message":"none","details":[]}"""));

    [Theory]
    [InlineData("status=5&detail=none", 5, "none")]
    [InlineData("throw=true", 2, "The handler failed.")]
    public async Task An_error_in_mid_stream_is_the_last_line(string query, int code, string message) =>
        (await server.SendAsync(Get, "/v1/books:watch?count=1&" + query)).Should().Be((
            HttpStatusCode.OK,
            $$$"""
            {"name":"","author":"","pages":"1"}
            {"error":{"code":{{{code}}},"message":"{{{message}}}","details":[]}}

            """));

    [Fact]
    public async Task A_deadline_ends_a_stream_with_a_last_line()
    {
        var body = "";
        for (var ms = ShortMs; !body.Contains('\n', StringComparison.Ordinal) && ms < Soon.TotalMilliseconds; ms *= 2)
        {
            (_, body) = await server.SendAsync(Get, "/v1/books:watch?count=1&wait=true", headers: ("grpc-timeout", $"{ms}m"))
                .WaitAsync(Soon);
        }

        body.Should().EndWith($$"""{"error":{{DeadlinePassed}}}""" + "\n");
    }

    [Fact]
    public async Task A_stream_ends_when_the_host_stops()
    {
        using var response = await server.Http.GetAsync(
            new Uri("/v1/books:watch?count=1&wait=true", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        var body = response.Content.ReadAsStringAsync();

        await server.StopAsync().WaitAsync(Soon);

        (await body.WaitAsync(Soon)).Should().EndWith("""{"error":{"code":14,"message":"The server is stopping.","details":[]}}""" + "\n");
    }

    [Fact]
    public async Task Lines_are_answered_while_more_are_being_sent()
    {
        var address = server.Http.BaseAddress!;
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /v1/me/books:return HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n"));

        for (var pages = 1; pages <= 3; pages++)
        {
            await SendChunkAsync(stream, $"{{\"pages\":{pages}}}\n");
            (await NextLineAsync(reader)).Should().Be($$"""{"name":"","author":"me","pages":"{{pages}}"}""");
        }

        await SendChunkAsync(stream, """{"pages":"x"}""");
        await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        (await NextLineAsync(reader)).Should().StartWith("""{"error":{"code":3,"message":"1 malformed field(s): line 4.pages must be""");
    }

    [Fact]
    public async Task A_line_that_is_too_long_ends_the_stream()
    {
        var (_, body) = await server.SendAsync(
            Post, "/v1/me/books:return", "{}\n{\"name\":\"" + new string('x', 5000), "application/x-ndjson");

        body.Split('\n')[1].Should().StartWith("""{"error":{"code":8,"message":"A message is at most 1000 bytes""");
    }

    private static async Task SendChunkAsync(NetworkStream stream, string text)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{text.Length:x}\r\n{text}\r\n"));
        await stream.FlushAsync();
    }

    /// <summary>The next line of JSON: headers and lengths of chunks are passed over.</summary>
    private static async Task<string> NextLineAsync(StreamReader reader)
    {
        using var limit = new CancellationTokenSource(Soon);
        while (true)
        {
            var line = await reader.ReadLineAsync(limit.Token) ?? throw new IOException("The stream ended.");
            if (line.StartsWith('{'))
            {
                return line;
            }
        }
    }
}
