using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Server;

/// <summary>
/// Traces and measures of served calls, under the names of the OpenTelemetry conventions for RPC, version 1.38: histogram
/// <c>rpc.server.call.duration</c> in seconds.
/// </summary>
internal static class Telemetry
{
    /// <summary>Of both the activity source and the meter.</summary>
    public const string Name = "BudgetCoaching.Rpc";

    public const string SystemTag = "rpc.system.name";
    public const string MethodTag = "rpc.method";
    public const string StatusTag = "rpc.response.status_code";

    private static readonly ActivitySource Source = new(Name);

    private static readonly Histogram<double> Duration = new Meter(Name).CreateHistogram<double>(
        "rpc.server.call.duration", "s", "From the request's headers to the end of the response.");

    private static readonly string[] StatusNames =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>Zero when nobody listens; else the time, for <see cref="Stop"/>.</summary>
    public static long Start() => Duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Null when nobody listens. The method is <c>package.Service/Method</c>.</summary>
    public static Activity? Trace(string method)
    {
        var activity = Source.HasListeners() ? Source.StartActivity(method, ActivityKind.Server) : null;
        activity?.SetTag(SystemTag, "grpc");
        activity?.SetTag(MethodTag, method);
        return activity;
    }

    public static void Stop(long started, Activity? activity, string method, StatusCode code)
    {
        if (started == 0 && activity is null)
        {
            return;
        }

        var status = (uint)code < (uint)StatusNames.Length ? StatusNames[(int)code] : StatusNames[(int)StatusCode.Unknown];
        if (started != 0)
        {
            Duration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                new(SystemTag, "grpc"),
                new(MethodTag, method),
                new(StatusTag, status));
        }

        activity?.SetTag(StatusTag, status);
        if (IsServersFault(code))
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        activity?.Dispose();
    }

    private static bool IsServersFault(StatusCode code) => code is StatusCode.Unknown or StatusCode.DeadlineExceeded
        or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss;
}
