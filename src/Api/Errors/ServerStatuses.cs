using System.Globalization;
using Grpc.Core;

namespace BudgetCoaching.Api.Errors;

/// <summary>
/// What the server library refuses by itself, before or beside any interceptor: here it gets the details that every error of this
/// service has. A stream whose deadline passes after its first message has none: its trailers are gone.
/// </summary>
internal static class ServerStatuses
{
    private static readonly Dictionary<string, RpcException> Told = new RpcException[]
    {
        ApiFault.MessageTooLarge(), ApiFault.DeadlinePassed(), ApiFault.TimeoutInvalid(),
    }.ToDictionary(told => ((int)told.StatusCode).ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public static void UseServerStatusDetails(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Request.Headers.GrpcTimeout.Count > 0)
        {
            // A deadline is answered while the handler still runs.
            http.Response.OnStarting(
                static response =>
                {
                    Detail((HttpResponse)response);
                    return Task.CompletedTask;
                },
                http.Response);
        }

        await next(http);
        if (!http.Response.HasStarted)
        {
            Detail(http.Response);
        }
    });

    private static void Detail(HttpResponse response)
    {
        var headers = response.Headers;
        if (headers.GrpcStatus is [{ } code] && !headers.ContainsKey(ApiFault.DetailsTrailer) && Told.TryGetValue(code, out var told))
        {
            // These texts are printable and have no percent sign: gRPC sends such as they are.
            headers.GrpcMessage = told.Status.Detail;
            headers[ApiFault.DetailsTrailer] = Convert.ToBase64String(told.Trailers.GetValueBytes(ApiFault.DetailsTrailer)!).TrimEnd('=');
        }
    }
}
