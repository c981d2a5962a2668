using System.Text;
using Echo.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace BudgetCoaching.Rpc.Tests.Hostile;

/// <summary>Streams that are half-closed, reset, abandoned, slow or not streams at all.</summary>
[Collection(AloneCollection.Name)]
public sealed class StreamsTests
{
    private const string Service = "/echo.v1.EchoService/";
    private const uint Refused = 7;

    /// <summary>Full collections, until what must go is gone.</summary>
    private const int Looks = 300;

    private static readonly byte[] Message = RawClient.Frame(new SayRequest { Text = "canone", Behave = "wait", Count = 1 });

    [Theory]
    [InlineData("Say")]
    [InlineData("Repeat")]
    [InlineData("Join")]
    [InlineData("Chat")]
    public async Task A_stream_reset_in_any_state_leaves_nothing_behind(string method)
    {
        await using var server = await GuardedServer.StartAsync();
        using var peer = await Http2Peer.ConnectAsync(server.Address);
        (byte[] Sent, bool End)[] states = [([], false), (Message[..3], false), (Message[..9], false), (Message, false), (Message, true)];
        foreach (var (sent, end) in states)
        {
            var stream = await peer.CallAsync(Service + method);
            await peer.DataAsync(stream, sent, end);
        }

        // A stream of requests that has ended is answered; every other state is one to be reset in.
        await server.ServingAsync(method is "Say" or "Repeat" ? states.Length : states.Length - 1);
        for (var stream = 1; stream < states.Length * 2; stream += 2)
        {
            await peer.ResetAsync(stream);
        }

        await server.ShouldBeWellAsync();
    }

    [Theory]
    [InlineData("Say")]
    [InlineData("Repeat")]
    public async Task A_request_cut_off_after_any_of_its_bytes_is_internal(string method)
    {
        await using var server = await GuardedServer.StartAsync();
        using var peer = await Http2Peer.ConnectAsync(server.Address);
        for (var length = 0; length < Message.Length; length++)
        {
            var stream = await peer.CallAsync(Service + method);
            await peer.DataAsync(stream, Message[..length], end: true);

            Http2Peer.Header(await peer.ReadToEndAsync(stream), "grpc-status").Should().Be("13", "{0} bytes came", length);
        }

        await server.ShouldBeWellAsync();
    }

    [Fact]
    public async Task Streams_opened_and_abandoned_by_the_thousand_are_all_ended_and_none_is_kept()
    {
        const int streams = 1000;
        await using var server = await GuardedServer.StartAsync();

        for (var round = 0; round < 5; round++)
        {
            await AbandonAsync(server, streams);
        }

        server.Served.Should().Be(5 * streams);
        // The transport takes its time over the end of a connection; a leak keeps its calls however often one looks.
        for (var look = 0; look < Looks && server.StillHeld() >= streams / 10; look++)
        {
            await server.Echo.Client.SayAsync(new SayRequest { Text = "meanwhile" });
        }

        server.StillHeld().Should().BeLessThan(streams / 10);
        await server.ShouldBeWellAsync();
    }

    [Fact]
    public async Task A_stream_beyond_the_most_at_once_is_refused_and_one_of_another_connection_is_not()
    {
        await using var server = await GuardedServer.StartAsync(kestrel => kestrel.Limits.Http2.MaxStreamsPerConnection = 2);
        using var peer = await Http2Peer.ConnectAsync(server.Address);
        await peer.CallAsync(Service + "Join");
        await peer.CallAsync(Service + "Join");

        var third = await peer.CallAsync(Service + "Join");

        (await peer.ReadToEndAsync(third)).Single().ErrorCode.Should().Be(Refused);
        (await server.Echo.Client.SayAsync(new SayRequest { Text = "other" })).Text.Should().Be("other");
        peer.Dispose();
        await server.ShouldBeWellAsync();
    }

