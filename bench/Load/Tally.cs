using System.Collections.Concurrent;
using Grpc.Core;

namespace BudgetCoaching.Load.Bench;

/// <summary>What became of the calls of a stretch of time. Thread safe.</summary>
internal sealed class Tally(IReadOnlyList<CallKind> kinds)
{
    private readonly Dictionary<CallKind, Latencies> answered = kinds.ToDictionary(kind => kind, _ => new Latencies());
    private readonly ConcurrentDictionary<(CallKind Kind, StatusCode Code), int> refused = [];

    /// <summary>How late calls of a fixed rate were begun: the load generator's own doing, and within every latency.</summary>
    public Latencies Lateness { get; } = new();

    public IEnumerable<KeyValuePair<(CallKind Kind, StatusCode Code), int>> Refused =>
        refused.OrderBy(one => one.Key.Kind.Name, StringComparer.Ordinal).ThenBy(one => one.Key.Code);

    public int RefusedCount => refused.Values.Sum();

    public void Answered(CallKind kind, TimeSpan latency) => answered[kind].Add(latency);

    public void Refuse(CallKind kind, StatusCode code) => refused.AddOrUpdate((kind, code), 1, (_, count) => count + 1);

    /// <summary>Of all kinds of which <paramref name="counts"/> is true, together.</summary>
    public Latencies Of(Func<CallKind, bool> counts)
    {
        var sum = new Latencies();
        foreach (var (kind, latencies) in answered)
        {
            if (counts(kind))
            {
                sum.Add(latencies);
            }
        }

        return sum;
    }
}
