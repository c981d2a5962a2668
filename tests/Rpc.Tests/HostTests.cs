using System.Diagnostics;
using System.Diagnostics.Metrics;
using BudgetCoaching.Rpc.Server;
using Echo.V1;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>What the library does with its host: services, endpoints, stopping, measures.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task Streams_that_go_on_when_the_server_stops_are_ended_as_unavailable_and_unary_calls_finish()
    {
        await using var server = await EchoServer.StartAsync(services: services => services.AddSingleton(new StreamGrace(TimeSpan.Zero)));
        using var unary = server.Client.SayAsync(new SayRequest { Text = "last", Behave = "stubborn" });
        await server.State.Started.Task.WaitAsync(EchoState.Bound);
        using var stream = server.Client.Repeat(new SayRequest { Count = 1, Behave = "wait" });
        (await stream.ResponseStream.MoveNext()).Should().BeTrue();

        var stop = server.StopAsync();

        var ended = (await FluentActions.Awaiting(() => stream.ResponseStream.MoveNext()).Should().ThrowAsync<RpcException>()).Which;
        ended.StatusCode.Should().Be(StatusCode.Unavailable);
        server.State.Release.TrySetResult();
        (await unary).Text.Should().Be("last");
        await stop.WaitAsync(EchoState.Bound);
        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_stalled_or_endless_upload_is_no_reason_to_close_the_connection()
    {
        var limits = new Limits();
        await using var server = await EchoServer.StartAsync(map: app => app.Use((http, next) =>
        {
            http.Features.Set<IHttpMinRequestBodyDataRateFeature>(limits);
            http.Features.Set<IHttpMaxRequestBodySizeFeature>(limits);
            return next(http);
        }));

        await server.Client.SayAsync(new SayRequest());

        limits.MinDataRate.Should().BeNull();
        limits.MaxRequestBodySize.Should().BeNull();
    }

    [Fact]
    public async Task A_singleton_service_is_served_without_a_scope()
    {
        await using var server = await EchoServer.StartAsync();

        await server.Client.SayAsync(new SayRequest { Behave = "scope" });

        server.State.Seen.Should().Be("no scope");
    }

    [Fact]
    public async Task A_scoped_service_is_served_from_the_scope_of_its_call()
    {
        await using var server = await EchoServer.StartAsync(services: services => services.AddScoped<EchoService>());

        await server.Client.SayAsync(new SayRequest { Behave = "scope" });

        server.State.Seen.Should().Be("a scope");
    }

    [Fact]
    public async Task A_service_that_is_not_registered_is_made_for_each_call_and_disposed_of()
    {
        var counts = new Counts();
        await using var server = await EchoServer.StartAsync(
            services: s => s.AddSingleton(counts), map: app => app.MapGrpcService<Counting>());
        var client = new Grpc.Health.V1.Health.HealthClient(server.Channel);

        await client.CheckAsync(new());
        await client.CheckAsync(new());
        await server.StopAsync();

        counts.Made.Should().Be(2);
        counts.Disposed.Should().Be(2);
    }

    [Fact]
    public async Task An_endpoint_carries_its_method_and_the_attributes_of_its_class()
    {
        await using var server = await EchoServer.StartAsync(
            services: s => s.AddSingleton(new Counts()).AddAuthorization(), map: app => app.MapGrpcService<Counting>());

        var endpoint = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Single(e => e.RoutePattern.RawText == "/grpc.health.v1.Health/Check");

        endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()!.ServiceType.Should().Be<Counting>();
        endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()!.Method.FullName.Should().Be("/grpc.health.v1.Health/Check");
        endpoint.Metadata.GetMetadata<AllowAnonymousAttribute>().Should().NotBeNull();
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Should().Equal("POST");
    }

    [Fact]
    public void Mapping_without_adding_says_what_is_missing()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        app.Invoking(a => a.MapGrpcService<EchoService>()).Should().Throw<InvalidOperationException>().WithMessage("*AddGrpc*");
    }

    [Fact]
    public async Task A_class_that_is_no_service_cannot_be_mapped()
    {
        var start = async () => await EchoServer.StartAsync(map: app => app.MapGrpcService<Counts>());

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("*no generated gRPC service*");
    }

    [Fact]
    public async Task Each_call_is_measured_and_traced_under_its_name_and_status()
    {
        await using var server = await EchoServer.StartAsync();
        var measured = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "BudgetCoaching.Rpc")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
        {
            var text = instrument.Name + " " + string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
            if (text.EndsWith("echo.v1.EchoService/Say rpc.response.status_code=NOT_FOUND", StringComparison.Ordinal))
            {
                measured.TrySetResult(text);
            }
        });
        meters.Start();
        var traced = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "BudgetCoaching.Rpc",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => traced.TrySetResult($"{activity.DisplayName} {activity.Kind}"),
        };
        ActivitySource.AddActivityListener(traces);

        var call = async () => await server.Client.SayAsync(new SayRequest { Behave = "refuse-by-status" });
        await call.Should().ThrowAsync<RpcException>();

        (await measured.Task.WaitAsync(EchoState.Bound)).Should().Be(
            "rpc.server.call.duration rpc.system.name=grpc rpc.method=echo.v1.EchoService/Say rpc.response.status_code=NOT_FOUND");
        (await traced.Task.WaitAsync(EchoState.Bound)).Should().EndWith(" Server");
    }

    public sealed class Counts
    {
        public int Made { get; set; }

        public int Disposed { get; set; }
    }

    private sealed class Limits : IHttpMinRequestBodyDataRateFeature, IHttpMaxRequestBodySizeFeature
    {
        public MinDataRate? MinDataRate { get; set; } = new(240, TimeSpan.FromSeconds(5));

        public long? MaxRequestBodySize { get; set; } = 30_000_000;

        public bool IsReadOnly => false;
    }

    [AllowAnonymous]
    public sealed class Counting : Grpc.Health.V1.Health.HealthBase, IDisposable
    {
        private readonly Counts counts;

        public Counting(Counts counts)
        {
            this.counts = counts;
            counts.Made++;
        }

        public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
            Task.FromResult(new HealthCheckResponse());

        public void Dispose() => counts.Disposed++;
    }
}
