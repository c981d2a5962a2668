using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Echo.V1;
using Google.Protobuf;
using Grpc.AspNetCore.Web;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>What browsers speak, over HTTP/1.1.</summary>
public sealed class WebTests : IAsyncLifetime
{
    private const string Say = "/echo.v1.EchoService/Say";

    /// <summary>One message, then the trailers.</summary>
    private static readonly byte[] Answer =
    [
        .. RawClient.Frame(new SayReply { Text = "canone" }), .. RawClient.Frame("grpc-status: 0\r\n"u8.ToArray(), 0x80),
    ];

    private readonly HttpClient http = new();
    private EchoServer server = null!;

    public async Task InitializeAsync() => server = await StartAsync(new GrpcWebOptions { DefaultEnabled = true });

    public async Task DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Fetch_passes_every_case()
    {
        var lines = await Foreign.RunAsync("web.mjs", server.Address);

        server.Log.Errors.Should().BeEmpty();
        lines.Should().Equal(
            "ok unary",
            "ok unary_text",
            "ok refusal_before_any_message_is_in_the_headers",
            "ok server_streaming",
            "ok server_streaming_text",
            "ok streaming_arrives_as_it_is_written",
            "ok refusal_after_messages_is_in_the_last_frame",
            "ok metadata_travels_both_ways",
            "ok deadline",
            "ok unimplemented_method",
            "ok unimplemented_service",
            "ok another_content_type_is_refused");
        server.Log.Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc-web+proto")]
    public async Task The_last_frame_of_the_body_is_the_trailers(string contentType)
    {
        var (response, body) = await SendAsync(Say, contentType, RawClient.Frame(new SayRequest { Text = "canone" }));

        response.Content.Headers.ContentType!.MediaType.Should().Be("application/grpc-web");
        body.Should().Equal(Answer);
        response.Headers.Contains("grpc-status").Should().BeFalse();
    }

    [Fact]
    public async Task A_text_may_be_cut_into_padded_pieces_anywhere()
    {
        var frame = RawClient.Frame(new SayRequest { Text = "canone" });
        var pieces = Encoding.ASCII.GetBytes(string.Concat(frame.Chunk(4).Select(Convert.ToBase64String)));

        var (response, body) = await SendAsync(Say, "application/grpc-web-text", pieces);

        response.Content.Headers.ContentType!.MediaType.Should().Be("application/grpc-web-text");
        Convert.FromBase64String(Encoding.ASCII.GetString(body))
            .Should().Equal(Answer);
    }

    [Fact]
    public async Task A_long_text_comes_whole()
    {
        var payload = ByteString.CopyFrom([.. Enumerable.Range(0, 100_000).Select(i => (byte)(i % 251))]);
        var frame = Convert.ToBase64String(RawClient.Frame(new SayRequest { Payload = payload }));

        var (_, body) = await SendAsync(Say, "application/grpc-web-text", Encoding.ASCII.GetBytes(frame));

        Convert.FromBase64String(Encoding.ASCII.GetString(body)).Take(100_000)
            .Should().Equal(RawClient.Frame(new SayReply { Payload = payload }).Take(100_000));
    }

    [Theory]
    [InlineData("AAAAA")]
    [InlineData("????")]
    [InlineData("AA=A")]
    public async Task A_text_that_is_no_base64_is_internal(string text)
    {
        var (response, _) = await SendAsync(Say, "application/grpc-web-text", Encoding.ASCII.GetBytes(text));

        response.Headers.GetValues("grpc-status").Should().Equal("13");
    }

    [Fact]
    public async Task A_method_is_served_to_browsers_only_if_it_says_so()
    {
        await using var closed = await StartAsync(new GrpcWebOptions());
        await using var opened = await StartAsync(new GrpcWebOptions(), builder => builder.EnableGrpcWeb());
        await using var shut = await StartAsync(new GrpcWebOptions { DefaultEnabled = true }, builder => builder.DisableGrpcWeb());

        var statuses = new List<HttpStatusCode>();
        foreach (var each in new[] { closed, opened, shut })
        {
            var (response, _) = await SendAsync("/also" + Say, "application/grpc-web", RawClient.Frame(new SayRequest()), each);
            statuses.Add(response.StatusCode);
        }

        statuses.Should().Equal(HttpStatusCode.UnsupportedMediaType, HttpStatusCode.OK, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Without_the_bridge_a_browser_is_refused()
    {
        await using var plain = await EchoServer.StartAsync(protocols: HttpProtocols.Http1);

        (await SendAsync(Say, "application/grpc-web", [], plain)).Response.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await SendAsync(Say, "application/grpc", [], plain)).Response.StatusCode.Should().Be(HttpStatusCode.UpgradeRequired);
    }

    [Fact]
    public async Task A_deadline_wakes_a_handler_whose_client_stopped_sending()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(server.Address).Port);
        var stream = client.GetStream();
        var request = "POST /echo.v1.EchoService/Join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/grpc-web\r\n"
            + "grpc-timeout: 100m\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n\0\0\0\0\u000A\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));

        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (await reader.ReadLineAsync().WaitAsync(EchoState.Bound) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        lines.Should().Contain("Grpc-Status: 4");
        (await server.State.Failed.Task.WaitAsync(EchoState.Bound)).Should().BeOfType<RpcException>()
            .Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task A_browser_that_leaves_cancels_its_handler()
    {
        using var cancel = new CancellationTokenSource();
        var call = SendAsync(Say, "application/grpc-web", RawClient.Frame(new SayRequest { Behave = "wait" }), cancel: cancel.Token);
        await server.State.Started.Task.WaitAsync(EchoState.Bound);

        await cancel.CancelAsync();

        await server.State.Cancelled.Task.WaitAsync(EchoState.Bound);
        await call.Awaiting(c => c).Should().ThrowAsync<OperationCanceledException>();
    }

    private static Task<EchoServer> StartAsync(
        GrpcWebOptions options, Action<GrpcServiceEndpointConventionBuilder>? configure = null) => EchoServer.StartAsync(
        map: app =>
        {
            app.UseGrpcWeb(options);
            var also = app.MapGroup("/also").MapGrpcService<EchoService>();
            configure?.Invoke(also);
        },
        protocols: HttpProtocols.Http1);

    private async Task<(HttpResponseMessage Response, byte[] Body)> SendAsync(
        string path, string contentType, byte[] body, EchoServer? to = null, CancellationToken cancel = default)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        var response = await http.PostAsync((to ?? server).Address + path, content, cancel);
        return (response, await response.Content.ReadAsByteArrayAsync(cancel));
    }
}
