using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using static BudgetCoaching.Telemetry.TelemetryNames;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Sends traces, measures and log lines to a collector where OpenTelemetry's own variables name one; these alone configure it (protocol,
/// headers, intervals, sampling). The web server's spans are left out: they hold paths, and so ids of households.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string DisabledVariable = "OTEL_SDK_DISABLED";
    private const string ServiceName = "budget-coaching";

    private static readonly string[] OwnSources = [Sources.Rpc, Sources.Storage, Sources.Application, Sources.Projections, Sources.Api];

    /// <summary>The runtime's and the web server's own measures, whose tags are routes and addresses of the service.</summary>
    private static readonly string[] HostMeters =
        ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly CollectorWatch watch;
    private readonly TracerProvider traces;
    private readonly MeterProvider measures;

    private OtlpExport(ILogger<OtlpExport> log)
    {
        watch = new CollectorWatch(log);
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource()).AddSource(OwnSources).AddOtlpExporter().Build();
        measures = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Resource())
            .AddMeter([.. OwnSources, .. HostMeters])
            .AddOtlpExporter()
            .Build();
    }

    /// <summary>Empty where nothing is to be sent.</summary>
    public static string EndpointOf(IConfiguration configuration) =>
        string.Equals(configuration[DisabledVariable], "true", StringComparison.OrdinalIgnoreCase)
            ? ""
            : configuration[EndpointVariable] ?? "";

    /// <summary>How to speak to the collector; empty: as OpenTelemetry does by itself.</summary>
    public static string ProtocolOf(IConfiguration configuration) => configuration[ProtocolVariable] ?? "";

    /// <param name="endpoint">Empty: nothing is sent, in whatever protocol.</param>
    /// <param name="protocol">One that OpenTelemetry does not know it would pass over in silence.</param>
    public static IEnumerable<string> Faults(string endpoint, string protocol)
    {
        if (endpoint.Length > 0 && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return $"{EndpointVariable} must be an address such as http://127.0.0.1:4317.";
        }

        if (endpoint.Length > 0 && protocol is not ("" or "grpc" or "http/protobuf"))
        {
            yield return $"{ProtocolVariable} must be grpc or http/protobuf.";
        }
    }

    /// <summary>Nothing without an endpoint: then nobody listens, and nothing is measured.</summary>
    public static void Add(WebApplicationBuilder builder, ApiOptions options)
    {
        if (options.OtlpEndpoint.Length == 0)
        {
            return;
        }

        // Scopes hold the paths of requests.
        builder.Logging.AddOpenTelemetry(log =>
        {
            log.IncludeFormattedMessage = true;
            log.SetResourceBuilder(Resource()).AddOtlpExporter();
        });
        builder.Services.AddSingleton(services => new OtlpExport(services.GetRequiredService<ILogger<OtlpExport>>()));
    }

    /// <summary>Before the first call, so that none is missed.</summary>
    public static void Start(IServiceProvider services)
    {
        if (services.GetService<OtlpExport>() is not null)
        {
            ApiTelemetry.Watch(services.GetRequiredService<ReadModelProgress>());
        }
    }

    /// <summary>Sends what is left, for as long as OpenTelemetry's own bounds allow.</summary>
    public void Dispose()
    {
        traces.Dispose();
        measures.Dispose();
        watch.Dispose();
    }

    /// <summary>Who says it. The variables come last, so that they win.</summary>
    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService(ServiceName, serviceVersion: typeof(Program).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
