using System.Collections;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Which of the host's health checks speak for which service name.</summary>
public sealed class GrpcHealthChecksOptions
{
    /// <summary>By default the empty name is mapped to all checks.</summary>
    public ServiceMappingCollection Services { get; } = new();

    /// <summary>Whether Check and List answer with what was last published instead of running the checks. False by default.</summary>
    public bool UseHealthChecksCache { get; set; }

    /// <summary>Whether Watch goes on while the server stops, until its client leaves. False by default.</summary>
    public bool SuppressCompletionOnShutdown { get; set; }
}

/// <summary>Name and tags of a registered check.</summary>
public sealed class HealthCheckMapContext(string name, IEnumerable<string> tags)
{
    public string Name { get; } = name;

    public IEnumerable<string> Tags { get; } = tags;
}

public sealed class ServiceMapping(string name, Func<HealthCheckMapContext, bool> predicate)
{
    public string Name { get; } = name;

    public Func<HealthCheckMapContext, bool> HealthCheckPredicate { get; } = predicate;
}

/// <summary>One mapping a name; a later one replaces an earlier.</summary>
public sealed class ServiceMappingCollection : IEnumerable<ServiceMapping>
{
    private readonly Dictionary<string, ServiceMapping> mappings = new(StringComparer.Ordinal);

    public int Count => mappings.Count;

    public void Map(string name, Func<HealthCheckMapContext, bool> predicate) => Add(new ServiceMapping(name, predicate));

    public void Add(ServiceMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        mappings[mapping.Name] = mapping;
    }

    public void Clear() => mappings.Clear();

    public IEnumerator<ServiceMapping> GetEnumerator() => mappings.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal ServiceMapping? Find(string name) => mappings.GetValueOrDefault(name);
}
