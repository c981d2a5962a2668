using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>The host's service registrations, kept to tell singletons when services are mapped.</summary>
internal sealed class Registrations(IServiceCollection services)
{
    public ServiceLifetime? LifetimeOf(Type type) =>
        services.LastOrDefault(service => service.ServiceType == type && !service.IsKeyedService)?.Lifetime;
}

/// <summary>
/// Gives the service or interceptor for a call: a singleton from the root, so that the call makes no scope; one of another lifetime from
/// the call's scope; one that is not registered is made, and disposed of with the call.
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
        if (lifetime == ServiceLifetime.Singleton)
        {
            make = _ => shared = (T)root.GetRequiredService(type);
        }
        else if (lifetime is not null)
        {
            make = http => (T)http.RequestServices.GetRequiredService(type);
        }
        else
        {
            var values = arguments.ToArray();
            var factory = ActivatorUtilities.CreateFactory(type, [.. values.Select(value => value.GetType())]);
            make = http => Owned(http, (T)factory(http.RequestServices, values));
        }
    }

    public T For(ServerCallContext context) => shared ?? make(context.GetHttpContext());

    private static T Owned(HttpContext http, T instance)
    {
        if (instance is IAsyncDisposable async)
        {
            http.Response.RegisterForDisposeAsync(async);
        }
        else if (instance is IDisposable disposable)
        {
            http.Response.RegisterForDispose(disposable);
        }

        return instance;
    }
}
