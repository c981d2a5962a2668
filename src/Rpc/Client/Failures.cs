using Grpc.Core;

namespace BudgetCoaching.Rpc.Client;

/// <summary>Failures of the transport as statuses.</summary>
internal static class Failures
{
    public static Status StatusOf(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpProtocolException protocol)
            {
                return new Status(CodeOfReset(protocol.ErrorCode), "The server reset the stream or closed the connection.", e);
            }

            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
            {
                return new Status(StatusCode.ResourceExhausted, "The headers of the response are longer than may be.", e);
            }
        }

        return e switch
        {
            RpcException rpc => rpc.Status,
            OperationCanceledException or ObjectDisposedException => new Status(StatusCode.Cancelled, "The call was cancelled.", e),
            HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError or HttpRequestError.InvalidResponse } =>
                new Status(StatusCode.Internal, "The server does not speak HTTP/2 as it should.", e),
            HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: null } =>
                new Status(StatusCode.Internal, "The request cannot be sent as it is.", e),
            HttpRequestException or IOException => new Status(StatusCode.Unavailable, "The server cannot be reached.", e),
            _ => new Status(StatusCode.Internal, "The call could not be made.", e),
        };
    }

    /// <summary>Whether the exception comes from the transport, and not from a mistake here or in the caller's code.</summary>
    public static bool IsOfTransport(Exception e) =>
        e is IOException or OperationCanceledException or HttpRequestException or ObjectDisposedException;

    /// <summary>
    /// HTTP/2 error codes: 0 none, 7 refused, 8 cancel, 11 calm, 12 security. A server that stops closes its connections with 0; the
    /// exception does not tell that from a reset of one stream, with which nobody says 0 in the middle of a call.
    /// </summary>
    private static StatusCode CodeOfReset(long code) => code switch
    {
        0 or 7 => StatusCode.Unavailable,
        8 => StatusCode.Cancelled,
        11 => StatusCode.ResourceExhausted,
        12 => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };
}
