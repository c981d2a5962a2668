using System.Globalization;
using BudgetCoaching.Projections;

namespace BudgetCoaching.Api.Hosting;

/// <summary>Health for machines, and one page that says what is where.</summary>
internal static class StatusPages
{
    public static void MapStatusPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", (Liveness liveness) => Told("live", liveness.Why(), readModels: null));
        routes.MapGet(
            "/health/ready",
            async (Readiness readiness, ProjectionRunner runner, ReadModelProgress progress, CancellationToken cancel) =>
            {
                var fault = await readiness.WhyAsync(cancel);
                return Told("ready", fault, runner.Status.Projections.Select(model => Row(model, runner.Status, progress)));
            });
        routes.MapGet("/", (ApiOptions options, ListeningAddresses addresses) =>
            Results.Text(Page(options, addresses), "text/html; charset=utf-8"));
    }

    /// <summary>503 with a code and a reason where something is wrong.</summary>
    private static IResult Told(string what, HealthFault? fault, IEnumerable<ReadModelHealth>? readModels)
    {
        var said = new Dictionary<string, object?>(StringComparer.Ordinal) { [what] = fault is null };
        if (fault is not null)
        {
            said["code"] = fault.Code;
            said["reason"] = fault.Reason;
        }

        if (readModels is not null)
        {
            said["readModels"] = readModels;
        }

        return Results.Json(said, statusCode: fault is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static ReadModelHealth Row(ProjectionStatus model, ProjectionsStatus all, ReadModelProgress progress)
    {
        var lag = progress.Last.FirstOrDefault(l => l.Name == model.Name);
        return new ReadModelHealth(
            model.Name,
            model.Number,
            model.Position.Commit,
            all.Head.Commit,
            model.Day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
            lag?.Delay.TotalSeconds ?? 0);
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

    /// <summary>A read model in the answer about readiness.</summary>
    /// <param name="Position">Of the last event in it.</param>
    /// <param name="Head">Of the log.</param>
    /// <param name="Day">Up to which its columns of today are computed.</param>
    /// <param name="DelaySeconds">Since the oldest event that is not in it was recorded.</param>
    private sealed record ReadModelHealth(string Name, int Number, ulong Position, ulong Head, string Day, double DelaySeconds);
}
