using BudgetCoaching.Transcoding.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Transcoding;

/// <summary>Tells what is served over HTTP and JSON: to programs as OpenAPI, to people as a page.</summary>
public static class OpenApiExtensions
{
    private static readonly byte[] Page = ReadPage();

    /// <summary>
    /// Serves an OpenAPI 3.1 document of everything mapped with MapJsonTranscoding at <c>{path}.json</c>, and a page that reads it at
    /// <paramref name="path"/>. The document is made when it is first asked for.
    /// </summary>
    /// <param name="descriptorSet">What protoc writes with <c>--include_imports --include_source_info --descriptor_set_out</c>.</param>
    public static void MapOpenApiDocument(
        this IEndpointRouteBuilder builder, string path, ReadOnlyMemory<byte> descriptorSet, Action<OpenApiOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new OpenApiOptions();
        configure(options);
        var routes = builder.ServiceProvider.GetRequiredService<ServedRoutes>();
        var document = new Lazy<byte[]>(() => new OpenApiDocument(new ContractSet(descriptorSet.Span), options).Write(routes.Services));
        builder.MapGet(path + ".json", () => Results.Bytes(document.Value, "application/json"));
        builder.MapGet(path, (HttpContext http) => http.Request.Path.Value!.EndsWith('/')
            ? Results.Redirect(http.Request.PathBase + path)
            : Results.Bytes(Page, "text/html; charset=utf-8"));
    }

    private static byte[] ReadPage()
    {
        using var stream = typeof(OpenApiExtensions).Assembly.GetManifestResourceStream("reader.html")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
