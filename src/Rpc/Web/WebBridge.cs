using BudgetCoaching.Rpc.Wire;
using Grpc.AspNetCore.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BudgetCoaching.Rpc.Web;

/// <summary>Turns a browser's request into one that the handlers of gRPC serve, and their answer into one for the browser.</summary>
internal sealed class WebBridge(RequestDelegate next, GrpcWebOptions options)
{
    public Task InvokeAsync(HttpContext http) =>
        HeaderText.IsGrpcWeb(http.Request.ContentType, out var isText) && IsEnabled(http) ? ServeAsync(http, isText) : next(http);

    private bool IsEnabled(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IGrpcWebEnabledMetadata>()?.GrpcWebEnabled ?? options.DefaultEnabled;

    private async Task ServeAsync(HttpContext http, bool isText)
    {
        var plainBody = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var plainTrailers = http.Features.Get<IHttpResponseTrailersFeature>();
        var call = new WebCall(plainBody, isText);
        http.Features.Set(call);
        http.Features.Set<IHttpResponseTrailersFeature>(call);
        http.Features.Set<IHttpResponseBodyFeature>(call);
        if (isText)
        {
            http.Request.Body = new Base64Stream(http.Request.Body);
        }

        try
        {
            await next(http);
            await call.CompleteAsync();
        }
        finally
        {
            call.Dispose();
            http.Features.Set<WebCall>(null);
            http.Features.Set(plainTrailers);
            http.Features.Set(plainBody);
        }
    }
}
