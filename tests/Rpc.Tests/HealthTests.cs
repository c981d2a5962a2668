using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace BudgetCoaching.Rpc.Tests;

public sealed class HealthTests : IAsyncLifetime
{
    private HealthStatus store = HealthStatus.Healthy;
    private EchoServer server = null!;
    private Grpc.Health.V1.Health.HealthClient client = null!;

    private HealthServiceImpl Statuses => server.Services.GetRequiredService<HealthServiceImpl>();

    public async Task InitializeAsync()
    {
        server = await EchoServer.StartAsync(
            services: services => services
                .AddGrpcHealthChecks(options => options.Services.Map("store", check => check.Tags.Contains("store")))
                .AddCheck("store", () => new HealthCheckResult(store), ["store"])
                .AddCheck("other", () => HealthCheckResult.Healthy()),
            map: app => app.MapGrpcHealthChecksService());
        client = new Grpc.Health.V1.Health.HealthClient(server.Channel);
    }

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Theory]
    [InlineData(HealthStatus.Healthy, ServingStatus.Serving)]
    [InlineData(HealthStatus.Degraded, ServingStatus.Serving)]
    [InlineData(HealthStatus.Unhealthy, ServingStatus.NotServing)]
    public async Task A_check_runs_the_hosts_checks(HealthStatus status, ServingStatus expected)
    {
        store = status;

        (await client.CheckAsync(new HealthCheckRequest())).Status.Should().Be(expected);
        (await client.CheckAsync(new HealthCheckRequest { Service = "store" })).Status.Should().Be(expected);
    }

    [Fact]
    public async Task A_service_nobody_knows_is_not_found()
    {
        var check = async () => await client.CheckAsync(new HealthCheckRequest { Service = "nobody" });

        (await check.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.NotFound);
    }

    [Fact]
    public async Task A_status_set_by_the_program_is_told_until_it_is_cleared()
    {
        Statuses.SetStatus("import", ServingStatus.NotServing);
        (await client.CheckAsync(new HealthCheckRequest { Service = "import" })).Status.Should().Be(ServingStatus.NotServing);

        Statuses.ClearAll();

        var check = async () => await client.CheckAsync(new HealthCheckRequest { Service = "import" });
        (await check.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.NotFound);
    }

    [Fact]
    public async Task All_services_are_listed()
    {
        store = HealthStatus.Unhealthy;
        Statuses.SetStatus("import", ServingStatus.Serving);

        var list = await client.ListAsync(new HealthListRequest());

        list.Statuses.ToDictionary(s => s.Key, s => s.Value.Status).Should().BeEquivalentTo(new Dictionary<string, ServingStatus>
        {
            [""] = ServingStatus.NotServing,
            ["store"] = ServingStatus.NotServing,
            ["import"] = ServingStatus.Serving,
        });
    }

    [Fact]
    public async Task A_watch_tells_the_status_now_and_each_change()
    {
        using var watch = client.Watch(new HealthCheckRequest { Service = "import" });
        (await NextAsync(watch)).Should().Be(ServingStatus.ServiceUnknown);

        Statuses.SetStatus("import", ServingStatus.Serving);
        (await NextAsync(watch)).Should().Be(ServingStatus.Serving);

        Statuses.SetStatus("import", ServingStatus.Serving);
        Statuses.SetStatus("import", ServingStatus.NotServing);
        (await NextAsync(watch)).Should().Be(ServingStatus.NotServing);

        Statuses.ClearStatus("import");
        (await NextAsync(watch)).Should().Be(ServingStatus.ServiceUnknown);
    }

    [Fact]
    public async Task A_report_of_the_host_reaches_the_watchers()
    {
        using var watch = client.Watch(new HealthCheckRequest { Service = "store" });
        (await NextAsync(watch)).Should().Be(ServingStatus.Serving);

        var entry = new HealthReportEntry(HealthStatus.Unhealthy, null, TimeSpan.Zero, null, null, ["store"]);
        var entries = new Dictionary<string, HealthReportEntry>(StringComparer.Ordinal) { ["store"] = entry };
        var report = new HealthReport(entries, TimeSpan.Zero);
        await server.Services.GetServices<IHealthCheckPublisher>().Single().PublishAsync(report, CancellationToken.None);

        (await NextAsync(watch)).Should().Be(ServingStatus.NotServing);
    }

    [Fact]
    public async Task A_watch_ends_when_the_server_stops()
    {
        using var watch = client.Watch(new HealthCheckRequest());
        (await NextAsync(watch)).Should().Be(ServingStatus.Serving);

        var stop = server.StopAsync();

        (await NextAsync(watch)).Should().Be(ServingStatus.NotServing);
        (await watch.ResponseStream.MoveNext()).Should().BeFalse();
        watch.GetStatus().StatusCode.Should().Be(StatusCode.OK);
        await stop.WaitAsync(EchoState.Bound);
        server.Log.Errors.Should().BeEmpty();
    }

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        (await watch.ResponseStream.MoveNext().WaitAsync(EchoState.Bound)).Should().BeTrue();
        return watch.ResponseStream.Current.Status;
    }
}
