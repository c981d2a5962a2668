using BudgetCoaching.Projections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Ready means that questions are answered and nothing is stuck. A read model that is merely behind is not stuck: readiness looks at
/// progress, or a rebuild would restart the service for ever.
/// </summary>
internal sealed class Readiness(ReadModels models, ProjectionRunner runner) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Why() is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy());

    /// <summary>What keeps the service from being ready; null when it is.</summary>
    public string? Why()
    {
        var status = runner.Status;
        if (status.Failure is { } failure)
        {
            return "The read models cannot follow the log: " + failure;
        }

        foreach (var projection in status.Projections)
        {
            if (projection.Poison is { } poison)
            {
                return $"Read model {projection.Name} stopped: {poison}";
            }
        }

        return models.IsReady ? null : "The read models are being built.";
    }
}
