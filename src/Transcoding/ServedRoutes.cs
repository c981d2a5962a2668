using BudgetCoaching.Transcoding.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BudgetCoaching.Transcoding;

/// <summary>
/// All routes mapped so far, for what is asked of a path that no route serves; and the end of streams when the host stops.
/// </summary>
internal sealed class ServedRoutes : IDisposable
{
    private readonly IReadOnlyList<string> colonWords;
    private readonly CancellationTokenSource streamsEnd = new();
    private readonly CancellationTokenRegistration stopping;
    private readonly Dictionary<string, HttpRoute> byShape = new(StringComparer.Ordinal);
    private readonly HashSet<string> roots = new(StringComparer.Ordinal);
    private readonly List<string> services = [];

    public ServedRoutes(IOptions<JsonTranscodingOptions> options, IHostApplicationLifetime? lifetime = null)
    {
        colonWords = options.Value.ColonWords;
        stopping = lifetime?.ApplicationStopping.Register(() => streamsEnd.CancelAfter(options.Value.StreamGrace)) ?? default;
    }

    public CancellationToken StreamsEnd => streamsEnd.Token;

    /// <summary>Full names, in the order of mapping.</summary>
    public IReadOnlyList<string> Services => services;

    public void Add(string service)
    {
        if (!services.Contains(service, StringComparer.Ordinal))
        {
            services.Add(service);
        }
    }

    /// <exception cref="InvalidOperationException">Another route serves the same paths by the same method.</exception>
    public void Add(HttpRoute route)
    {
        if (!byShape.TryAdd($"{route.Method} {route.Path.Shape}", route))
        {
            throw new InvalidOperationException(
                $"{route.Method} {route.Path} collides with {byShape[$"{route.Method} {route.Path.Shape}"].Path}.");
        }
    }

    /// <summary>True the first time.</summary>
    public bool TryTakeRoot(string literal) => roots.Add(literal);

    /// <summary>The methods by which a path can be called; empty when nothing serves it.</summary>
    public string[] MethodsOf(string path) =>
    [
        .. byShape.Values.Where(route => route.Path.Match(path, colonWords) is not null)
            .Select(route => route.Method).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public void Dispose()
    {
        stopping.Dispose();
        streamsEnd.Dispose();
    }
}
