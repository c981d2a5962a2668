using System.Globalization;
using Grpc.Core;

namespace BudgetCoaching.Api.Errors;

/// <summary>
/// A message that is too large is refused where it is read, before any interceptor: here the refusal gets the details that every error
/// of this service has.
/// </summary>
internal static class LargeMessages
{
    private static readonly string ResourceExhausted = ((int)StatusCode.ResourceExhausted).ToString(CultureInfo.InvariantCulture);

    public static void UseLargeMessageDetails(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        var headers = http.Response.Headers;
        if (headers.GrpcStatus == ResourceExhausted && !http.Response.HasStarted && !headers.ContainsKey(ApiFault.DetailsTrailer))
        {
            var refused = ApiFault.MessageTooLarge();
            var details = refused.Trailers.GetValueBytes(ApiFault.DetailsTrailer)!;
            headers.GrpcMessage = Uri.EscapeDataString(refused.Status.Detail);
            headers[ApiFault.DetailsTrailer] = Convert.ToBase64String(details).TrimEnd('=');
        }
    });
}
