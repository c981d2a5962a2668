using System.Diagnostics.CodeAnalysis;
using BudgetCoaching.Rpc.Server;
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
        var served = Served(builder);
        var services = builder.ServiceProvider;
        var one = services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value;
        var binder = new ClassBinder<TService>(CallSettings.Of(AllOf(services), one, services), services);
        served.Add(ServiceBinding.Bind(typeof(TService), binder));
        return Map(builder, binder, typeof(TService));
    }

    /// <summary>Serves the handlers of a definition, which are the same objects for every call.</summary>
    /// <exception cref="InvalidOperationException">AddGrpc was not called.</exception>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService(
        this IEndpointRouteBuilder builder, ServerServiceDefinition serviceDefinition)
    {
        ArgumentNullException.ThrowIfNull(serviceDefinition);
        var served = Served(builder);
        var services = builder.ServiceProvider;
        var settings = CallSettings.Of(AllOf(services), new GrpcServiceOptions<ServerServiceDefinition>(), services);
        var binder = new ServiceBinder(settings, services);
        serviceDefinition.BindService(binder);
        foreach (var service in binder.Bound.Select(bound => bound.Service).Distinct())
        {
            served.Add(ServiceBinding.DescriptorOf(service));
        }

        return Map(builder, binder, null);
    }

    public static GrpcServiceEndpointConventionBuilder MapGrpcService(
        this IEndpointRouteBuilder builder, Func<IServiceProvider, ServerServiceDefinition> getServiceDefinition)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(getServiceDefinition);
        return builder.MapGrpcService(getServiceDefinition(builder.ServiceProvider));
    }

    private static ServedServices Served(IEndpointRouteBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ServiceProvider.GetService<ServedServices>()
            ?? throw new InvalidOperationException($"Call {nameof(GrpcServicesExtensions.AddGrpc)} before mapping a service.");
    }

    private static GrpcServiceOptions AllOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;

    private static GrpcServiceEndpointConventionBuilder Map(
        IEndpointRouteBuilder builder, ServiceBinder binder, Type? service)
    {
        var endpoints = new List<IEndpointConventionBuilder>(binder.Bound.Count);
        foreach (var bound in binder.Bound)
        {
            endpoints.Add(MapMethod(builder, bound, service ?? bound.Service));
        }

        return new GrpcServiceEndpointConventionBuilder(endpoints);
    }

    private static IEndpointConventionBuilder MapMethod(IEndpointRouteBuilder builder, BoundMethod bound, Type service)
    {
        var endpoint = builder.Map(RoutePatternFactory.Parse(bound.Method.FullName), bound.Handle);
        endpoint.Add(made =>
        {
            made.DisplayName = "gRPC - " + bound.Method.FullName;
            made.Metadata.Add(new GrpcMethodMetadata(service, bound.Method));
            made.Metadata.Add(new HttpMethodMetadata([HttpMethods.Post], acceptCorsPreflight: true));
            foreach (var attribute in service.GetCustomAttributes(inherit: true).Concat(bound.Body.GetCustomAttributes(inherit: true)))
            {
                made.Metadata.Add(attribute);
            }
        });
        return endpoint;
    }
}
