using System.Globalization;
using System.Text;
using BudgetCoaching.Transcoding.Calls;
using BudgetCoaching.Transcoding.Http;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BudgetCoaching.Transcoding;

/// <summary>Serves gRPC services over HTTP and JSON too, as their <c>google.api.http</c> annotations say.</summary>
public static class JsonTranscodingExtensions
{
    /// <summary>Beside AddGrpc, whose interceptors run around these calls as well.</summary>
    public static IServiceCollection AddJsonTranscoding(
        this IServiceCollection services, Action<JsonTranscodingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddOptions();
        services.TryAddSingleton(new Registrations(services));
        services.TryAddSingleton<ServedRoutes>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return services;
    }

    /// <summary>
    /// Serves each annotated method of the service by its paths: unary calls as JSON, streams as a JSON document a line
    /// (<c>application/x-ndjson</c>). Errors are a <c>google.rpc.Status</c> as JSON. Methods without an annotation are left out.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// AddJsonTranscoding was not called, the class derives from no generated service, an annotation is wrong, or two collide.
    /// </exception>
    public static IEndpointConventionBuilder MapJsonTranscoding<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.ServiceProvider;
        var routes = services.GetService<ServedRoutes>()
            ?? throw new InvalidOperationException($"Call {nameof(AddJsonTranscoding)} before mapping a service.");
        var options = services.GetRequiredService<IOptions<JsonTranscodingOptions>>().Value;
        var settings = new CallSettings(
            options.MaxRequestSize,
            options.ErrorDomain,
            options.ColonWords,
            [
                .. services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value.Interceptors,
                .. services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value.Interceptors,
            ],
            options.Admit,
            routes.StreamsEnd,
            services.GetRequiredService<ILoggerFactory>().CreateLogger(TranscodingLog.Category));

        var endpoints = new List<IEndpointConventionBuilder>();
        foreach (var served in ServiceMethods<TService>.Bind(settings, services))
        {
            routes.Add(served.Route);
            routes.Add(served.Method.ServiceName);
            endpoints.Add(MapRoute<TService>(builder, served));
            if (served.Route.Path.Parts[0].Literal is { } root && routes.TryTakeRoot(root))
            {
                MapUnserved(builder, RoutePatternFactory.Parse($"/{root}/{{**rest}}"), routes, options.ErrorDomain);
                if (IsVersion(root) && routes.TryTakeRoot(OtherVersions))
                {
                    MapUnserved(builder, OfOtherVersions, routes, options.ErrorDomain);
                }
            }
        }

        return new Conventions(endpoints);
    }

    private static IEndpointConventionBuilder MapRoute<TService>(IEndpointRouteBuilder builder, ServedRoute served)
    {
        var endpoint = builder.Map(Pattern(served.Route.Path), served.Handler.HandleAsync);
        endpoint.Add(made =>
        {
            made.DisplayName = $"JSON - {served.Route.Method} {served.Route.Path}";
            made.Metadata.Add(new GrpcMethodMetadata(typeof(TService), served.Method));
            made.Metadata.Add(new HttpMethodMetadata([served.Route.Method]));
            var ofService = typeof(TService).GetCustomAttributes(inherit: true);
            foreach (var attribute in ofService.Concat(served.Body.GetCustomAttributes(inherit: true)))
            {
                made.Metadata.Add(attribute);
            }
        });
        return endpoint;
    }

    private const string OtherVersions = "{version}";

    /// <summary>A first segment such as <c>v2</c>: a client of a later contract is told so as any client is told anything.</summary>
    private static RoutePattern OfOtherVersions => RoutePatternFactory.Parse(
        $"/{OtherVersions}/{{**rest}}", defaults: null, new RouteValueDictionary { ["version"] = new Version() });

    private static bool IsVersion(string segment) =>
        segment.Length > 1 && segment[0] == 'v' && !segment.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    /// <summary>Answers what no route under the same first segment took.</summary>
    private static void MapUnserved(IEndpointRouteBuilder builder, RoutePattern pattern, ServedRoutes routes, string domain) =>
        builder.Map(pattern, http =>
        {
            var methods = routes.MethodsOf(RawPath.Of(http));
            if (methods.Length > 0)
            {
                var allowed = string.Join(", ", methods);
                http.Response.Headers.Allow = allowed;
                JsonAnswer.Write(http, Refusal.Method(http.Request.Method, allowed, domain));
            }
            else
            {
                JsonAnswer.Write(http, Refusal.UnknownPath(http.Request.Path, domain));
            }

            return Task.CompletedTask;
        }).Add(made =>
        {
            made.DisplayName = "JSON - unserved";
            ((RouteEndpointBuilder)made).Order = int.MaxValue - 1;
        });

    /// <summary>The template as ASP.NET Core writes routes. The handler matches again, exactly.</summary>
    private static RoutePattern Pattern(PathTemplate path)
    {
        var text = new StringBuilder();
        for (var i = 0; i < path.Parts.Count; i++)
        {
            text.Append('/').Append(path.Parts[i].Kind switch
            {
                TemplatePartKind.Any => string.Create(CultureInfo.InvariantCulture, $"{{s{i}}}"),
                TemplatePartKind.Rest => string.Create(CultureInfo.InvariantCulture, $"{{**s{i}}}"),
                _ => path.Parts[i].Literal,
            });
        }

        if (path.Verb.Length == 0)
        {
            return RoutePatternFactory.Parse(text.ToString());
        }

        // After a catch-all nothing may stand: there the verb is a condition.
        return path.Parts[^1].Kind == TemplatePartKind.Rest
            ? RoutePatternFactory.Parse(
                text.ToString(),
                defaults: null,
                new RouteValueDictionary
                {
                    [string.Create(CultureInfo.InvariantCulture, $"s{path.Parts.Count - 1}")] = new EndsIn(":" + path.Verb),
                })
            : RoutePatternFactory.Parse(text.Append(':').Append(path.Verb).ToString());
    }

    private sealed class Version : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            values[routeKey] is string segment && IsVersion(segment);
    }

    private sealed class EndsIn(string verb) : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            values[routeKey] is string rest && rest.EndsWith(verb, StringComparison.Ordinal);
    }

    private sealed class Conventions(IReadOnlyList<IEndpointConventionBuilder> endpoints) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            foreach (var endpoint in endpoints)
            {
                endpoint.Add(convention);
            }
        }

        public void Finally(Action<EndpointBuilder> finallyConvention)
        {
            foreach (var endpoint in endpoints)
            {
                endpoint.Finally(finallyConvention);
            }
        }
    }
}
