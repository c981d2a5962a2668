using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using BudgetCoaching.Api.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace BudgetCoaching.Api.Tests.Telemetry;

public sealed class A_collector_that_is_away_is_told_once : IDisposable
{
    /// <summary>For one export.</summary>
    private const int FlushMilliseconds = 10_000;

    private readonly Meter meter = new($"away-{Guid.NewGuid():N}");
    private readonly Lines said = new();

    public void Dispose() => meter.Dispose();

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public void Two_exports_that_fail_are_one_warning_with_the_address_and_the_reason(OtlpExportProtocol protocol)
    {
        var port = FreePort();
        using var watch = new CollectorWatch(said);
        using var measures = Measures(port, protocol);

        Export(measures);
        Export(measures);

        var (level, number, words) = said.Should().ContainSingle().Which;
        (level, number).Should().Be((LogLevel.Warning, 1012));
        words.Should().StartWith($"Telemetry does not arrive at http://127.0.0.1:{port}/").And.Contain("refused").And.NotContain("\n");
    }

    [Fact]
    public async Task Once_it_is_there_again_that_is_told_once()
    {
        var port = FreePort();
        using var watch = new CollectorWatch(said);
        using var measures = Measures(port, OtlpExportProtocol.Grpc);
        Export(measures);
        await using var collector = await OtlpReceiver.StartAsync(port);

        Export(measures);
        Export(measures);

        collector.Metrics.Should().HaveCount(2);
        said.Select(line => (line.Level, line.Number)).Should().Equal((LogLevel.Warning, 1012), (LogLevel.Information, 1013));
    }

    private void Export(MeterProvider measures)
    {
        meter.CreateCounter<int>("calls").Add(1);
        measures.ForceFlush(FlushMilliseconds);
    }

    private MeterProvider Measures(int port, OtlpExportProtocol protocol) => Sdk.CreateMeterProviderBuilder()
        .AddMeter(meter.Name)
        .AddOtlpExporter(otlp => (otlp.Endpoint, otlp.Protocol) = (new Uri($"http://127.0.0.1:{port}"), protocol))
        .Build();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Lines : List<(LogLevel Level, int Number, string Words)>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add((logLevel, eventId.Id, formatter(state, exception)));
    }
}
