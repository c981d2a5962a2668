using System.Collections.Concurrent;
using Echo.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Rpc.Tests;

public sealed class InterceptorTests
{
    [Fact]
    public async Task The_servers_interceptors_see_every_kind_of_call_the_first_one_first()
    {
        var trace = new Trace();
        await using var server = await EchoServer.StartAsync(
            options =>
            {
                options.Interceptors.Add<Tracing>("outer");
                options.Interceptors.Add<Tracing>("inner");
            },
            services => services.AddSingleton(trace));

        await server.Client.SayAsync(new SayRequest());
        await AllAsync(server.Client.Repeat(new SayRequest()).ResponseStream);
        using var join = server.Client.Join();
        await join.RequestStream.CompleteAsync();
        await join;
        using var chat = server.Client.Chat();
        await chat.RequestStream.CompleteAsync();
        await AllAsync(chat.ResponseStream);

        trace.Lines.Should().Equal(
            "outer Say", "inner Say", "outer Repeat", "inner Repeat", "outer Join", "inner Join", "outer Chat", "inner Chat");
    }

    [Fact]
    public async Task A_singleton_interceptor_is_taken_from_the_container()
    {
        var refusing = new Refusing();
        await using var server = await EchoServer.StartAsync(
            options => options.Interceptors.Add<Refusing>(), services => services.AddSingleton(refusing));

        var call = async () => await server.Client.SayAsync(new SayRequest());

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.PermissionDenied);
        refusing.Count.Should().Be(1);
    }

    [Fact]
    public async Task The_clients_interceptors_see_every_kind_of_call_the_first_one_first()
    {
        var trace = new Trace();
        await using var server = await EchoServer.StartAsync();
        var client = new Echo.V1.EchoService.EchoServiceClient(
            server.Channel.Intercept(new Tracing(trace, "outer"), new Tracing(trace, "inner")));

        client.Say(new SayRequest());
        await client.SayAsync(new SayRequest());
        await AllAsync(client.Repeat(new SayRequest()).ResponseStream);
        using var join = client.Join();
        await join.RequestStream.CompleteAsync();
        await join;
        using var chat = client.Chat();
        await chat.RequestStream.CompleteAsync();
        await AllAsync(chat.ResponseStream);

        trace.Lines.Should().Equal(
            "outer Say", "inner Say", "outer Say", "inner Say", "outer Repeat", "inner Repeat", "outer Join", "inner Join", "outer Chat",
            "inner Chat");
    }

    [Fact]
    public async Task Headers_can_be_changed_for_every_call_without_touching_the_callers_own()
    {
        await using var server = await EchoServer.StartAsync();
        var own = new Metadata { { "own", "1" } };
        var client = new Echo.V1.EchoService.EchoServiceClient(server.Channel.Intercept(headers =>
        {
            headers.Add("added", "2");
            return headers;
        }));

        var reply = await client.SayAsync(new SayRequest { Behave = "metadata" }, own);

        reply.Text.Should().Contain("added=2").And.Contain("own=1");
        own.Should().ContainSingle();
    }

    [Fact]
    public void Only_interceptors_can_be_registered() =>
        new Grpc.AspNetCore.Server.InterceptorCollection().Invoking(c => c.Add(typeof(string))).Should().Throw<ArgumentException>();

    private static async Task AllAsync(IAsyncStreamReader<SayReply> replies)
    {
        while (await replies.MoveNext())
        {
        }
    }

    public sealed class Trace
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IEnumerable<string> Lines => lines;

        public void Add(string line) => lines.Enqueue(line);
    }

    public sealed class Refusing : Interceptor
    {
        public int Count { get; private set; }

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Count++;
            throw new RpcException(new Status(StatusCode.PermissionDenied, "no"));
        }
    }

    public sealed class Tracing(Trace trace, string name) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            Add(context.Method);
            return continuation(request, context);
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            Add(context.Method);
            return continuation(request, context);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            Add(context.Method);
            return continuation(request, context);
        }

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            Add(context.Method);
            return continuation(context);
        }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            Add(context.Method);
            return continuation(context);
        }

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Add(context);
            return continuation(request, context);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Add(context);
            return continuation(requestStream, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Add(context);
            return continuation(request, responseStream, context);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Add(context);
            return continuation(requestStream, responseStream, context);
        }

        private void Add(IMethod method) => trace.Add($"{name} {method.Name}");

        private void Add(ServerCallContext context) => trace.Add($"{name} {context.Method.Split('/')[^1]}");
    }
}
