using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Rpc.Server;

/// <summary>The host's service registrations, kept to tell singletons when services are mapped.</summary>
internal sealed class Registrations(IServiceCollection services)
{
    public ServiceLifetime? LifetimeOf(Type type) =>
        services.LastOrDefault(d => d.ServiceType == type && !d.IsKeyedService)?.Lifetime;
}

/// <summary>
/// Gives the service or interceptor for a call. A singleton comes from the root container, so that the call makes no scope;
/// a scoped or transient one from the call's scope; one that is not registered is made, and disposed of with the call.
/// </summary>
internal sealed class InstanceSource<T>
    where T : class
{
    private readonly Func<HttpContext, T> make;
    private T? shared;

    public InstanceSource(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type,
        IServiceProvider root,
        IReadOnlyList<object> arguments)
    {
        var lifetime = arguments.Count == 0 ? root.GetRequiredService<Registrations>().LifetimeOf(type) : null;
        switch (lifetime)
        {
            case ServiceLifetime.Singleton:
                make = _ => shared = (T)root.GetRequiredService(type);
                break;
            case null:
                var values = arguments.ToArray();
                var factory = ActivatorUtilities.CreateFactory(type, [.. values.Select(v => v.GetType())]);
                make = http => Owned(http, (T)factory(http.RequestServices, values));
                break;
            default:
                make = http => (T)http.RequestServices.GetRequiredService(type);
                break;
        }
    }

    public T For(ServerCallContext context) => shared ?? make(context.GetHttpContext());

    private static T Owned(HttpContext http, T instance)
    {
        switch (instance)
        {
            case IAsyncDisposable disposable:
                http.Response.RegisterForDisposeAsync(disposable);
                break;
            case IDisposable disposable:
                http.Response.RegisterForDispose(disposable);
                break;
        }

        return instance;
    }
}
