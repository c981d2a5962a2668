using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>In front of a service: does to each call what is next in the plan, and lets calls through when the plan is over.</summary>
public sealed class FlakyServer : Interceptor
{
    private readonly ConcurrentQueue<Func<ServerCallContext, Task>> plan = new();

    /// <summary>Of each call that came: how often its client said that it had tried before.</summary>
    public ConcurrentQueue<string?> Attempts { get; } = new();

    public FlakyServer Then(Func<ServerCallContext, Task> next)
    {
        plan.Enqueue(next);
        return this;
    }

    public FlakyServer ThenRefuse(StatusCode code, string? pushback = null, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Then(_ => throw Refusal(code, pushback));
        }

        return this;
    }

    public static RpcException Refusal(StatusCode code, string? pushback = null) => new(
        new Status(code, "by plan"), pushback is null ? Metadata.Empty : new Metadata { { "grpc-retry-pushback-ms", pushback } });

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await NextAsync(context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await NextAsync(context);
        await continuation(request, responseStream, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await NextAsync(context);
        return await continuation(requestStream, context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await NextAsync(context);
        await continuation(requestStream, responseStream, context);
    }

    private Task NextAsync(ServerCallContext context)
    {
        Attempts.Enqueue(context.RequestHeaders.GetValue("grpc-previous-rpc-attempts"));
        return plan.TryDequeue(out var next) ? next(context) : Task.CompletedTask;
    }
}
