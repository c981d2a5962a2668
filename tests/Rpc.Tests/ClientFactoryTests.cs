using Echo.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>Clients that come from a container.</summary>
public sealed class ClientFactoryTests : IAsyncLifetime
{
    private readonly ServiceCollection services = new();
    private EchoServer server = null!;

    public async Task InitializeAsync() => server = await EchoServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_client_is_taken_from_the_container_and_calls_the_address_it_was_given()
    {
        Add();
        await using var provider = services.BuildServiceProvider();

        var reply = await provider.GetRequiredService<Echo.V1.EchoService.EchoServiceClient>().SayAsync(new SayRequest { Text = "canone" });

        reply.Text.Should().Be("canone");
    }

    [Fact]
    public async Task Clients_of_two_names_have_a_channel_each()
    {
        services.AddGrpcClient<Echo.V1.EchoService.EchoServiceClient>("here", options => options.Address = new Uri(server.Address));
        var nowhere = new Uri("http://127.0.0.1:1");
        services.AddGrpcClient<Echo.V1.EchoService.EchoServiceClient>("nowhere", options => options.Address = nowhere);
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<GrpcClientFactory>();

        (await factory.CreateClient<Echo.V1.EchoService.EchoServiceClient>("here").SayAsync(new SayRequest { Text = "a" })).Text
            .Should().Be("a");
        var lost = async () => await factory.CreateClient<Echo.V1.EchoService.EchoServiceClient>("nowhere").SayAsync(new SayRequest());
        (await lost.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public void A_name_without_an_address_says_so()
    {
        services.AddGrpcClient<Echo.V1.EchoService.EchoServiceClient>();
        using var provider = services.BuildServiceProvider();

        provider.Invoking(p => p.GetRequiredService<Echo.V1.EchoService.EchoServiceClient>())
            .Should().Throw<InvalidOperationException>().WithMessage("*EchoServiceClient*address*");
    }

    [Fact]
    public async Task The_channel_is_configured_once_and_shared()
    {
        var made = 0;
        Add().ConfigureChannel(options =>
        {
            made++;
            options.MaxReceiveMessageSize = 3;
        });
        await using var provider = services.BuildServiceProvider();

        for (var i = 0; i < 2; i++)
        {
            var call = async () => await provider.GetRequiredService<Echo.V1.EchoService.EchoServiceClient>()
                .SayAsync(new SayRequest { Text = "longer" });
            (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        }

        made.Should().Be(1);
    }

    [Fact]
    public async Task An_interceptor_of_the_channel_is_shared_and_one_of_the_client_is_not_and_sees_the_call_first()
    {
        var seen = new List<string>();
        var count = 0;
        services.AddSingleton(new Named("third", seen));
        Add()
            .AddInterceptor(_ => new Named($"second{count++}", seen))
            .AddInterceptor<Named>()
            .AddInterceptor(InterceptorScope.Client, _ => new Named($"first{count++}", seen));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<Echo.V1.EchoService.EchoServiceClient>().SayAsync(new SayRequest());
        await provider.GetRequiredService<Echo.V1.EchoService.EchoServiceClient>().SayAsync(new SayRequest());

        seen.Should().Equal("first1", "second0", "third", "first2", "second0", "third");
    }

    [Fact]
    public async Task Call_credentials_are_composed_and_sent_with_every_kind_of_call()
    {
        services.AddSingleton("from the container");
        Add()
            .ConfigureChannel((_, options) => options.UnsafeUseInsecureChannelCallCredentials = true)
            .AddCallCredentials((_, metadata) =>
            {
                metadata.Add("authorization", "Bearer t");
                return Task.CompletedTask;
            })
            .AddCallCredentials((context, metadata, provider) =>
            {
                metadata.Add("x-more", $"{provider.GetRequiredService<string>()} for {context.MethodName}");
                return Task.CompletedTask;
            })
            .AddCallCredentials(CallCredentials.FromInterceptor((_, metadata) =>
            {
                metadata.Add("x-last", "yes");
                return Task.CompletedTask;
            }));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<Echo.V1.EchoService.EchoServiceClient>();

        (await client.SayAsync(new SayRequest { Behave = "metadata" })).Text.Split('\n')
            .Should().Contain(["authorization=Bearer t", "x-more=from the container for Say", "x-last=yes"]);
        client.Say(new SayRequest { Behave = "metadata" }).Text.Should().Contain("authorization=Bearer t");
        using var repeat = client.Repeat(new SayRequest { Count = 1 });
        (await repeat.ResponseStream.MoveNext()).Should().BeTrue();
        using var chat = client.Chat();
        await chat.RequestStream.CompleteAsync();
        (await chat.ResponseStream.MoveNext()).Should().BeFalse();
        using var join = client.Join();
        await join.RequestStream.CompleteAsync();
        (await join).Index.Should().Be(0);
    }

    [Fact]
    public async Task The_program_may_make_the_client_itself()
    {
        var own = new Echo.V1.EchoService.EchoServiceClient(server.Channel);
        Add().ConfigureGrpcClientCreator(_ => own);
        await using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<Echo.V1.EchoService.EchoServiceClient>().Should().BeSameAs(own);
    }

    private IHttpClientBuilder Add() =>
        services.AddGrpcClient<Echo.V1.EchoService.EchoServiceClient>((_, options) => options.Address = new Uri(server.Address));

    private sealed class Named(string name, List<string> seen) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> next)
        {
            seen.Add(name);
            return next(request, context);
        }
    }
}
