using System.IO.Compression;
using Echo.V1;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Tests;

public sealed class CompressionTests : IAsyncLifetime
{
    private const string Say = "/echo.v1.EchoService/Say";
    private static readonly string Long = new('a', 10_000);

    private static readonly byte[] LongRequest = RawClient.Frame(new SayRequest { Text = Long });

    private EchoServer server = null!;
    private RawClient raw = null!;

    public async Task InitializeAsync()
    {
        server = await EchoServer.StartAsync(o => o.ResponseCompressionAlgorithm = "gzip");
        raw = new RawClient(server.Address);
    }

    public async Task DisposeAsync()
    {
        raw.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task A_request_compressed_by_the_caller_is_understood(string encoding)
    {
        var headers = new Metadata { { "grpc-internal-encoding-request", encoding } };

        var reply = await server.Client.SayAsync(new SayRequest { Text = Long }, headers);

        reply.Text.Should().Be(Long);
    }

    [Fact]
    public async Task A_response_is_compressed_for_a_client_that_accepts_it()
    {
        var response = await raw.SendAsync(Say, LongRequest, ("grpc-accept-encoding", "identity, gzip"));

        response.Header("grpc-encoding").Should().Be("gzip");
        var (flag, payload) = response.Frames().Single();
        flag.Should().Be(1);
        payload.Length.Should().BeLessThan(500);
        SayReply.Parser.ParseFrom(Inflated(payload)).Text.Should().Be(Long);
    }

    [Fact]
    public async Task A_response_is_plain_for_a_client_that_does_not_accept_it()
    {
        var response = await raw.SendAsync(Say, LongRequest, ("grpc-accept-encoding", "identity,deflate"));

        response.Header("grpc-encoding").Should().BeNull();
        response.Frames().Single().Flag.Should().Be(0);
    }

    [Fact]
    public async Task An_empty_message_is_sent_plain_even_where_others_are_compressed()
    {
        var response = await raw.SendAsync(Say, RawClient.Frame(new SayRequest()), ("grpc-accept-encoding", "gzip"));

        response.Header("grpc-encoding").Should().Be("gzip");
        response.Body.Should().Equal(0, 0, 0, 0, 0);
    }

    [Fact]
    public async Task The_handler_may_keep_its_message_plain()
    {
        var request = RawClient.Frame(new SayRequest { Text = Long, Behave = "plain" });

        var response = await raw.SendAsync(Say, request, ("grpc-accept-encoding", "gzip"));

        response.Frames().Single().Flag.Should().Be(0);
    }

    [Fact]
    public async Task Inflating_stops_at_the_limit()
    {
        var bomb = RawClient.Frame(Deflated(new byte[64 * 1024 * 1024]), flag: 1);
        bomb.Length.Should().BeLessThan(100_000);

        var response = await raw.SendAsync(Say, bomb, ("grpc-encoding", "gzip"));

        response.Status.Should().Be("8");
    }

    [Fact]
    public async Task Bytes_that_are_not_of_the_encoding_are_internal() =>
        (await raw.SendAsync(Say, RawClient.Frame([1, 2, 3, 4], flag: 1), ("grpc-encoding", "gzip"))).Status.Should().Be("13");

    [Fact]
    public async Task A_stream_is_compressed_message_by_message()
    {
        using var call = server.Client.Repeat(new SayRequest { Text = Long, Count = 3 });

        var texts = new List<string>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            texts.Add(reply.Text);
        }

        texts.Should().Equal(Long, Long, Long);
    }

    [Fact]
    public async Task An_encoding_that_the_caller_does_not_know_is_internal_to_it()
    {
        var call = async () => await server.Client.SayAsync(
            new SayRequest(), new Metadata { { "grpc-internal-encoding-request", "snappy" } });

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Internal);
    }

    [Fact]
    public async Task A_response_encoding_without_a_provider_stops_the_start()
    {
        var start = async () => await EchoServer.StartAsync(o => o.ResponseCompressionAlgorithm = "snappy");

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("*snappy*");
    }

    private static byte[] Deflated(byte[] plain)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return buffer.ToArray();
    }

    private static byte[] Inflated(byte[] payload)
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(payload), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
