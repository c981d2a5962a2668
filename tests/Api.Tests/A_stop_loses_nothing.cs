using System.Collections.Concurrent;
using System.Net;
using BudgetCoaching.Api.Tests.Bulk;
using BudgetCoaching.V1;
using Grpc.Core;
using Grpc.Health.V1;

namespace BudgetCoaching.Api.Tests;

/// <summary>SIGTERM while callers write: what was acknowledged is there, and every call ends as the contract says.</summary>
public sealed class A_stop_loses_nothing : IAsyncLifetime
{
    private const int Writers = 8;
    private const int AcknowledgedBefore = 200;

    /// <summary>Rows of the bulk stream that may be on their way.</summary>
    private const int Window = 64;

    private readonly RunningService service = new() { IsDemo = false };
    private readonly ConcurrentQueue<(Guid Household, long Version)> acknowledged = new();
    private readonly TaskCompletionSource underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task InitializeAsync() => service.InitializeAsync();

    public Task DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Every_acknowledged_fact_is_there_after_a_stop_under_load_and_calls_end_well()
    {
        var households = new List<Guid>();
        for (var i = 0; i <= Writers; i++)
        {
            households.Add(Guid.Parse((await OpenedHousehold.EnrolAsync(service)).Name.Split('/')[1]));
        }

        var writing = households.Take(Writers).Select(WriteAsync).Append(StreamAsync(households[^1])).ToList();
        using var watch = new Health.HealthClient(service.Channel).Watch(new HealthCheckRequest());
        (await watch.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        watch.ResponseStream.Current.Status.Should().Be(HealthCheckResponse.Types.ServingStatus.Serving);
        await underWay.Task;
        await service.TerminateAsync();
        var ends = await Task.WhenAll(writing);

        ends.Where(end => end.StatusCode != StatusCode.Unavailable).Should().BeEmpty();
        (await watch.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        watch.ResponseStream.Current.Status.Should().Be(HealthCheckResponse.Types.ServingStatus.NotServing);
        (await service.EndAsync()).Should().Be(0);
        Directory.EnumerateFiles(service.DataFolder, "log.db-wal").Should().BeEmpty("the log was closed");
        var builtBefore = Directory.EnumerateFiles(service.DataFolder, "readmodels-*.db").Single();

        await service.StartAsync();

        var recorded = new HashSet<(Guid, long)>();
        foreach (var household in households)
        {
            recorded.UnionWith((await VersionsAsync(household)).Select(version => (household, version)));
        }

        acknowledged.Should().HaveCountGreaterThan(AcknowledgedBefore).And.OnlyHaveUniqueItems();
        acknowledged.Except(recorded).Should().BeEmpty();
        using var http = new HttpClient();
        (await http.GetAsync(service.Web + "/health/ready")).StatusCode.Should().Be(HttpStatusCode.OK);
        Directory.EnumerateFiles(service.DataFolder, "readmodels-*.db").Should().Equal([builtBefore], "their checkpoints were saved");
    }

    /// <returns>How the first call that was not answered ended.</returns>
    private async Task<Status> WriteAsync(Guid household)
    {
        var ledger = new LedgerService.LedgerServiceClient(service.Channel);
        // Ends with the service.
        while (true)
        {
            try
            {
                var request = Batch.Charge(row: 1, household, Guid.NewGuid()).PostCharge;
                Acknowledge(household, (await ledger.PostChargeAsync(request, RunningService.Headers)).Version);
            }
            catch (RpcException end)
            {
                return end.Status;
            }
        }
    }

    /// <inheritdoc cref="WriteAsync"/>
    private async Task<Status> StreamAsync(Guid household)
    {
        using var call = new BulkService.BulkServiceClient(service.Channel).ImportFacts(RunningService.Headers);
        using var window = new SemaphoreSlim(Window);
        using var ended = new CancellationTokenSource();
        var sending = SendAsync();
        try
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                answer.OutcomeCase.Should().Be(ImportFactsResponse.OutcomeOneofCase.Accepted);
                Acknowledge(household, answer.Accepted.Version);
                window.Release();
            }

            return Status.DefaultSuccess;
        }
        catch (RpcException end)
        {
            return end.Status;
        }
        finally
        {
            await ended.CancelAsync();
            await sending.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        async Task SendAsync()
        {
            for (var row = 1L; ; row++)
            {
                await window.WaitAsync(ended.Token);
                await call.RequestStream.WriteAsync(Batch.Charge(row, household, Guid.NewGuid()));
            }
        }
    }

    private void Acknowledge(Guid household, long version)
    {
        acknowledged.Enqueue((household, version));
        if (acknowledged.Count > AcknowledgedBefore)
        {
            underWay.TrySetResult();
        }
    }

    private async Task<List<long>> VersionsAsync(Guid household)
    {
        using var replay = new HouseholdService.HouseholdServiceClient(service.Channel)
            .ReplayHousehold(new ReplayHouseholdRequest { Household = $"households/{household}" });
        var versions = new List<long>();
        await foreach (var happened in replay.ResponseStream.ReadAllAsync())
        {
            versions.Add(happened.Version);
        }

        return versions;
    }
}
