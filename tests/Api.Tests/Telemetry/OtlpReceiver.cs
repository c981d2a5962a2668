using System.Collections.Concurrent;
using System.Text;
using BudgetCoaching.Api.Tests.Telemetry.Otlp;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Api.Tests.Telemetry;

/// <summary>A collector of OpenTelemetry's protocol over gRPC, on any free port, which keeps all that it is sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication server;

    private OtlpReceiver(WebApplication server) => this.server = server;

    private Kept All => server.Services.GetRequiredService<Kept>();

    public string Address => server.Urls.Single();

    /// <summary>With the scope that each belongs to.</summary>
    public IEnumerable<(string Scope, Span Span)> Spans => All.Of<ExportTraceServiceRequest>()
        .SelectMany(r => r.ResourceSpans).SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans.Select(span => (s.Scope.Name, span)));

    /// <inheritdoc cref="Spans"/>
    public IEnumerable<(string Scope, Metric Metric)> Metrics => All.Of<ExportMetricsServiceRequest>()
        .SelectMany(r => r.ResourceMetrics).SelectMany(r => r.ScopeMetrics).SelectMany(s => s.Metrics.Select(m => (s.Scope.Name, m)));

    public IEnumerable<LogRecord> Logs => All.Of<ExportLogsServiceRequest>()
        .SelectMany(r => r.ResourceLogs).SelectMany(r => r.ScopeLogs).SelectMany(s => s.LogRecords);

    public IEnumerable<Resource> Resources =>
        All.Of<ExportTraceServiceRequest>().SelectMany(r => r.ResourceSpans).Select(r => r.Resource);

    /// <summary>All that was received, every byte a character: what stood in it as a text can be looked for as one.</summary>
    public string Bytes => string.Concat(All.Requests.Select(request => Encoding.Latin1.GetString(request.ToByteArray())));

    /// <param name="port">0 takes any free one.</param>
    public static async Task<OtlpReceiver> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<Kept>().AddSingleton<Traces>().AddSingleton<Measures>().AddSingleton<Lines>();
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<Traces>();
        app.MapGrpcService<Measures>();
        app.MapGrpcService<Lines>();
        await app.StartAsync();
        return new OtlpReceiver(app);
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private sealed class Kept
    {
        public ConcurrentQueue<IMessage> Requests { get; } = new();

        public IEnumerable<T> Of<T>() => Requests.OfType<T>();
    }

    private sealed class Traces(Kept kept) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            kept.Requests.Enqueue(request);
            return Task.FromResult(new ExportTraceServiceResponse());
        }
    }

    private sealed class Measures(Kept kept) : MetricsService.MetricsServiceBase
    {
        public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
        {
            kept.Requests.Enqueue(request);
            return Task.FromResult(new ExportMetricsServiceResponse());
        }
    }

    private sealed class Lines(Kept kept) : LogsService.LogsServiceBase
    {
        public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
        {
            kept.Requests.Enqueue(request);
            return Task.FromResult(new ExportLogsServiceResponse());
        }
    }
}
