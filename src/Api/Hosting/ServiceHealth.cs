using Grpc.AspNetCore.HealthChecks;
using Grpc.AspNetCore.Server;
using Microsoft.Extensions.Options;

namespace BudgetCoaching.Api.Hosting;

/// <summary>Each service answers by its name for the health of all, as balancers ask by name: they are ready together.</summary>
internal static class ServiceHealth
{
    /// <summary>After the services are mapped.</summary>
    public static void MapServiceHealth(this WebApplication app)
    {
        var health = app.Services.GetRequiredService<IOptions<GrpcHealthChecksOptions>>().Value;
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints))
        {
            if (endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is { } method)
            {
                health.Services.Map(method.Method.ServiceName, _ => true);
            }
        }

        app.MapGrpcHealthChecksService();
    }
}
