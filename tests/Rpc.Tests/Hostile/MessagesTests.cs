using System.IO.Compression;
using Echo.V1;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BudgetCoaching.Rpc.Tests.Hostile;

/// <summary>Messages and metadata that are too long, not what they claim to be, or nothing at all.</summary>
[Collection(AloneCollection.Name)]
public sealed class MessagesTests : IAsyncLifetime
{
    private const string Say = "/echo.v1.EchoService/Say";
    private const int Mebibyte = 1024 * 1024;

    private GuardedServer server = null!;
    private RawClient raw = null!;

    public async Task InitializeAsync()
    {
        server = await GuardedServer.StartAsync();
        raw = new RawClient(server.Address);
    }

    public async Task DisposeAsync()
    {
        raw.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("FFFFFFFF")]
    [InlineData("80000000")]
    [InlineData("00400001")]
    public async Task A_length_beyond_the_limit_is_exhausted_and_nothing_is_allocated_for_it(string length)
    {
        byte[] header = [0, .. Convert.FromHexString(length)];
        await raw.SendAsync(Say, header);

        (await LeastAllocatedAsync(header)).Should().BeLessThan(Mebibyte);
        await server.ShouldBeWellAsync();
    }

    [Fact]
    public async Task A_gzip_bomb_costs_no_more_than_the_limit()
    {
        const int bomb = 256 * Mebibyte;
        var body = RawClient.Frame(Zeros(bomb), flag: 1);
        (await raw.SendAsync(Say, body, ("grpc-encoding", "gzip"))).Status.Should().Be("8");

        (await LeastAllocatedAsync(body, ("grpc-encoding", "gzip"))).Should().BeLessThan(32 * Mebibyte);
        await server.ShouldBeWellAsync();
    }

    /// <summary>By one of a few requests that are exhausted: what else the process does at the time is not theirs.</summary>
    private async Task<long> LeastAllocatedAsync(byte[] body, params (string Name, string Value)[] headers)
    {
        const int attempts = 5;
        var least = long.MaxValue;
        for (var i = 0; i < attempts; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            (await raw.SendAsync(Say, body, headers)).Status.Should().Be("8");
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    [Fact]
    public async Task Any_bytes_are_answered_with_a_status_and_never_with_an_error_in_the_log()
    {
        string?[] possible = ["0", "8", "12", "13"];
        var samples = Gen.Choose(0, 255).Select(i => (byte)i).ArrayOf().Sample(300, 60);
        foreach (var (index, bytes) in samples.Index())
        {
            var path = "/echo.v1.EchoService/" + (index % 2 == 0 ? "Say" : "Repeat");
            var body = index % 3 == 0 ? bytes : RawClient.Frame(bytes, flag: (byte)(index % 4));

            (await raw.SendAsync(path, body, ("grpc-encoding", "gzip"))).Status.Should().BeOneOf(possible);
        }

        await server.ShouldBeWellAsync();
    }

    [Fact]
    public async Task More_headers_than_may_be_end_their_connection_and_no_other()
    {
        using var peer = await Http2Peer.ConnectAsync(server.Address);
        var stream = await peer.CallAsync(Say, end: true, [.. Enumerable.Range(0, 200).Select(i => ($"x-{i}", "x"))]);

        var frames = await peer.ReadToEndAsync(stream);

        frames.Should().BeEmpty();
        await server.ShouldBeWellAsync();
    }

    [Fact]
    public async Task Metadata_that_the_server_would_not_take_is_not_sent()
    {
        await server.Echo.Client.SayAsync(new SayRequest());
        var headers = new Metadata { { "x-long", new string('x', 40_000) } };

        (await EndedAsync(server.Echo.Client.SayAsync(new SayRequest(), headers).ResponseAsync)).Should().Be(StatusCode.Internal);
        await server.ShouldBeWellAsync();
    }

    [Theory]
    [InlineData("00FFFFFFFF", StatusCode.ResourceExhausted)]
    [InlineData("000000000A0A", StatusCode.Internal)]
    [InlineData("0000000001FF", StatusCode.Internal)]
    [InlineData("0200000000", StatusCode.Internal)]
    [InlineData("010000000100", StatusCode.Internal)]
    public async Task A_client_takes_no_harm_from_such_a_response(string body, StatusCode expected) =>
        (await AskAsync(async context =>
        {
            await context.Response.Body.WriteAsync(Convert.FromHexString(body));
            Trailers(context)["grpc-status"] = "0";
        })).Should().Be(expected);

    [Fact]
    public async Task A_client_inflates_no_more_than_its_limit()
    {
        var bomb = RawClient.Frame(Zeros(64 * Mebibyte), flag: 1);

        (await AskAsync(async context =>
        {
            context.Response.Headers["grpc-encoding"] = "gzip";
            await context.Response.Body.WriteAsync(bomb);
        })).Should().Be(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_response_with_more_headers_than_the_client_takes_is_exhausted() =>
        (await AskAsync(context =>
        {
            for (var i = 0; i < 20; i++)
            {
                context.Response.Headers[$"x-{i}"] = new string('x', 4_000);
            }

            return Task.CompletedTask;
        })).Should().Be(StatusCode.ResourceExhausted);

    private static IHeaderDictionary Trailers(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;

    /// <summary>A unary call that an endpoint answers as given.</summary>
    private static async Task<StatusCode> AskAsync(RequestDelegate answer)
    {
        await using var strange = await EchoServer.StartAsync(map: app => app.MapPost("/strange" + Say, async context =>
        {
            context.Response.ContentType = "application/grpc";
            await answer(context);
        }));
        var method = new Method<SayRequest, SayReply>(
            MethodType.Unary,
            "strange/echo.v1.EchoService",
            "Say",
            Marshallers.Create(Google.Protobuf.MessageExtensions.ToByteArray, SayRequest.Parser.ParseFrom),
            Marshallers.Create(Google.Protobuf.MessageExtensions.ToByteArray, SayReply.Parser.ParseFrom));
        var call = strange.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, new SayRequest());
        return await EndedAsync(call.ResponseAsync.WaitAsync(EchoState.Bound));
    }

    private static async Task<StatusCode> EndedAsync(Task call) =>
        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<RpcException>()).Which.StatusCode;

    private static byte[] Zeros(int count)
    {
        using var squeezed = new MemoryStream();
        using (var gzip = new GZipStream(squeezed, CompressionLevel.SmallestSize))
        {
            var piece = new byte[Mebibyte];
            for (var i = 0; i < count / Mebibyte; i++)
            {
                gzip.Write(piece);
            }
        }

        return squeezed.ToArray();
    }
}
