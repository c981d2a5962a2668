using System.Reflection;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Server;

/// <summary>Serves each method by the one of that name of a class, of which the container gives the instance for a call.</summary>
internal sealed class ClassBinder<TService>(CallSettings settings, IServiceProvider root) : ServiceBinder(settings, root)
    where TService : class
{
    private readonly InstanceSource<TService> service = new(typeof(TService), root, []);

    protected override (MethodInfo Body, UnaryServerMethod<TRequest, TResponse> Call) Unary<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(
            method.Name, typeof(TRequest), typeof(ServerCallContext));
        return (body, (request, context) => call(service.For(context), request, context));
    }

    protected override (MethodInfo Body, ServerStreamingServerMethod<TRequest, TResponse> Call) ServerStreaming<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method.Name, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        return (body, (request, responses, context) => call(service.For(context), request, responses, context));
    }

    protected override (MethodInfo Body, ClientStreamingServerMethod<TRequest, TResponse> Call) ClientStreaming<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>(
            method.Name, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        return (body, (requests, context) => call(service.For(context), requests, context));
    }

    protected override (MethodInfo Body, DuplexStreamingServerMethod<TRequest, TResponse> Call) Duplex<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method.Name, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        return (body, (requests, responses, context) => call(service.For(context), requests, responses, context));
    }

    private static (MethodInfo Body, TDelegate Call) Open<TDelegate>(string name, params Type[] parameters)
        where TDelegate : Delegate
    {
        var body = typeof(TService).GetMethod(name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"{typeof(TService)} has no method {name} with the parameters of the contract.");
        return (body, body.CreateDelegate<TDelegate>());
    }
}
