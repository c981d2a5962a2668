using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BudgetCoaching.Rpc.ClientFactory;

/// <summary>One channel for each name, made when it is first asked for and shared by all clients of the name.</summary>
internal sealed class ClientChannels(
    IServiceProvider root, IOptionsMonitor<GrpcClientFactoryOptions> options, IHttpMessageHandlerFactory handlers, ILoggerFactory log)
    : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<(GrpcChannel Channel, CallInvoker Invoker)>> made = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The name has no address.</exception>
    public CallInvoker InvokerOf(string name) => made.GetOrAdd(name, key => new(() => Make(key))).Value.Invoker;

    public void Dispose()
    {
        foreach (var channel in made.Values.Where(lazy => lazy.IsValueCreated))
        {
            channel.Value.Channel.Dispose();
        }
    }

    private (GrpcChannel Channel, CallInvoker Invoker) Make(string name)
    {
        var chosen = options.Get(name);
        var address = chosen.Address ?? throw new InvalidOperationException($"The gRPC client '{name}' has no address.");
        var channelOptions = new GrpcChannelOptions { HttpHandler = handlers.CreateHandler(name), LoggerFactory = log };
        foreach (var configure in chosen.ChannelOptionsActions)
        {
            configure(channelOptions);
        }

        var channel = GrpcChannel.ForAddress(address, channelOptions);
        return (channel, Intercepted(channel.CreateCallInvoker(), chosen, InterceptorScope.Channel, root));
    }

    internal static CallInvoker Intercepted(
        CallInvoker invoker, GrpcClientFactoryOptions options, InterceptorScope scope, IServiceProvider services) =>
        invoker.Intercept([.. options.InterceptorRegistrations.Where(i => i.Scope == scope).Select(i => i.Creator(services))]);
}

/// <summary>Makes clients on the shared channels, with what is the client's own.</summary>
internal sealed class ScopedClientFactory(
    IServiceProvider scope, ClientChannels channels, IOptionsMonitor<GrpcClientFactoryOptions> options) : GrpcClientFactory
{
    public override TClient CreateClient<TClient>(string name)
    {
        var chosen = options.Get(name);
        var invoker = channels.InvokerOf(name);
        if (chosen.CallOptionsActions.Count > 0)
        {
            invoker = invoker.Intercept(new CallOptionsInterceptor(chosen.CallOptionsActions, scope));
        }

        invoker = ClientChannels.Intercepted(invoker, chosen, InterceptorScope.Client, scope);
        return (TClient)(chosen.Creator?.Invoke(invoker) ?? ActivatorUtilities.CreateInstance<TClient>(scope, invoker));
    }
}

/// <summary>Lets the program change the options of each call.</summary>
internal sealed class CallOptionsInterceptor(IList<Action<CallOptionsContext>> actions, IServiceProvider services) : Interceptor
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> next) =>
        next(request, Changed(context));

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> next) =>
        next(request, Changed(context));

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> next) => next(request, Changed(context));

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> next) =>
        next(Changed(context));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> next) =>
        next(Changed(context));

    private ClientInterceptorContext<TRequest, TResponse> Changed<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var call = new CallOptionsContext(context.Options, services);
        foreach (var change in actions)
        {
            change(call);
        }

        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, call.CallOptions);
    }
}
