using System.Globalization;

namespace BudgetCoaching.Storage.EventStoreDb.Connecting;

/// <summary>
/// Finds the node to talk to and keeps it until it is lost. One caller looks for all; a node's channel is kept when another is chosen, as
/// calls may still be under way on it. Thread safe.
/// </summary>
internal sealed class Cluster(EventStoreDbOptions options) : IDisposable
{
    /// <summary>Channels kept, more than a cluster has nodes; beyond that the one unused for longest is closed.</summary>
    private const int NodesMax = 16;

    private readonly Transport transport = new(options);
    private readonly SemaphoreSlim looking = new(1, 1);
    private readonly Lock gate = new();
    private readonly List<Node> nodes = [];
    private readonly Random random = new();
    private readonly HostWords words = new(options.Hosts);
    private IReadOnlyList<NodeAddress> known = options.Hosts;
    private NodeAddress? leader;
    private Node? current;

    /// <summary>The node to talk to, looked for if there is none.</summary>
    /// <exception cref="StoreFailedException">
    /// None could be found in <see cref="EventStoreDbOptions.MaxDiscoverAttempts"/> rounds.
    /// </exception>
    /// <exception cref="StoreRefusedException">A node refused certificate or credentials, and no other could be used.</exception>
    public async ValueTask<Node> NodeAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref current) is { } found)
        {
            return found;
        }

        await looking.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (current is null)
            {
                var node = Open(await ChooseAsync(cancel).ConfigureAwait(false));
                Volatile.Write(ref current, node);
            }

            return current;
        }
        finally
        {
            looking.Release();
        }
    }

    /// <summary>Chooses anew at the next call, unless that was done already; where the server named the leader, that one.</summary>
    public void Lost(Node node, ServerFault fault)
    {
        words.Say(node.Address, fault.Error.Message);
        if (Interlocked.CompareExchange(ref current, null, node) == node)
        {
            lock (gate)
            {
                leader = fault.Leader;
            }
        }
    }

    /// <summary>A call ended at its deadline; null where no node was found for it.</summary>
    public void Silent(Node? node)
    {
        if (node is not null)
        {
            words.Say(node.Address, HostWords.NoAnswer);
        }
    }

    /// <summary>What each host last said.</summary>
    public string Said() => words.ToString();

    public void Dispose()
    {
        lock (gate)
        {
            nodes.ForEach(node => node.Dispose());
            nodes.Clear();
        }

        transport.Dispose();
        looking.Dispose();
    }

    private async Task<NodeAddress> ChooseAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (leader is { } named)
            {
                leader = null;
                return named;
            }
        }

        if (!options.IsCluster)
        {
            return options.Hosts[0];
        }

        Exception? last = null;
        for (var attempt = 0; attempt < options.MaxDiscoverAttempts; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(options.DiscoveryInterval, cancel).ConfigureAwait(false);
            }

            var asked = known.ToArray();
            random.Shuffle(asked);
            StoreRefusedException? refused = null;
            foreach (var address in asked)
            {
                try
                {
                    if (await AskAsync(address, cancel).ConfigureAwait(false) is { } chosen)
                    {
                        return chosen;
                    }
                }
                catch (Exception failure) when (!cancel.IsCancellationRequested)
                {
                    var fault = ServerFault.Of(failure);
                    last = fault.Error;
                    words.Say(address, last.Message);
                    refused ??= last as StoreRefusedException;
                }
            }

            if (refused is not null)
            {
                throw refused;
            }

            known = options.Hosts;
        }

        throw new StoreFailedException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"No node of the event store ({options}) could be used in {options.MaxDiscoverAttempts} rounds: {
                    last?.Message ?? "they name none that leads or follows."}"),
            StoreFailedException.Unreachable,
            last);
    }

    private async Task<NodeAddress?> AskAsync(NodeAddress address, CancellationToken cancel)
    {
        var members = await Open(address).GossipAsync(options.GossipTimeout, cancel).ConfigureAwait(false);
        NodeAddress[] all = [.. MemberChoice.Addresses(members).Distinct()];
        if (all.Length > 0)
        {
            known = all;
        }

        var best = MemberChoice.Best(members, options.NodePreference, random);
        if (best is null)
        {
            words.Say(address, "it names no node that leads or follows");
        }

        return best;
    }

    private Node Open(NodeAddress address)
    {
        lock (gate)
        {
            var node = nodes.Find(open => open.Address == address);
            if (node is not null)
            {
                nodes.Remove(node);
            }
            else if (nodes.Count == NodesMax)
            {
                nodes[0].Dispose();
                nodes.RemoveAt(0);
            }

            node ??= new Node(address, transport);
            nodes.Add(node);
            return node;
        }
    }
}