    [Fact]
    public async Task Many_callers_that_cancel_on_one_connection_are_not_told_to_calm_down()
    {
        const int callers = 64;
        const int callsOfEach = 50;
        await using var server = await GuardedServer.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < callsOfEach; i++)
            {
                using var cancel = new CancellationTokenSource();
                var call = server.Echo.Client.SayAsync(new SayRequest { Behave = "wait" }, cancellationToken: cancel.Token);
                await Task.Yield();
                await cancel.CancelAsync();
                (await call.ResponseAsync.Awaiting(r => r).Should().ThrowAsync<RpcException>())
                    .Which.StatusCode.Should().Be(StatusCode.Cancelled);
            }
        }))).WaitAsync(EchoState.Bound);

        await server.ShouldBeWellAsync();
    }

    [Fact]
    public async Task A_peer_that_opens_and_resets_without_end_harms_nobody_else()
    {
        await using var server = await GuardedServer.StartAsync();
        using var peer = await Http2Peer.ConnectAsync(server.Address);
        try
        {
            for (var i = 0; i < 5000; i++)
            {
                await peer.ResetAsync(await peer.CallAsync(Service + "Chat"));
            }
        }
        catch (IOException)
        {
            // The server may have had enough of this connection.
        }

        await server.ShouldBeWellAsync(butFor: "Microsoft.AspNetCore.Server.Kestrel.Http2: Connection id");
    }

    [Fact]
    public async Task Bytes_that_are_no_frames_end_their_connection_and_no_other()
    {
        await using var server = await GuardedServer.StartAsync();
        using var peer = await Http2Peer.ConnectAsync(server.Address);
        var stream = await peer.CallAsync(Service + "Chat");
        await server.ServingAsync(1);

        await peer.SendRawAsync(Encoding.ASCII.GetBytes(new string('?', 1000)));

        (await peer.ReadToEndAsync(stream)).Where(f => f.Type == FrameType.Data).Should().BeEmpty();
        await server.ShouldBeWellAsync();
    }

    [Fact]
    public async Task A_client_that_reads_nothing_holds_up_its_own_handler_after_a_bounded_number_of_bytes()
    {
        const int bound = 1024 * 1024;
        await using var server = await GuardedServer.StartAsync();
        using var peer = await Http2Peer.ConnectAsync(server.Address, window: 0);
        await peer.CallAsync(Service + "Say", end: true);
        var stream = await peer.CallAsync(Service + "Repeat");
        await peer.DataAsync(stream, RawClient.Frame(new SayRequest { Behave = "flood" }), end: true);
        await server.Echo.State.Started.Task.WaitAsync(EchoState.Bound);
        (await server.Echo.Client.SayAsync(new SayRequest { Text = "meanwhile" })).Text.Should().Be("meanwhile");

        await peer.ResetAsync(stream);
        (await server.Echo.State.Failed.Task.WaitAsync(EchoState.Bound)).Should().BeOfType<RpcException>()
            .Which.StatusCode.Should().Be(StatusCode.Cancelled);
        server.Echo.State.Flooded.Should().BeLessThan(bound);
        peer.Dispose();
        await server.ShouldBeWellAsync();
    }

    [Fact]
    public async Task A_message_that_comes_byte_by_byte_is_a_message()
    {
        await using var server = await GuardedServer.StartAsync();
        using var peer = await Http2Peer.ConnectAsync(server.Address);
        var stream = await peer.CallAsync(Service + "Say");
        var bytes = RawClient.Frame(new SayRequest { Text = "canone" });
        foreach (var (index, part) in bytes.Index())
        {
            await peer.DataAsync(stream, [part], end: index == bytes.Length - 1);
        }

        var frames = await peer.ReadToEndAsync(stream);

        Http2Peer.Header(frames, "grpc-status").Should().Be("0");
        frames.Where(f => f.Type == FrameType.Data).SelectMany(f => f.Payload)
            .Should().Equal(RawClient.Frame(new SayReply { Text = "canone" }));
        await server.ShouldBeWellAsync();
    }

    [Fact]
    public async Task A_client_that_answers_no_pings_is_found_out_and_its_handler_cancelled()
    {
        await using var server = await GuardedServer.StartAsync(kestrel =>
            kestrel.Limits.Http2.KeepAlivePingDelay = kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(1));
        using var peer = await Http2Peer.ConnectAsync(server.Address);
        var stream = await peer.CallAsync(Service + "Repeat");
        await peer.DataAsync(stream, Message, end: true);

        await server.Echo.State.Cancelled.Task.WaitAsync(EchoState.Bound);

        await server.ShouldBeWellAsync();
    }

    private static async Task AbandonAsync(GuardedServer server, int streams)
    {
        using (var peer = await Http2Peer.ConnectAsync(server.Address))
        {
            for (var i = 0; i < streams; i++)
            {
                var stream = await peer.CallAsync(Service + "Chat");
                await peer.DataAsync(stream, Message[..7]);
            }

            await server.ServingAsync(streams);
        }

        await server.ServingAsync(0);
    }
}
