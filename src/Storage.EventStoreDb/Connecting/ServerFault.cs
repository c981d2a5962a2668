using System.Globalization;
using System.Security.Authentication;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Grpc.Core;

namespace BudgetCoaching.Storage.EventStoreDb.Connecting;

/// <summary>
/// What an error of the server or of the way to it means here. A passing one may be gone at another try, which for a read or an append
/// with the same ids is safe; then <paramref name="Leader"/> is where the server says the leader is, null when it does not say.
/// </summary>
internal readonly record struct ServerFault(Exception Error, bool IsPassing, NodeAddress? Leader = null)
{
    private const string Kind = "exception";

    public static ServerFault Of(Exception error) => error switch
    {
        RpcException rpc => Of(rpc),
        StoreFailedException or StoreRefusedException => new ServerFault(error, IsPassing: false),
        IOException or HttpRequestException or ObjectDisposedException or InvalidOperationException => Passing(error.Message, error),
        _ => new ServerFault(error, IsPassing: false),
    };

    /// <summary>The error of one batch among many, to be judged by <see cref="Of(Exception)"/>; a conflict is none.</summary>
    public static Exception ErrorOf(AppendFailure failure)
    {
        var details = failure.Details;
        if (details?.TryUnpack<MaximumAppendSizeExceeded>(out var size) == true)
        {
            return TooLarge(size.MaxAppendSize.ToString(CultureInfo.InvariantCulture), cause: null);
        }

        if (details?.TryUnpack<MaximumAppendEventSizeExceeded>(out var eventSize) == true)
        {
            return TooLarge(eventSize.MaxAppendEventSize.ToString(CultureInfo.InvariantCulture), cause: null);
        }

        if (details?.Is(StreamDeleted.Descriptor) == true)
        {
            return Deleted(cause: null);
        }

        return details?.Is(AccessDenied.Descriptor) == true
            ? Denied(cause: null)
            : new RpcException(new Status((StatusCode)failure.Code, failure.Message));
    }

    private static ServerFault Of(RpcException rpc) => rpc.Trailers.GetValue(Kind) switch
    {
        "not-leader" => Passing("it does not lead", rpc) with { Leader = LeaderOf(rpc.Trailers) },
        "access-denied" => Lasting(Denied(rpc)),
        "stream-deleted" => Lasting(Deleted(rpc)),
        "maximum-append-size-exceeded" => Lasting(TooLarge(rpc.Trailers.GetValue("maximum-append-size"), rpc)),
        "maximum-append-event-size-exceeded" => Lasting(TooLarge(rpc.Trailers.GetValue("maximum-append-event-size"), rpc)),
        { } other => Lasting(new StoreFailedException($"The event store refused: {other} ({rpc.Status.Detail}).", cause: rpc)),
        null => OfStatus(rpc),
    };

    private static ServerFault OfStatus(RpcException rpc)
    {
        switch (rpc.StatusCode)
        {
            case StatusCode.Unauthenticated:
                return Lasting(new StoreRefusedException(
                    StoreRefusedException.CredentialsRefused,
                    "The event store does not take these credentials: check user and password.",
                    rpc));
            case StatusCode.PermissionDenied:
                return Lasting(Denied(rpc));
            case StatusCode.Unavailable when Certificate(rpc) is { } refused:
                return Lasting(refused);
            case StatusCode.InvalidArgument or StatusCode.Unimplemented or StatusCode.FailedPrecondition or StatusCode.NotFound
                or StatusCode.OutOfRange or StatusCode.AlreadyExists:
                return Lasting(new StoreFailedException($"The event store refused: {rpc.StatusCode} ({rpc.Status.Detail}).", cause: rpc));
            default:
                return Passing($"{rpc.StatusCode} ({rpc.Status.Detail})", rpc);
        }
    }

    private static ServerFault Lasting(Exception error) => new(error, IsPassing: false);

    private static ServerFault Passing(string words, Exception cause) =>
        new(new StoreFailedException(words, StoreFailedException.Unreachable, cause), IsPassing: true);

    private static NodeAddress? LeaderOf(Metadata trailers) =>
        trailers.GetValue("leader-endpoint-host") is { Length: > 0 } host
        && int.TryParse(
            trailers.GetValue("leader-endpoint-port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is > 0 and <= ushort.MaxValue
            ? new NodeAddress(host, port)
            : null;

    /// <summary>The handshake failed for what the two showed each other, and not for want of a connection.</summary>
    private static StoreRefusedException? Certificate(RpcException rpc)
    {
        for (var cause = rpc.Status.DebugException; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return new StoreRefusedException(
                    StoreRefusedException.CertificateRefused,
                    $"The event store's certificate is not trusted, or ours is not: {cause.Message} Check tlsCaFile and the host's name.",
                    rpc);
            }
        }

        return null;
    }

    private static StoreRefusedException Denied(Exception? cause) =>
        new(StoreRefusedException.AccessDenied, "The event store does not let this user do that.", cause);

    private static StoreRefusedException Deleted(Exception? cause) =>
        new(StoreRefusedException.StreamDeleted, "A stream of the log was deleted in the event store: the log is no longer whole.", cause);

    private static StoreRefusedException TooLarge(string? most, Exception? cause) => new(
        StoreRefusedException.AppendTooLarge,
        $"The append is larger than the event store takes ({most ?? "an unknown number of"} bytes): raise its MaxAppendSize.",
        cause);
}
