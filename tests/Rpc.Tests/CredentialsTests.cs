using Echo.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Rpc.Tests;

public sealed class CredentialsTests : IAsyncLifetime
{
    private static readonly SayRequest Metadata = new() { Behave = "metadata" };

    private EchoServer server = null!;

    public async Task InitializeAsync() => server = await EchoServer.StartAsync();

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Fact]
    public async Task Credentials_of_the_channel_and_of_the_call_are_both_sent()
    {
        using var channel = server.NewChannel(o =>
        {
            o.UnsafeUseInsecureChannelCallCredentials = true;
            o.Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, Adding("channel"));
        });
        var options = new CallOptions(credentials: CallCredentials.Compose(Adding("one"), Adding("two")));

        var reply = await new Echo.V1.EchoService.EchoServiceClient(channel).SayAsync(Metadata, options);

        reply.Text.Split('\n').Where(l => l.StartsWith("by-", StringComparison.Ordinal))
            .Should().Equal("by-channel=Say", "by-one=Say", "by-two=Say");
    }

    [Fact]
    public async Task Credentials_do_not_travel_without_tls_unless_the_channel_allows_it()
    {
        var options = new CallOptions(credentials: Adding("call"));

        (await server.Client.SayAsync(Metadata, options)).Text.Should().NotContain("by-call");
    }

    [Fact]
    public async Task Credentials_that_fail_fail_the_call()
    {
        using var channel = server.NewChannel(o => o.UnsafeUseInsecureChannelCallCredentials = true);
        var failing = CallCredentials.FromInterceptor((_, _) => throw new RpcException(new Status(StatusCode.Unauthenticated, "expired")));
        var client = new Echo.V1.EchoService.EchoServiceClient(channel);
        var call = async () => await client.SayAsync(Metadata, new CallOptions(credentials: failing));

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unauthenticated);
    }

    [Fact]
    public void Credentials_must_fit_the_address()
    {
        var secure = new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl };
        var plain = () => GrpcChannel.ForAddress("http://127.0.0.1:1", secure);
        var other = () => GrpcChannel.ForAddress("ftp://127.0.0.1:1");

        plain.Should().Throw<InvalidOperationException>();
        other.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task A_disposed_channel_makes_no_calls()
    {
        var channel = server.NewChannel(_ => { });
        await channel.ShutdownAsync();

        channel.Invoking(c => c.CreateCallInvoker()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task What_a_served_call_propagates_bounds_the_calls_made_for_it()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var options = new CallOptions(propagationToken: new ContextPropagationToken(DateTime.UtcNow.AddMinutes(1), cancelled.Token));
        var call = async () => await server.Client.SayAsync(Metadata, options);

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Cancelled);
    }

    private static CallCredentials Adding(string name) => CallCredentials.FromInterceptor((context, metadata) =>
    {
        metadata.Add("by-" + name, context.MethodName);
        return Task.CompletedTask;
    });
}
