using BudgetCoaching.Rpc.Wire;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BudgetCoaching.Rpc.Server;

/// <summary>
/// Answers the calls that no endpoint took, at the end of the pipeline: an endpoint for every path would be a second candidate for
/// each call that has its own, with route values to be made.
/// </summary>
internal sealed class UnknownServices(IOptions<GrpcServiceOptions> options) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        if (options.Value.IgnoreUnknownServices != true)
        {
            app.Use(otherwise => http => IsCall(http.Request) && http.GetEndpoint() is null ? AnswerAsync(http) : otherwise(http));
        }
    };

    private static bool IsCall(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && (HeaderText.IsGrpc(request.ContentType) || HeaderText.IsGrpcWeb(request.ContentType, out _));

    private static Task AnswerAsync(HttpContext http)
    {
        if (Preconditions.Accept(http))
        {
            http.Response.Headers.GrpcStatus = ServerCall.TextOf(StatusCode.Unimplemented);
            http.Response.Headers.GrpcMessage = "This method is not implemented.";
        }

        return Task.CompletedTask;
    }
}
