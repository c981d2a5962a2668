using System.Net;
using System.Net.Sockets;
using Echo.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Rpc.Tests.Hostile;

/// <summary>A server that stops in the middle of a call: it may not have been carried out, and may be made again.</summary>
public sealed class GoingAwayTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource bound = new(EchoState.Bound);
    private readonly GrpcChannel channel;
    private readonly Echo.V1.EchoService.EchoServiceClient client;

    public GoingAwayTests()
    {
        listener.Start();
        channel = GrpcChannel.ForAddress($"http://{listener.LocalEndpoint}");
        client = new Echo.V1.EchoService.EchoServiceClient(channel);
    }

    [Fact]
    public async Task A_call_that_the_server_had_begun_is_unavailable() =>
        (await UnaryAsync((peer, stream) => peer.GoAwayAsync(last: stream))).Should().Be(StatusCode.Unavailable);

    [Fact]
    public async Task A_call_that_no_connection_takes_is_unavailable() =>
        (await UnaryAsync((peer, _) => peer.GoAwayAsync(last: 0))).Should().Be(StatusCode.Unavailable);

    [Fact]
    public async Task A_call_whose_connection_just_ends_is_unavailable() =>
        (await UnaryAsync((_, _) => Task.CompletedTask)).Should().Be(StatusCode.Unavailable);

    [Fact]
    public async Task A_call_whose_connection_fails_by_a_fault_of_the_server_is_internal() =>
        (await UnaryAsync((peer, _) => peer.GoAwayAsync(last: 0, code: 2))).Should().Be(StatusCode.Internal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_stream_of_messages_is_unavailable(int last)
    {
        using var call = client.Chat(cancellationToken: bound.Token);
        var serving = ServeAsync((peer, _) => peer.GoAwayAsync(last));

        var ended = await FluentActions.Awaiting(() => call.ResponseStream.MoveNext()).Should().ThrowAsync<RpcException>();

        ended.Which.StatusCode.Should().Be(StatusCode.Unavailable);
        await StopAsync(serving);
    }

    public void Dispose()
    {
        channel.Dispose();
        listener.Dispose();
        bound.Dispose();
    }

    private async Task<StatusCode> UnaryAsync(Func<Http2Peer, int, Task> leave)
    {
        var serving = ServeAsync(leave);
        using var call = client.SayAsync(new SayRequest { Text = "x" }, cancellationToken: bound.Token);
        var ended = await FluentActions.Awaiting(() => call.ResponseAsync).Should().ThrowAsync<RpcException>();
        await StopAsync(serving);
        return ended.Which.StatusCode;
    }

    /// <summary>Leaves every connection when a call has come over it, for the transport may try another.</summary>
    private async Task ServeAsync(Func<Http2Peer, int, Task> leave)
    {
        while (true)
        {
            using var peer = await Http2Peer.AcceptAsync(listener, bound.Token);
            Frame? frame;
            do
            {
                frame = await peer.ReadAsync();
            }
            while (frame is not (null or { Type: FrameType.Headers }));
            await leave(peer, frame?.Stream ?? 0);
        }
    }

    private async Task StopAsync(Task serving)
    {
        await bound.CancelAsync();
        await serving.ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
