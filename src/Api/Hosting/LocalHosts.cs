namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Takes requests over HTTP/1.1 only under this machine's names. Callers are not verified: without this, any page that a browser on this
/// machine shows could have its own host name point here and read the books.
/// </summary>
internal static class LocalHosts
{
    public static IList<string> Of(ApiOptions options) => ["localhost", "127.0.0.1", "[::1]", options.Web.Address];

    /// <summary>gRPC is left out: no browser speaks HTTP/2 without TLS, and clients may name the service as they like.</summary>
    public static void UseLocalHosts(this IApplicationBuilder app) => app.UseWhen(
        http => HttpProtocol.IsHttp11(http.Request.Protocol) || HttpProtocol.IsHttp10(http.Request.Protocol),
        branch => branch.UseHostFiltering());
}
