using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using BudgetCoaching.Rpc.Server;
using BudgetCoaching.Rpc.Wire;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Conventions, such as authorization, for all methods of a service.</summary>
public sealed class GrpcServiceEndpointConventionBuilder : IEndpointConventionBuilder
{
    private readonly IReadOnlyList<IEndpointConventionBuilder> endpoints;

    internal GrpcServiceEndpointConventionBuilder(IReadOnlyList<IEndpointConventionBuilder> endpoints) => this.endpoints = endpoints;

    internal GrpcServiceEndpointConventionBuilder And(GrpcServiceEndpointConventionBuilder other) =>
        new([.. endpoints, .. other.endpoints]);

    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (var endpoint in endpoints)
        {
            endpoint.Add(convention);
        }
    }

    public void Finally(Action<EndpointBuilder> finalConvention)
    {
        foreach (var endpoint in endpoints)
        {
            endpoint.Finally(finalConvention);
        }
    }
}

public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>Serves each method of the service at <c>POST /package.Service/Method</c>.</summary>
    /// <exception cref="InvalidOperationException">AddGrpc was not called, or the class derives from no generated service.</exception>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<
        [DynamicallyAccessedMembers(ServiceBinding.Needed)] TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.ServiceProvider;
        var served = services.GetService<ServedServices>()
            ?? throw new InvalidOperationException($"Call {nameof(GrpcServicesExtensions.AddGrpc)} before mapping a service.");
        var all = services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;
        var one = services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value;
        var settings = CallSettings.Of(all, one, services);
        var binder = new ServiceBinder<TService>(settings, services);
        served.Add(ServiceBinding.Bind(typeof(TService), binder));

        var endpoints = new List<IEndpointConventionBuilder>(binder.Bound.Count);
        foreach (var (method, body, handle) in binder.Bound)
        {
            endpoints.Add(MapMethod<TService>(builder, method, body, handle));
        }

        if (all.IgnoreUnknownServices != true && served.TryTakeFallback())
        {
            MapFallback(builder);
        }

        return new GrpcServiceEndpointConventionBuilder(endpoints);
    }

    private static IEndpointConventionBuilder MapMethod<TService>(
        IEndpointRouteBuilder builder, IMethod method, MethodInfo body, RequestDelegate handle)
    {
        var endpoint = builder.Map(RoutePatternFactory.Parse(method.FullName), handle);
        endpoint.Add(made =>
        {
            made.DisplayName = "gRPC - " + method.FullName;
            made.Metadata.Add(new GrpcMethodMetadata(typeof(TService), method));
            made.Metadata.Add(new HttpMethodMetadata([HttpMethods.Post], acceptCorsPreflight: true));
            foreach (var attribute in typeof(TService).GetCustomAttributes(inherit: true).Concat(body.GetCustomAttributes(inherit: true)))
            {
                made.Metadata.Add(attribute);
            }
        });
        return endpoint;
    }

    /// <summary>Answers every gRPC request that no other endpoint took.</summary>
    private static void MapFallback(IEndpointRouteBuilder builder)
    {
        var pattern = RoutePatternFactory.Parse(
            "{service}/{method}", defaults: null, parameterPolicies: new { method = new GrpcContentType() });
        builder.Map(pattern, Unimplemented.HandleAsync).Add(made =>
        {
            made.DisplayName = "gRPC - unimplemented";
            made.Metadata.Add(new HttpMethodMetadata([HttpMethods.Post]));
            ((RouteEndpointBuilder)made).Order = int.MaxValue;
        });
    }

    private sealed class GrpcContentType : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            httpContext is not null && HeaderText.IsGrpc(httpContext.Request.ContentType);
    }
}
