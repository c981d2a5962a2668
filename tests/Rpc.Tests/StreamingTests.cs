using Echo.V1;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Tests;

public sealed class StreamingTests : IAsyncLifetime
{
    private EchoServer server = null!;

    public async Task InitializeAsync() => server = await EchoServer.StartAsync();

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Theory]
    [InlineData("")]
    [InlineData("buffered")]
    public async Task A_server_stream_gives_all_messages_in_order_and_ends(string behave)
    {
        using var call = server.Client.Repeat(new SayRequest { Text = "x", Count = 500, Behave = behave });

        var indexes = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            indexes.Add(reply.Index);
        }

        indexes.Should().Equal(Enumerable.Range(0, 500));
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
        (await call.ResponseStream.MoveNext()).Should().BeFalse();
    }

    [Fact]
    public async Task An_empty_server_stream_just_ends()
    {
        using var call = server.Client.Repeat(new SayRequest());

        (await call.ResponseStream.MoveNext()).Should().BeFalse();
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task A_refusal_after_messages_comes_in_the_trailers()
    {
        using var call = server.Client.Repeat(new SayRequest { Count = 2, Behave = "refuse" });

        (await call.ResponseStream.MoveNext()).Should().BeTrue();
        (await call.ResponseStream.MoveNext()).Should().BeTrue();
        var refusal = (await FluentActions.Awaiting(() => call.ResponseStream.MoveNext()).Should().ThrowAsync<RpcException>()).Which;
        refusal.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        refusal.Trailers.GetValueBytes("grpc-status-details-bin").Should().Equal(EchoService.Details);
    }

    [Fact]
    public async Task A_client_stream_is_joined()
    {
        using var call = server.Client.Join();
        foreach (var text in new[] { "a", "b", "c" })
        {
            await call.RequestStream.WriteAsync(new SayRequest { Text = text });
        }

        await call.RequestStream.CompleteAsync();

        (await call).Should().Be(new SayReply { Text = "abc", Index = 3 });
    }

    [Fact]
    public async Task A_client_stream_without_messages_is_answered()
    {
        using var call = server.Client.Join();
        await call.RequestStream.CompleteAsync();

        (await call).Should().Be(new SayReply());
    }

    [Fact]
    public async Task A_client_stream_refused_on_the_way_throws_the_refusal_from_the_write_or_the_response()
    {
        using var call = server.Client.Join();
        await call.RequestStream.WriteAsync(new SayRequest { Behave = "refuse" });

        var refusal = (await FluentActions.Awaiting(() => call.ResponseAsync).Should().ThrowAsync<RpcException>()).Which;
        refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refusal.Status.Detail.Should().Be("refused on the way");
        var late = async () => await call.RequestStream.WriteAsync(new SayRequest());
        (await late.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task A_chat_answers_each_message_before_the_next_is_sent()
    {
        using var call = server.Client.Chat();
        for (var i = 0; i < 20; i++)
        {
            var payload = ByteString.CopyFrom(new byte[i * 5000]);
            await call.RequestStream.WriteAsync(new SayRequest { Text = $"m{i}", Payload = payload });
            (await call.ResponseStream.MoveNext()).Should().BeTrue();
            call.ResponseStream.Current.Should().Be(new SayReply { Text = $"m{i}", Index = i, Payload = payload });
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).Should().BeFalse();
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task The_server_may_end_a_chat_while_the_client_still_writes()
    {
        using var call = server.Client.Chat();
        await call.RequestStream.WriteAsync(new SayRequest { Behave = "bye" });

        (await call.ResponseStream.MoveNext()).Should().BeFalse();
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
        var late = async () => await call.RequestStream.WriteAsync(new SayRequest());
        await late.Should().ThrowAsync<InvalidOperationException>();
        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_writes_at_once_are_refused()
    {
        using var call = server.Client.Chat();
        var large = new SayRequest { Payload = ByteString.CopyFrom(new byte[3_000_000]) };

        var first = call.RequestStream.WriteAsync(large);
        var second = async () => await call.RequestStream.WriteAsync(new SayRequest());

        await second.Should().ThrowAsync<InvalidOperationException>().WithMessage("*one write at a time*");
        (await call.ResponseStream.MoveNext()).Should().BeTrue();
        await first;
    }
}
