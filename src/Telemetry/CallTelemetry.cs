using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using static BudgetCoaching.Telemetry.TelemetryNames;

namespace BudgetCoaching.Telemetry;

/// <summary>Traces and measures of served calls, whichever way they came. Nothing is allocated while nobody listens.</summary>
internal static class CallTelemetry
{
    /// <summary>How a call came: gRPC, or HTTP and JSON.</summary>
    public const string Grpc = "grpc";

    /// <inheritdoc cref="Grpc"/>
    public const string Json = "json";

    private static readonly ActivitySource Source = new(Sources.Rpc);

    private static readonly Timing Duration = new(
        new Meter(Sources.Rpc), Metrics.CallDuration, "From the request's headers to the end of the response.");

    private static readonly string[] StatusNames =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>Zero when nobody listens; else the time, for <see cref="Stop"/>.</summary>
    public static long Start() => Duration.Start();

    /// <summary>Null when nobody listens. The method is <c>package.Service/Method</c>. The client's span is its parent.</summary>
    public static Activity? Trace(string system, string method)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // The web server's own activity holds paths with ids and is not told: what it was given by the client is the parent.
        var parent = default(ActivityContext);
        if (Activity.Current is { } request)
        {
            _ = ActivityContext.TryParse(request.ParentId, request.TraceStateString, isRemote: true, out parent);
            Activity.Current = null;
        }

        var activity = Source.StartActivity(ActivityKind.Server, parent, name: method);
        activity?.SetTag(Tags.RpcSystem, system);
        activity?.SetTag(Tags.RpcMethod, method);
        return activity;
    }

    public static void Stop(long started, Activity? activity, string system, string method, StatusCode code)
    {
        if (started == 0 && activity is null)
        {
            return;
        }

        var status = (uint)code < (uint)StatusNames.Length ? StatusNames[(int)code] : StatusNames[(int)StatusCode.Unknown];
        Duration.Stop(started, new(Tags.RpcSystem, system), new(Tags.RpcMethod, method), new(Tags.RpcStatus, status));

        activity?.SetTag(Tags.RpcStatus, status);
        if (IsServersFault(code))
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        activity?.Dispose();
    }

    private static bool IsServersFault(StatusCode code) => code is StatusCode.Unknown or StatusCode.DeadlineExceeded
        or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss;
}
