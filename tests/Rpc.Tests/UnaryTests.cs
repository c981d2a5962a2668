using Echo.V1;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Tests;

public sealed class UnaryTests : IAsyncLifetime
{
    private EchoServer server = null!;

    public async Task InitializeAsync() => server = await EchoServer.StartAsync();

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Fact]
    public async Task A_message_comes_back()
    {
        var reply = await server.Client.SayAsync(new SayRequest { Text = "canone" });

        reply.Should().Be(new SayReply { Text = "canone" });
    }

    [Fact]
    public void A_blocking_call_gives_the_message() =>
        server.Client.Say(new SayRequest { Text = "canone" }).Text.Should().Be("canone");

    [Fact]
    public async Task An_empty_message_comes_back() =>
        (await server.Client.SayAsync(new SayRequest())).Should().Be(new SayReply());

    [Fact]
    public async Task A_message_of_a_megabyte_comes_back()
    {
        var payload = new byte[1024 * 1024];
        new Random(7).NextBytes(payload);

        var reply = await server.Client.SayAsync(new SayRequest { Payload = ByteString.CopyFrom(payload) });

        reply.Payload.ToByteArray().Should().Equal(payload);
    }

    [Fact]
    public async Task A_refusal_reaches_the_client_with_its_text_and_its_trailers()
    {
        var call = async () => await server.Client.SayAsync(new SayRequest { Behave = "refuse", Text = "già pagato: 100%\t\r\n☺" });

        var refusal = (await call.Should().ThrowAsync<RpcException>()).Which;
        refusal.StatusCode.Should().Be(StatusCode.FailedPrecondition);
        refusal.Status.Detail.Should().Be("già pagato: 100%\t\r\n☺");
        refusal.Trailers.GetValueBytes("grpc-status-details-bin").Should().Equal(EchoService.Details);
        refusal.Trailers.GetValue("why").Should().Be("rule");
    }

    [Fact]
    public async Task A_status_set_by_the_handler_ends_the_call_without_its_message()
    {
        using var call = server.Client.SayAsync(new SayRequest { Behave = "refuse-by-status", Text = "none" });

        var refusal = await FluentActions.Awaiting(() => call.ResponseAsync).Should().ThrowAsync<RpcException>();
        refusal.Which.StatusCode.Should().Be(StatusCode.NotFound);
        call.GetStatus().Detail.Should().Be("none");
        call.GetTrailers().GetValue("trailer").Should().Be("kept");
    }

    [Fact]
    public async Task An_exception_is_unknown_and_its_message_stays_in_the_log()
    {
        var call = async () => await server.Client.SayAsync(new SayRequest { Behave = "throw" });

        var refusal = (await call.Should().ThrowAsync<RpcException>()).Which;
        refusal.StatusCode.Should().Be(StatusCode.Unknown);
        refusal.Status.Detail.Should().NotContain("secret");
        server.Log.Errors.Should().ContainSingle().Which.Should().Contain("secret");
    }

    [Fact]
    public async Task No_message_from_the_handler_is_cancelled()
    {
        var call = async () => await server.Client.SayAsync(new SayRequest { Behave = "null" });

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Cancelled);
    }

    [Fact]
    public async Task Headers_and_trailers_travel_with_text_and_bytes()
    {
        using var call = server.Client.SayAsync(new SayRequest { Behave = "headers", Text = "one" });

        var headers = await call.ResponseHeadersAsync;
        await call.ResponseAsync;

        headers.GetValue("initial").Should().Be("one");
        headers.GetValueBytes("initial-bin").Should().Equal(EchoService.Details);
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
        call.GetTrailers().GetValue("trailing").Should().Be("one");
        call.GetTrailers().GetValueBytes("trailing-bin").Should().Equal(EchoService.Details);
    }

    [Fact]
    public async Task The_handler_sees_the_callers_metadata_and_none_of_the_protocols()
    {
        var headers = new Metadata
        {
            { "Household", "h1" }, { "key-bin", new byte[] { 255, 0, 1 } }, { "household", "h2" }, { "user-agent", "test" },
        };

        var reply = await server.Client.SayAsync(new SayRequest { Behave = "metadata" }, headers, deadline: Later);

        reply.Text.Should().Be("household=h1, h2\nkey-bin=FF0001\nuser-agent=test");
    }

    [Fact]
    public async Task A_trailer_with_text_outside_ascii_is_left_out_and_the_status_arrives()
    {
        var call = async () => await server.Client.SayAsync(new SayRequest { Behave = "refuse-in-italian" });

        var refusal = (await call.Should().ThrowAsync<RpcException>()).Which;
        refusal.StatusCode.Should().Be(StatusCode.FailedPrecondition);
        refusal.Status.Detail.Should().Be("perché");
        refusal.Trailers.GetValue("why").Should().BeNull();
        refusal.Trailers.GetValue("also").Should().Be("kept");
        server.Log.Errors.Should().ContainSingle().Which.Should().Contain("trailer why");
    }

    [Fact]
    public async Task A_header_with_text_outside_ascii_is_internal_to_the_caller()
    {
        var call = async () => await server.Client.SayAsync(new SayRequest(), new Metadata { { "why", "perché" } });

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Internal);
    }

    [Fact]
    public async Task A_method_without_a_body_is_unimplemented()
    {
        var call = async () => await server.Client.MissingAsync(new SayRequest());

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unimplemented);
        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task The_handler_knows_its_method_its_host_and_its_peer()
    {
        await server.Client.SayAsync(new SayRequest { Behave = "who" }, deadline: Later);

        server.State.Seen.Should().Be("/echo.v1.EchoService/Say " + new Uri(server.Address).Authority + " ipv4:127.0.0.1 anonymous");
    }

    private static DateTime Later => DateTime.UtcNow.AddMinutes(1);
}
