using BudgetCoaching.Rpc.Web;
using BudgetCoaching.Rpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace BudgetCoaching.Rpc.Server;

internal static class Preconditions
{
    /// <summary>False when the request is neither gRPC over HTTP/2 or later nor a bridged call of a browser; it is answered then.</summary>
    public static bool Accept(HttpContext http)
    {
        WebCall? web = null;
        if (!HeaderText.IsGrpc(http.Request.ContentType) && (web = http.Features.Get<WebCall>()) is null)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }

        if (web is null && !HttpProtocol.IsHttp2(http.Request.Protocol) && !HttpProtocol.IsHttp3(http.Request.Protocol))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = HttpProtocol.Http2;
            return false;
        }

        LiftBodyLimits(http);
        http.Response.ContentType = web?.ContentType ?? HeaderText.ContentType;
        return true;
    }

    /// <summary>
    /// Kestrel would close the whole connection when one upload stalls, and end streams at 30 MB. Deadlines, keep-alive pings
    /// and the message size limit stand in. A connection of HTTP/1.1 carries one call, which may keep its minimum rate.
    /// </summary>
    private static void LiftBodyLimits(HttpContext http)
    {
        if (!HttpProtocol.IsHttp11(http.Request.Protocol) && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }
}
