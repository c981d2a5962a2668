using System.Net;
using Echo.V1;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>The bytes on the wire, and what happens to bytes that are wrong.</summary>
public sealed class ProtocolTests : IAsyncLifetime
{
    private const string Say = "/echo.v1.EchoService/Say";

    private EchoServer server = null!;
    private RawClient raw = null!;

    public async Task InitializeAsync()
    {
        server = await EchoServer.StartAsync();
        raw = new RawClient(server.Address);
    }

    public async Task DisposeAsync()
    {
        raw.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_has_the_content_type_a_plain_frame_and_a_status_in_its_trailers()
    {
        var response = await raw.SendAsync(Say, RawClient.Frame(new SayRequest { Text = "x" }));

        response.Http.Should().Be(HttpStatusCode.OK);
        response.ContentType.Should().Be("application/grpc");
        response.Body.Should().Equal(RawClient.Frame(new SayReply { Text = "x" }));
        response.Trailer("grpc-status").Should().Be("0");
        response.Header("grpc-status").Should().BeNull();
    }

    [Fact]
    public async Task A_refusal_before_any_message_is_trailers_only_and_percent_encoded()
    {
        var response = await raw.SendAsync(Say, RawClient.Frame(new SayRequest { Behave = "refuse", Text = "però 5%\n" }));

        response.IsTrailersOnly.Should().BeTrue();
        response.Status.Should().Be("9");
        response.Header("grpc-message").Should().Be("per%C3%B2 5%25%0A");
        response.Header("grpc-status-details-bin").Should().Be(Convert.ToBase64String(EchoService.Details).TrimEnd('='));
    }

    [Theory]
    [InlineData("/echo.v1.EchoService/Nothing")]
    [InlineData("/echo.v1.Nobody/Say")]
    public async Task An_unknown_method_is_unimplemented(string path)
    {
        var response = await raw.SendAsync(path, RawClient.Frame(new SayRequest()));

        response.Http.Should().Be(HttpStatusCode.OK);
        response.IsTrailersOnly.Should().BeTrue();
        response.Status.Should().Be("12");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpcx")]
    [InlineData("text/plain")]
    public async Task Another_content_type_is_refused_by_http(string contentType) =>
        (await raw.SendAsync(Say, RawClient.Frame(new SayRequest()), ("content-type", contentType))).Http
            .Should().Be(HttpStatusCode.UnsupportedMediaType);

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc; charset=utf-8")]
    public async Task The_content_type_may_say_more(string contentType) =>
        (await raw.SendAsync(Say, RawClient.Frame(new SayRequest()), ("content-type", contentType))).Status.Should().Be("0");

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("123456789m")]
    [InlineData("1s")]
    [InlineData("-1S")]
    [InlineData("abc")]
    public async Task A_malformed_timeout_is_an_invalid_argument(string timeout) =>
        (await raw.SendAsync(Say, RawClient.Frame(new SayRequest()), ("grpc-timeout", timeout))).Status.Should().Be("3");

    [Fact]
    public async Task No_message_and_two_messages_are_internal_for_a_unary_call()
    {
        var one = RawClient.Frame(new SayRequest());

        (await raw.SendAsync(Say, [])).Status.Should().Be("13");
        (await raw.SendAsync(Say, [.. one, .. one])).Status.Should().Be("13");
    }

    [Fact]
    public async Task A_stream_that_ends_inside_a_message_is_internal()
    {
        var whole = RawClient.Frame(new SayRequest { Text = "household" });

        (await raw.SendAsync(Say, whole[..3])).Status.Should().Be("13");
        (await raw.SendAsync(Say, whole[..^1])).Status.Should().Be("13");
    }

    [Fact]
    public async Task A_claim_of_two_gibibytes_fails_before_its_bytes_come()
    {
        (await raw.SendAsync(Say, [0, 0x80, 0, 0, 0])).Status.Should().Be("8");
        (await raw.SendAsync(Say, [0, 0xFF, 0xFF, 0xFF, 0xFF])).Status.Should().Be("8");
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_internal() =>
        (await raw.SendAsync(Say, RawClient.Frame([0xFF, 0xFF, 0xFF]))).Status.Should().Be("13");

    [Fact]
    public async Task An_unknown_flag_is_internal() =>
        (await raw.SendAsync(Say, RawClient.Frame(new SayRequest(), flag: 2))).Status.Should().Be("13");

    [Fact]
    public async Task A_compressed_message_without_an_encoding_is_internal() =>
        (await raw.SendAsync(Say, RawClient.Frame(new SayRequest(), flag: 1))).Status.Should().Be("13");

    [Fact]
    public async Task An_unknown_encoding_is_unimplemented_and_the_known_ones_are_named()
    {
        var response = await raw.SendAsync(Say, RawClient.Frame(new SayRequest()), ("grpc-encoding", "snappy"));

        response.Status.Should().Be("12");
        response.Header("grpc-accept-encoding").Should().Be("identity,gzip,deflate");
    }

    [Theory]
    [InlineData("/wAB")]
    [InlineData("/wABAg")]
    [InlineData("/wABAg==")]
    [InlineData("/wAB,/wABAg==")]
    public async Task Binary_metadata_is_taken_padded_unpadded_and_several_on_a_line(string value)
    {
        var response = await raw.SendAsync(Say, RawClient.Frame(new SayRequest { Behave = "metadata" }), ("key-bin", value));

        var expected = value.Split(',').Select(part => part.Length == 4 ? "key-bin=FF0001" : "key-bin=FF000102");
        response.Messages<SayReply>().Single().Text.Split('\n').Where(l => l.StartsWith("key-bin", StringComparison.Ordinal))
            .Should().Equal(expected);
    }

    [Fact]
    public async Task Binary_metadata_that_is_no_base64_is_left_out()
    {
        var response = await raw.SendAsync(Say, RawClient.Frame(new SayRequest { Behave = "metadata" }), ("key-bin", "*!"));

        response.Messages<SayReply>().Single().Text.Should().NotContain("key-bin");
    }

    [Fact]
    public async Task Get_is_not_served()
    {
        using var http = new HttpClient
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await http.GetAsync(new Uri(server.Address + Say));

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_message_longer_than_the_server_takes_is_exhausted()
    {
        var call = async () => await server.Client.SayAsync(new SayRequest { Payload = ByteString.CopyFrom(new byte[4 * 1024 * 1024]) });

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_message_longer_than_the_client_takes_is_exhausted()
    {
        using var channel = server.NewChannel(o => o.MaxReceiveMessageSize = 100);
        var client = new Echo.V1.EchoService.EchoServiceClient(channel);
        var call = async () => await client.SayAsync(new SayRequest { Payload = ByteString.CopyFrom(new byte[101]) });

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_message_longer_than_the_client_sends_is_exhausted_and_not_sent()
    {
        using var channel = server.NewChannel(o => o.MaxSendMessageSize = 100);
        var client = new Echo.V1.EchoService.EchoServiceClient(channel);
        var call = async () => await client.SayAsync(new SayRequest { Payload = ByteString.CopyFrom(new byte[101]) });

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        server.State.Started.Task.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task A_message_longer_than_the_server_sends_is_exhausted()
    {
        await using var narrow = await EchoServer.StartAsync(o => o.MaxSendMessageSize = 100);
        var call = async () => await narrow.Client.SayAsync(new SayRequest { Payload = ByteString.CopyFrom(new byte[101]) });

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);
    }
}
