using System.Reflection;
using BudgetCoaching.Transcoding.Calls;
using BudgetCoaching.Transcoding.Http;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace BudgetCoaching.Transcoding;

/// <param name="Body">The method of the service's class, whose attributes the endpoint bears.</param>
internal sealed record ServedRoute(HttpRoute Route, IMethod Method, MethodInfo Body, JsonMethod Handler);

/// <summary>
/// Makes a handler for each route of each method of a service, with the same interceptors around it that gRPC has. All reflection is
/// here, once, when the service is mapped.
/// </summary>
internal sealed class ServiceMethods<TService> : ServiceBinderBase
    where TService : class
{
    private readonly List<ServedRoute> served = [];
    private readonly ServiceDescriptor descriptor;
    private readonly CallSettings settings;
    private readonly InstanceSource<TService> service;
    private readonly InstanceSource<Interceptor>[] innermostFirst;

    private ServiceMethods(ServiceDescriptor descriptor, CallSettings settings, IServiceProvider root)
    {
        (this.descriptor, this.settings) = (descriptor, settings);
        service = new InstanceSource<TService>(typeof(TService), root, []);
        innermostFirst = [.. settings.Interceptors.Reverse().Select(i => new InstanceSource<Interceptor>(i.Type, root, i.Arguments))];
    }

    /// <summary>Calls the generated static method that lists the service's methods.</summary>
    /// <exception cref="InvalidOperationException">The class derives from no generated service, or a rule is wrong.</exception>
    public static IReadOnlyList<ServedRoute> Bind(CallSettings settings, IServiceProvider root)
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } bind)
            {
                const BindingFlags Static = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;
                var list = bind.BindType.GetMethod(bind.BindMethodName, Static, [typeof(ServiceBinderBase), type]);
                var found = bind.BindType.GetProperty("Descriptor", Static)?.GetValue(null) as ServiceDescriptor;
                if (list is null || found is null)
                {
                    break;
                }

                var methods = new ServiceMethods<TService>(found, settings, root);
                list.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [methods, null], null);
                return methods.served;
            }
        }

        throw new InvalidOperationException($"{typeof(TService)} derives from no generated gRPC service.");
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(
            method, typeof(TRequest), typeof(ServerCallContext));
        UnaryServerMethod<TRequest, TResponse> pipeline = (request, context) => call(service.For(context), request, context);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (request, context) => interceptor.For(context).UnaryServerHandler(request, context, next);
        }

        Add(method, body, (found, route) => new UnaryJson<TRequest, TResponse>(method, found, route, settings, pipeline));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        ServerStreamingServerMethod<TRequest, TResponse> pipeline =
            (request, responses, context) => call(service.For(context), request, responses, context);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (request, responses, context) =>
                interceptor.For(context).ServerStreamingServerHandler(request, responses, context, next);
        }

        Add(method, body, (found, route) => new ServerStreamingJson<TRequest, TResponse>(method, found, route, settings, pipeline));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        ClientStreamingServerMethod<TRequest, TResponse> pipeline =
            (requests, context) => call(service.For(context), requests, context);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (requests, context) =>
                interceptor.For(context).ClientStreamingServerHandler(requests, context, next);
        }

        Add(method, body, (found, route) => new ClientStreamingJson<TRequest, TResponse>(method, found, route, settings, pipeline));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (body, call) = Open<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        DuplexStreamingServerMethod<TRequest, TResponse> pipeline =
            (requests, responses, context) => call(service.For(context), requests, responses, context);
        foreach (var interceptor in innermostFirst)
        {
            var next = pipeline;
            pipeline = (requests, responses, context) =>
                interceptor.For(context).DuplexStreamingServerHandler(requests, responses, context, next);
        }

        Add(method, body, (found, route) => new DuplexStreamingJson<TRequest, TResponse>(method, found, route, settings, pipeline));
    }

    private void Add(IMethod method, MethodInfo body, Func<MethodDescriptor, HttpRoute, JsonMethod> make)
    {
        var found = descriptor.FindMethodByName(method.Name);
        foreach (var route in HttpRoute.Of(found))
        {
            served.Add(new ServedRoute(route, method, body, make(found, route)));
        }
    }

    private static (MethodInfo Body, TDelegate Call) Open<TDelegate>(IMethod method, params Type[] parameters)
        where TDelegate : Delegate
    {
        var body = typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"{typeof(TService)} has no method {method.Name} with the parameters of the contract.");
        return (body, body.CreateDelegate<TDelegate>());
    }
}
