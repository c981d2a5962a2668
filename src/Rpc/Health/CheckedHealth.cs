using Grpc.AspNetCore.HealthChecks;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace BudgetCoaching.Rpc.Health;

/// <summary>The health service over the host's own health checks: Check and List run them, Watch tells what is published.</summary>
internal sealed class CheckedHealth(
    HealthServiceImpl published, HealthCheckService checks, IOptions<GrpcHealthChecksOptions> options, IHostApplicationLifetime lifetime)
    : Grpc.Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (!options.Value.UseHealthChecksCache && options.Value.Services.Find(request.Service) is { } mapping)
        {
            await RunAsync(mapping, context.CancellationToken);
        }

        return await published.Check(request, context);
    }

    public override async Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        if (!options.Value.UseHealthChecksCache)
        {
            foreach (var mapping in options.Value.Services)
            {
                await RunAsync(mapping, context.CancellationToken);
            }
        }

        return await published.List(request, context);
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        if (options.Value.Services.Find(request.Service) is { } mapping)
        {
            await RunAsync(mapping, context.CancellationToken);
        }

        var stopping = options.Value.SuppressCompletionOnShutdown ? CancellationToken.None : lifetime.ApplicationStopping;
        await published.WatchAsync(request.Service, responseStream, context.CancellationToken, stopping);
    }

    private async Task RunAsync(ServiceMapping mapping, CancellationToken cancel)
    {
        var report = await checks.CheckHealthAsync(c => mapping.HealthCheckPredicate(new HealthCheckMapContext(c.Name, c.Tags)), cancel);
        published.SetStatus(mapping.Name, HealthPublisher.StatusOf(report.Status));
    }
}

/// <summary>Sets the statuses from each report that the host's health check publisher makes.</summary>
internal sealed class HealthPublisher(HealthServiceImpl published, IOptions<GrpcHealthChecksOptions> options) : IHealthCheckPublisher
{
    /// <summary>A degraded service still serves.</summary>
    public static ServingStatus StatusOf(HealthStatus status) =>
        status == HealthStatus.Unhealthy ? ServingStatus.NotServing : ServingStatus.Serving;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var mapping in options.Value.Services)
        {
            var worst = HealthStatus.Healthy;
            foreach (var (name, entry) in report.Entries)
            {
                if (entry.Status < worst && mapping.HealthCheckPredicate(new HealthCheckMapContext(name, entry.Tags)))
                {
                    worst = entry.Status;
                }
            }

            published.SetStatus(mapping.Name, StatusOf(worst));
        }

        return Task.CompletedTask;
    }
}
