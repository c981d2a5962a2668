using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Rpc.Server;

/// <summary>The services mapped so far, and whether the answer to unknown ones is.</summary>
internal sealed class ServedServices
{
    private readonly List<ServiceDescriptor> services = [];
    private bool fallbackTaken;

    public IReadOnlyList<ServiceDescriptor> All => services;

    /// <summary>Null, for a service made without a descriptor, is not listed.</summary>
    public void Add(ServiceDescriptor? service)
    {
        if (service is not null)
        {
            services.Add(service);
        }
    }

    /// <summary>True the first time.</summary>
    public bool TryTakeFallback() => !fallbackTaken && (fallbackTaken = true);
}

internal static class ServiceBinding
{
    public const DynamicallyAccessedMemberTypes Needed =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods;

    /// <summary>Calls the generated static method that lists the service's methods.</summary>
    /// <returns>The generated descriptor of the service, if there is one.</returns>
    public static ServiceDescriptor? Bind(Type service, ServiceBinderBase binder)
    {
        for (var type = service; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } bind)
            {
                var method = bind.BindType.GetMethod(
                    bind.BindMethodName,
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static,
                    [typeof(ServiceBinderBase), type])
                    ?? throw new InvalidOperationException($"{bind.BindType} has no method {bind.BindMethodName} that fits {type}.");
                method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [binder, null], null);
                var descriptor = bind.BindType.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static);
                return descriptor?.GetValue(null) as ServiceDescriptor;
            }
        }

        throw new InvalidOperationException($"{service} derives from no generated gRPC service.");
    }
}

/// <summary>Makes a request delegate for each method: open delegate on the service class, inside its interceptors.</summary>
internal sealed class ServiceBinder<TService> : ServiceBinderBase
    where TService : class
{
    private readonly List<(IMethod, MethodInfo, RequestDelegate)> bound = [];
    private readonly CallSettings settings;
    private readonly InstanceSource<TService> service;
    private readonly InstanceSource<Interceptor>[] innermostFirst;

    public ServiceBinder(CallSettings settings, IServiceProvider root)
    {
        this.settings = settings;
        service = new InstanceSource<TService>(typeof(TService), root, []);
        innermostFirst = [.. settings.Interceptors.Reverse().Select(i => new InstanceSource<Interceptor>(i.Type, root, i.Arguments))];
    }

    public IReadOnlyList<(IMethod Method, MethodInfo Body, RequestDelegate Handle)> Bound => bound;

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(
            method.Name, typeof(TRequest), typeof(ServerCallContext));
        UnaryServerMethod<TRequest, TResponse> pipeline = (request, context) => call(service.For(context), request, context);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (request, context) => interceptor.For(context).UnaryServerHandler(request, context, next);
        }

        bound.Add((method, body, new UnaryHandler<TRequest, TResponse>(method, settings, pipeline).HandleAsync));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method.Name, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        ServerStreamingServerMethod<TRequest, TResponse> pipeline =
            (request, responses, context) => call(service.For(context), request, responses, context);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (request, responses, context) =>
                interceptor.For(context).ServerStreamingServerHandler(request, responses, context, next);
        }

        bound.Add((method, body, new ServerStreamingHandler<TRequest, TResponse>(method, settings, pipeline).HandleAsync));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>(
            method.Name, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        ClientStreamingServerMethod<TRequest, TResponse> pipeline = (requests, context) => call(service.For(context), requests, context);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (requests, context) => interceptor.For(context).ClientStreamingServerHandler(requests, context, next);
        }

        bound.Add((method, body, new ClientStreamingHandler<TRequest, TResponse>(method, settings, pipeline).HandleAsync));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method.Name, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        DuplexStreamingServerMethod<TRequest, TResponse> pipeline =
            (requests, responses, context) => call(service.For(context), requests, responses, context);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (requests, responses, context) =>
                interceptor.For(context).DuplexStreamingServerHandler(requests, responses, context, next);
        }

        bound.Add((method, body, new DuplexStreamingHandler<TRequest, TResponse>(method, settings, pipeline).HandleAsync));
    }

    private static (MethodInfo Body, TDelegate Call) Open<TDelegate>(string name, params Type[] parameters)
        where TDelegate : Delegate
    {
        var body = typeof(TService).GetMethod(name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"{typeof(TService)} has no method {name} with the parameters of the contract.");
        return (body, body.CreateDelegate<TDelegate>());
    }
}
