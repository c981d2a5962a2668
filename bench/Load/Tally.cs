using System.Collections.Concurrent;
using Grpc.Core;

namespace BudgetCoaching.Load.Bench;

/// <summary>What became of the calls of a stretch of time, by node and kind. Thread safe.</summary>
internal sealed class Tally(int nodes)
{
    private readonly Dictionary<(int Node, CallKind Kind), Latencies> answered =
        Enumerable.Range(0, nodes)
            .SelectMany(node => Mix.Kinds.Select(kind => (node, kind)))
            .ToDictionary(one => one, _ => new Latencies());

    private readonly ConcurrentDictionary<(int Node, CallKind Kind, StatusCode Code), int> refused = [];

    /// <summary>How late calls of a fixed rate were begun: the load generator's own doing, and within every latency.</summary>
    public Latencies Lateness { get; } = new();

    public int RefusedCount => refused.Values.Sum();

    public void Answered(int node, CallKind kind, TimeSpan latency) => answered[(node, kind)].Add(latency);

    public void Refuse(int node, CallKind kind, StatusCode code) => refused.AddOrUpdate((node, kind, code), 1, (_, count) => count + 1);

    /// <summary>Of all kinds and nodes of which <paramref name="counts"/> is true, together.</summary>
    public Latencies Of(Func<int, CallKind, bool> counts)
    {
        var sum = new Latencies();
        foreach (var ((node, kind), latencies) in answered)
        {
            if (counts(node, kind))
            {
                sum.Add(latencies);
            }
        }

        return sum;
    }

    /// <summary>By status, in order.</summary>
    public IEnumerable<(StatusCode Code, int Count)> RefusedOf(Func<int, CallKind, bool> counts) => refused
        .Where(one => counts(one.Key.Node, one.Key.Kind))
        .GroupBy(one => one.Key.Code, one => one.Value)
        .OrderBy(code => code.Key)
        .Select(code => (code.Key, code.Sum()));
}
