using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using BudgetCoaching.Rpc.Wire;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Client;

/// <summary>What a response's headers and trailers say.</summary>
internal static class ReceivedHeaders
{
    public static Metadata Metadata(HttpHeadersNonValidated headers)
    {
        if (headers.Count == 0)
        {
            return Grpc.Core.Metadata.Empty;
        }

        var metadata = new Metadata();
        foreach (var (name, values) in headers)
        {
            if (!HeaderText.IsProtocol(name))
            {
                foreach (var value in values)
                {
                    HeaderText.Receive(metadata, name, value);
                }
            }
        }

        return metadata;
    }

    /// <summary>Null when there is no status.</summary>
    public static Status? Status(HttpHeadersNonValidated headers)
    {
        if (Value(headers, HeaderText.Status) is not { } text)
        {
            return null;
        }

        var code = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= (int)StatusCode.Unauthenticated ? (StatusCode)number : StatusCode.Unknown;
        return new Status(code, PercentText.Decode(Value(headers, HeaderText.Message) ?? ""));
    }

    public static string? Value(HttpHeadersNonValidated headers, string name) =>
        headers.TryGetValues(name, out var values) && values.Count > 0 ? values.ToString() : null;

    /// <summary>
    /// The status of a response that carries no messages: trailers-only, or one that is not gRPC's at all. Null when messages
    /// or trailers follow.
    /// </summary>
    public static Status? Refusal(HttpResponseMessage response)
    {
        if (Status(response.Headers.NonValidated) is { } status)
        {
            return status;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new Status(CodeOf(response.StatusCode), $"The server answered with HTTP status {(int)response.StatusCode}.");
        }

        var contentType = Value(response.Content.Headers.NonValidated, "Content-Type");
        return HeaderText.IsGrpc(contentType)
            ? null
            : new Status(StatusCode.Unknown, $"The server answered with the content type '{contentType}', which is not gRPC's.");
    }

    private static StatusCode CodeOf(HttpStatusCode http) => http switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
