using System.Diagnostics;
using Echo.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>This client against a server on grpc-js.</summary>
public sealed class ForeignServerTests : IAsyncLifetime
{
    private Process server = null!;
    private GrpcChannel channel = null!;
    private Echo.V1.EchoService.EchoServiceClient client = null!;

    public async Task InitializeAsync()
    {
        server = await Foreign.StartAsync("server.mjs");
        var port = await server.StandardOutput.ReadLineAsync().WaitAsync(EchoState.Bound);
        channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        client = new Echo.V1.EchoService.EchoServiceClient(channel);
    }

    public async Task DisposeAsync()
    {
        channel.Dispose();
        server.StandardInput.Close();
        using var bound = new CancellationTokenSource(EchoState.Bound);
        await server.WaitForExitAsync(bound.Token);
        server.Dispose();
    }

    [Fact]
    public async Task A_message_comes_back()
    {
        var payload = ByteString.CopyFrom(new byte[300_000]);

        var reply = await client.SayAsync(new SayRequest { Text = "canone", Payload = payload });

        reply.Should().Be(new SayReply { Text = "canone", Payload = payload });
        (await client.SayAsync(new SayRequest())).Should().Be(new SayReply());
    }

    [Fact]
    public async Task A_refusal_has_its_text_and_its_trailers()
    {
        var call = async () => await client.SayAsync(new SayRequest { Behave = "refuse", Text = "già pagato ☺" });

        var refusal = (await call.Should().ThrowAsync<RpcException>()).Which;
        refusal.Status.Detail.Should().Be("già pagato ☺");
        refusal.StatusCode.Should().Be(StatusCode.FailedPrecondition);
        refusal.Trailers.GetValueBytes("grpc-status-details-bin").Should().Equal(EchoService.Details);
        refusal.Trailers.GetValue("why").Should().Be("rule");
    }

    [Fact]
    public async Task Metadata_arrives()
    {
        var headers = new Metadata { { "x-text", "t" }, { "x-bytes-bin", new byte[] { 0xab, 0xcd } } };

        (await client.SayAsync(new SayRequest { Behave = "metadata" }, headers)).Text.Should().Be("t abcd");
    }

    [Fact]
    public async Task A_method_that_is_missing_is_unimplemented()
    {
        var call = async () => await client.MissingAsync(new SayRequest());

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task A_deadline_passes()
    {
        var call = async () => await client.SayAsync(new SayRequest { Behave = "wait" }, deadline: DateTime.UtcNow.AddMilliseconds(100));

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task A_server_stream_is_read_to_its_refusal()
    {
        using var call = client.Repeat(new SayRequest { Count = 3, Behave = "refuse" });

        var indexes = new List<int>();
        var read = async () =>
        {
            await foreach (var reply in call.ResponseStream.ReadAllAsync())
            {
                indexes.Add(reply.Index);
            }
        };

        (await read.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        indexes.Should().Equal(0, 1, 2);
    }

    [Fact]
    public async Task A_client_stream_is_joined()
    {
        using var call = client.Join();
        await call.RequestStream.WriteAsync(new SayRequest { Text = "a" });
        await call.RequestStream.WriteAsync(new SayRequest { Text = "b" });
        await call.RequestStream.CompleteAsync();

        (await call).Should().Be(new SayReply { Text = "ab", Index = 2 });
    }

    [Fact]
    public async Task A_chat_goes_to_and_fro()
    {
        using var call = client.Chat();
        for (var i = 0; i < 5; i++)
        {
            await call.RequestStream.WriteAsync(new SayRequest { Text = $"m{i}" });
            (await call.ResponseStream.MoveNext()).Should().BeTrue();
            call.ResponseStream.Current.Should().Be(new SayReply { Text = $"m{i}", Index = i });
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).Should().BeFalse();
    }
}
