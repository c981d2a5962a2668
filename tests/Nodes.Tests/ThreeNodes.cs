using System.Security.Cryptography;
using BudgetCoaching.EventStoreDb.Double;
using Grpc.Core;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>
/// Three nodes of the service over a cluster of three servers, with one shared folder, started at the same time on nothing; and an agency
/// with a creditor and a key for each role that the tests need.
/// </summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    private readonly List<ServiceNode> nodes = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("budget-coaching-nodes-").FullName;

    public string SharedFolder => Path.Combine(Folder, "shared");

    public string MasterKeyFile => Path.Combine(Folder, "master.key");

    public DoubleCluster Cluster { get; private set; } = null!;

    /// <summary>What a caller sends who acts in a role.</summary>
    public IReadOnlyDictionary<string, Metadata> Keys { get; private set; } = new Dictionary<string, Metadata>(StringComparer.Ordinal);

    internal IReadOnlyList<ServiceNode> Nodes => nodes;

    /// <summary>The settings of every node, with the right ones of those that a test may choose itself.</summary>
    internal string[] Settings(string? sharedFolder = null, string? masterKeyFile = null, string? eventStore = null) =>
    [
        $"EventStore={eventStore ?? Cluster.ConnectionString}",
        $"SharedFolder={sharedFolder ?? SharedFolder}",
        $"MasterKeyFile={masterKeyFile ?? MasterKeyFile}",
        .. TestAgency.Settings,
    ];

    public async Task InitializeAsync()
    {
        Cluster = await DoubleCluster.StartAsync(nodes: 3);
        Directory.CreateDirectory(SharedFolder);
        await File.WriteAllBytesAsync(MasterKeyFile, RandomNumberGenerator.GetBytes(32));
        for (var i = 1; i <= 3; i++)
        {
            nodes.Add(new ServiceNode(Path.Combine(Folder, $"node-{i}"), Settings()));
        }

        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
        Keys = await TestAgency.MakeAsync(nodes, FirstKeys().Single());
    }

    /// <summary>The files in which nodes left the very first key; there must be one.</summary>
    public IEnumerable<string> FirstKeys() =>
        nodes.Select(node => Path.Combine(node.DataFolder, "administrator.key")).Where(File.Exists);

    public async Task DisposeAsync()
    {
        try
        {
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }
        finally
        {
            await Cluster.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
