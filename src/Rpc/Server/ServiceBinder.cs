using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Rpc.Server;

/// <summary>The services mapped so far.</summary>
internal sealed class ServedServices
{
    private readonly List<ServiceDescriptor> services = [];

    public IReadOnlyList<ServiceDescriptor> All => services;

    /// <summary>Null, for a service made without a descriptor, is not listed.</summary>
    public void Add(ServiceDescriptor? service)
    {
        if (service is not null)
        {
            services.Add(service);
        }
    }
}

internal static class ServiceBinding
{
    public const DynamicallyAccessedMemberTypes Needed =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods;

    /// <summary>Calls the generated static method that lists the service's methods.</summary>
    /// <returns>The generated descriptor of the service, if there is one.</returns>
    public static ServiceDescriptor? Bind(Type service, ServiceBinderBase binder)
    {
        if (Generated(service) is not var (type, bind))
        {
            throw new InvalidOperationException($"{service} derives from no generated gRPC service.");
        }

        var method = bind.BindType.GetMethod(
            bind.BindMethodName,
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static,
            [typeof(ServiceBinderBase), type])
            ?? throw new InvalidOperationException($"{bind.BindType} has no method {bind.BindMethodName} that fits {type}.");
        method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [binder, null], null);
        return Descriptor(bind);
    }

    /// <summary>Null for a class that derives from no generated service.</summary>
    public static ServiceDescriptor? DescriptorOf(Type service) => Generated(service) is var (_, bind) ? Descriptor(bind) : null;

    private static (Type Type, BindServiceMethodAttribute Bind)? Generated(Type service)
    {
        for (var type = service; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } bind)
            {
                return (type, bind);
            }
        }

        return null;
    }

    private static ServiceDescriptor? Descriptor(BindServiceMethodAttribute bind) =>
        bind.BindType.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as ServiceDescriptor;
}

/// <summary>A method with the class and the code that serve it.</summary>
internal sealed record BoundMethod(IMethod Method, Type Service, MethodInfo Body, RequestDelegate Handle);

/// <summary>Makes a request delegate for each method: its handler, inside its interceptors.</summary>
internal class ServiceBinder(CallSettings settings, IServiceProvider root) : ServiceBinderBase
{
    private readonly List<BoundMethod> bound = [];
    private readonly InstanceSource<Interceptor>[] innermostFirst =
        [.. settings.Interceptors.Reverse().Select(i => new InstanceSource<Interceptor>(i.Type, root, i.Arguments))];

    public IReadOnlyList<BoundMethod> Bound => bound;

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (body, pipeline) = Unary(method, handler);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (request, context) => interceptor.For(context).UnaryServerHandler(request, context, next);
        }

        Add(method, body, new UnaryHandler<TRequest, TResponse>(method, settings, pipeline).HandleAsync);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, pipeline) = ServerStreaming(method, handler);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (request, responses, context) =>
                interceptor.For(context).ServerStreamingServerHandler(request, responses, context, next);
        }

        Add(method, body, new ServerStreamingHandler<TRequest, TResponse>(method, settings, pipeline).HandleAsync);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, pipeline) = ClientStreaming(method, handler);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (requests, context) => interceptor.For(context).ClientStreamingServerHandler(requests, context, next);
        }

        Add(method, body, new ClientStreamingHandler<TRequest, TResponse>(method, settings, pipeline).HandleAsync);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, pipeline) = Duplex(method, handler);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (requests, responses, context) =>
                interceptor.For(context).DuplexStreamingServerHandler(requests, responses, context, next);
        }

        Add(method, body, new DuplexStreamingHandler<TRequest, TResponse>(method, settings, pipeline).HandleAsync);
    }

    /// <summary>The code that serves a method, and how it is called. Here it is the handler given.</summary>
    protected virtual (MethodInfo Body, UnaryServerMethod<TRequest, TResponse> Call) Unary<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => (Given(handler).Method, handler!);

    protected virtual (MethodInfo Body, ServerStreamingServerMethod<TRequest, TResponse> Call) ServerStreaming<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => (Given(handler).Method, handler!);

    protected virtual (MethodInfo Body, ClientStreamingServerMethod<TRequest, TResponse> Call) ClientStreaming<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => (Given(handler).Method, handler!);

    protected virtual (MethodInfo Body, DuplexStreamingServerMethod<TRequest, TResponse> Call) Duplex<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => (Given(handler).Method, handler!);

    private static Delegate Given(Delegate? handler) =>
        handler ?? throw new InvalidOperationException("A definition must have a handler for each of its methods.");

    private void Add(IMethod method, MethodInfo body, RequestDelegate handle) =>
        bound.Add(new BoundMethod(method, body.ReflectedType ?? typeof(ServerServiceDefinition), body, handle));
}
