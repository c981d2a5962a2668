using System.Globalization;
using BudgetCoaching.Projections;

namespace BudgetCoaching.Api.Hosting;

/// <summary>Health for machines, and one page that says what is where.</summary>
internal static class StatusPages
{
    public static void MapStatusPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", (Readiness readiness, ProjectionRunner runner) =>
        {
            var why = readiness.Why();
            return Results.Json(
                new
                {
                    ready = why is null,
                    reason = why,
                    readModels = runner.Status.Projections.Select(p => new
                    {
                        name = p.Name,
                        number = p.Number,
                        position = p.Position.Commit,
                        head = runner.Status.Head.Commit,
                        day = p.Day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
                    }),
                },
                statusCode: why is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
        routes.MapGet("/", (ApiOptions options, ListeningAddresses addresses) =>
            Results.Text(Page(options, addresses), "text/html; charset=utf-8"));
    }

    private static string Page(ApiOptions options, ListeningAddresses addresses) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Budget Coaching</title></head>
        <body>
        <h1>Budget Coaching</h1>
        <p>The system of record answers gRPC over HTTP/2 without TLS, and the same calls as JSON over HTTP/1.1, like this page, which says
        what is where.</p>
        <dl>
        <dt>gRPC</dt><dd><code>{Encode(addresses.Grpc)}</code>, package <code>budgetcoaching.v1</code> (contract: <code>protos/</code>)</dd>
        <dt>JSON</dt><dd><code>{Encode(addresses.Web)}/v1</code>: <a href="{ContractPages.Path}">all calls</a>,
        <a href="{ContractPages.Path}.json">OpenAPI</a></dd>
        <dt>Health</dt>
        <dd><a href="/health/live">/health/live</a>, <a href="/health/ready">/health/ready</a>, and <code>grpc.health.v1.Health</code></dd>
        <dt>Data folder</dt><dd><code>{Encode(options.DataFolder)}</code></dd>
        <dt>Example households</dt>
        <dd>{(options.Demo ? "yes, in agency <code>agencies/demo</code>" : "no (start with <code>--demo</code>)")}</dd>
        </dl>
        </body>
        </html>
        """;

    private static string Encode(string text) => System.Net.WebUtility.HtmlEncode(text);
}
