namespace BudgetCoaching.Storage.EventStoreDb.Connecting;

/// <summary>What each host last said, for whoever looks for the reason why none can be used. Thread safe.</summary>
internal sealed class HostWords(IReadOnlyList<NodeAddress> hosts)
{
    public const string NoAnswer = "no answer";

    private readonly Lock gate = new();
    private readonly Dictionary<NodeAddress, string> words = [];

    public void Say(NodeAddress host, string said)
    {
        lock (gate)
        {
            words[host] = said.TrimEnd('.');
        }
    }

    /// <summary>Hosts of the connection string first, then those they named.</summary>
    public override string ToString()
    {
        lock (gate)
        {
            return string.Join("; ", hosts.Union(words.Keys).Select(host => $"{host}: {words.GetValueOrDefault(host, NoAnswer)}"));
        }
    }
}
