using BudgetCoaching.EventStoreDb.Double.Log;

namespace BudgetCoaching.EventStoreDb.Double;

/// <summary>
/// Servers on this machine that speak the protocol of EventStoreDB over one log in memory. A write is everywhere at once, except on nodes
/// that <see cref="DoubleNode.Lag"/>; who leads is what the test says.
/// </summary>
public sealed class DoubleCluster : IAsyncDisposable
{
    private readonly List<DoubleNode> nodes = [];
    private readonly DoubleCertificate? certificate;
    private volatile DoubleNode? leader;

    private DoubleCluster(DoubleOptions options)
    {
        Options = options;
        Log = new EventLog(options.Time);
        certificate = options.Tls ? new DoubleCertificate(options.Time) : null;
    }

    public DoubleOptions Options { get; }

    public IReadOnlyList<DoubleNode> Nodes => nodes;

    /// <summary>Null while there is none.</summary>
    public DoubleNode? Leader => leader;

    /// <summary>Null without TLS.</summary>
    public string? CaFile => certificate?.CaFile;

    /// <summary>Of all nodes, with the first user's name and password.</summary>
    public string ConnectionString => ConnectionStringOf([.. nodes.Select(n => n.Address)]);

    /// <summary>How many events there are, those of the system included.</summary>
    public int EventCount => Log.Count;

    internal EventLog Log { get; }

    internal Faults Faults { get; } = new();

    /// <summary>The first node leads.</summary>
    public static Task<DoubleCluster> StartAsync(int nodes = 1, bool tls = false) =>
        StartAsync(new DoubleOptions { Nodes = nodes, Tls = tls, Users = tls ? [DoubleUser.Admin] : [] });

    /// <inheritdoc cref="StartAsync(int, bool)"/>
    public static async Task<DoubleCluster> StartAsync(DoubleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var cluster = new DoubleCluster(options);
        try
        {
            for (var i = 0; i < options.Nodes; i++)
            {
                var node = new DoubleNode(cluster, i, cluster.certificate?.Value);
                cluster.nodes.Add(node);
                await node.StartAsync();
            }

            cluster.Elect(0);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on this node leads, with everything that was ever acknowledged. Calls that run on other nodes go on.</summary>
    public void Elect(int node)
    {
        var elected = nodes[node];
        if (!elected.IsRunning)
        {
            throw new InvalidOperationException($"Node {node} does not run.");
        }

        elected.CatchUp();
        leader = elected;
        Log.WriteEpoch(node);
    }

    /// <summary>Nobody leads until the next election: gossip shows no leader, and nothing can be written.</summary>
    public void Depose() => leader = null;

    /// <summary>Each call fails one append, batch, delete or tombstone more, in turn, on whichever node it arrives.</summary>
    public void FailNextAppend(AppendFault fault) => Faults.FailNextAppend(fault);

    /// <summary>Ends the next read or subscription as UNAVAILABLE once it has sent so many events.</summary>
    public void CutNextRead(int afterEvents) => Faults.CutNextRead(afterEvents);

    /// <summary>Holds all calls that come to this point on any node, until the gate is opened. One gate a point at a time.</summary>
    public Gate Hold(HoldPoint at) => Faults.Hold(at);

    /// <summary>The address of one node alone, which is called without asking for the cluster.</summary>
    public string ConnectionStringOf(DoubleNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return ConnectionStringOf([node.Address]);
    }

    public async ValueTask DisposeAsync()
    {
        Faults.OpenAll();
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        certificate?.Dispose();
    }

    internal void Stopped(DoubleNode node)
    {
        if (leader == node)
        {
            Depose();
        }
    }

    private string ConnectionStringOf(IReadOnlyList<string> addresses)
    {
        var user = Options.Users is [var first, ..] ? $"{Uri.EscapeDataString(first.Name)}:{Uri.EscapeDataString(first.Password)}@" : "";
        var tls = CaFile is null ? "tls=false" : "tls=true&tlsCaFile=" + Uri.EscapeDataString(CaFile);
        return $"esdb://{user}{string.Join(',', addresses)}?{tls}";
    }
}
