using System.Globalization;
using Grpc.Core;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>The errors of the protocol: a status, and trailers of which <c>exception</c> names the kind.</summary>
internal static class Refusals
{
    /// <summary>Says of a call that it was cut, not refused.</summary>
    public const string CutDetail = "Cut";

    public static RpcException Invalid(string why) => new(new Status(StatusCode.InvalidArgument, why));

    public static RpcException InvalidPosition() => Invalid("Trying to read from an invalid position.");

    public static RpcException TimedOut() => new(new Status(StatusCode.Aborted, "Operation timed out"));

    public static RpcException TooBusy() => new(new Status(StatusCode.Unavailable, "Server Is Too Busy"));

    public static RpcException NotReady() => new(new Status(StatusCode.Unavailable, "Server Is Not Ready"));

    public static RpcException NoLeader() => new(new Status(StatusCode.Unknown, "No leader info available"));

    public static RpcException Cut() => new(new Status(StatusCode.Unavailable, CutDetail));

    public static RpcException Unauthenticated() => new(new Status(StatusCode.Unauthenticated, "Bad credentials"));

    public static RpcException AccessDenied() => Of(StatusCode.PermissionDenied, "Access Denied", "access-denied");

    public static RpcException NotLeader(DoubleNode leader)
    {
        const string Why = "Leader info available";
        var options = leader.Cluster.Options;
        return options.NamesLeader
            ? Of(
                StatusCode.NotFound,
                Why,
                "not-leader",
                ("leader-endpoint-host", options.AdvertisedHost),
                ("leader-endpoint-port", Text(leader.Port)))
            : Of(StatusCode.NotFound, Why, "not-leader");
    }

    public static RpcException StreamDeleted(string stream) =>
        Of(StatusCode.FailedPrecondition, $"Event stream '{stream}' is deleted.", "stream-deleted", ("stream-name", stream));

    public static RpcException WrongExpectedVersion(string stream, long expected, long current) => Of(
        StatusCode.FailedPrecondition,
        $"Append failed due to WrongExpectedVersion. Stream: {stream}, Expected version: {expected}, Actual version: {current}",
        "wrong-expected-version",
        ("stream-name", stream),
        ("expected-version", Text(expected)),
        ("actual-version", Text(current)));

    public static RpcException AppendTooBig(int limit) => Of(
        StatusCode.InvalidArgument,
        $"Maximum Append Size of {limit} Exceeded.",
        "maximum-append-size-exceeded",
        ("maximum-append-size", Text(limit)));

    public static RpcException EventTooBig(Guid id, int size, int limit) => Of(
        StatusCode.InvalidArgument,
        $"Event with Id: {id}, Size: {size}, exceeds Maximum Append Event Size of {limit}.",
        "maximum-append-event-size-exceeded",
        ("event-id", id.ToString()),
        ("proposed-append-event-size", Text(size)),
        ("maximum-append-event-size", Text(limit)));

    public static RpcException MissingProperties(string missing) => Of(
        StatusCode.InvalidArgument,
        $"Required Metadata Properties '{missing}' not found.",
        "missing-required-metadata-property",
        ("required-metadata-properties", "type,content-type"));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static RpcException Of(StatusCode code, string why, string exception, params ReadOnlySpan<(string Key, string Value)> more)
    {
        var trailers = new Metadata { { "exception", exception } };
        foreach (var (key, value) in more)
        {
            trailers.Add(key, value);
        }

        return new RpcException(new Status(code, why), trailers);
    }
}
