using System.Globalization;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Ready means that the log can be read and written, that the read models are there and hold what was recorded until lately, and that the
/// service is not stopping: balancers send calls elsewhere while it is not. It is no reason to start anew; that is what
/// <see cref="Liveness"/> says.
/// </summary>
internal sealed class Readiness(
    ReadModels models, ProjectionRunner runner, ReadModelProgress progress, ApiOptions options, WritingPulses writing,
    IHostApplicationLifetime lifetime)
    : IHealthCheck
{
    /// <summary>How long the log may take to be read.</summary>
    public static readonly TimeSpan ReadMax = TimeSpan.FromSeconds(2);

    /// <summary>How long appends may be under way without an answer to any: more than an election takes.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(15);

    /// <summary>How often it is looked at for those who watch, and for the measures of the read models.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await WhyAsync(cancellationToken) is { } fault
            ? HealthCheckResult.Unhealthy($"{fault.Code}: {fault.Reason}")
            : HealthCheckResult.Healthy();

    /// <summary>What keeps the service from being ready; null when it is.</summary>
    public async Task<HealthFault?> WhyAsync(CancellationToken cancel)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new HealthFault(HealthCodes.Stopping, "The service is stopping.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(ReadMax);
        try
        {
            var lags = await progress.LookAsync(limit.Token);
            return OfWriting() ?? OfReadModels(runner.Status) ?? OfSharedFolder() ?? Behind(lags);
        }
        catch (Exception failure) when (failure is StoreFailedException or IOException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new HealthFault(HealthCodes.LogUnreadable, $"The log cannot be read: {failure.Message}");
        }
    }

    private HealthFault? OfWriting() => writing.Answers?.Still > AnswerMax
        ? new HealthFault(HealthCodes.LogUnwritable, "The event store answers no append.")
        : null;

    private HealthFault? OfSharedFolder() =>
        options.IsShared && !KeyDirectory.IsThere(Path.Combine(options.SharedFolder, KeyDirectory.Name))
            ? new HealthFault(HealthCodes.SharedFolderAway, "The shared folder with the households' keys is not there.")
            : null;

    private HealthFault? OfReadModels(ProjectionsStatus status)
    {
        if (status.Failure is { } failure)
        {
            return new HealthFault(HealthCodes.ReadModelsFailing, $"The read models cannot follow the log: {failure}");
        }

        foreach (var projection in status.Projections)
        {
            if (projection.Poison is { } poison)
            {
                return new HealthFault(HealthCodes.ReadModelStopped, $"Read model {projection.Name} stopped: {poison}");
            }
        }

        return models.IsReady ? null : new HealthFault(HealthCodes.ReadModelsBuilding, "The read models are being built.");
    }

    private HealthFault? Behind(IReadOnlyList<ReadModelLag> lags) =>
        lags.FirstOrDefault(lag => lag.Delay > Duration.FromSeconds(options.ReadyLagSeconds)) is { } late
            ? new HealthFault(
                HealthCodes.ReadModelsBehind,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Read model {late.Name} is {late.Delay.TotalSeconds:F0} s behind the log; {options.ReadyLagSeconds} s are allowed."))
            : null;
}
