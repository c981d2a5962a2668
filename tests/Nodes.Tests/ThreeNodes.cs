using System.Security.Cryptography;
using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>
/// Three nodes of the service over a cluster of three servers, with one shared folder, started at the same time on nothing; and an agency
/// with a creditor and a key for each role that the tests need.
/// </summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    public const string Agency = "agencies/test";

    private readonly List<ServiceNode> nodes = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("budget-coaching-nodes-").FullName;

    public string SharedFolder => Path.Combine(Folder, "shared");

    public string MasterKeyFile => Path.Combine(Folder, "master.key");

    public DoubleCluster Cluster { get; private set; } = null!;

    /// <summary>What a caller sends who acts in a role.</summary>
    public Dictionary<string, Metadata> Keys { get; } = new(StringComparer.Ordinal);

    internal IReadOnlyList<ServiceNode> Nodes => nodes;

    /// <summary>The settings of every node, with the right ones of those that a test may choose itself.</summary>
    internal string[] Settings(string? sharedFolder = null, string? masterKeyFile = null, string? eventStore = null) =>
    [
        $"EventStore={eventStore ?? Cluster.ConnectionString}",
        $"SharedFolder={sharedFolder ?? SharedFolder}",
        $"MasterKeyFile={masterKeyFile ?? MasterKeyFile}",
        "Access:ApiKeys=true",
        "Access:FirstAgency=test",
        "Limits:CallsPerSecond=0",
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
        Keys["administrator"] = Key(await File.ReadAllTextAsync(FirstKeys().Single()));
        var access = new AccessService.AccessServiceClient(nodes[0].Channel);
        foreach (var role in new[] { "consultant", "supervisor", "auditor" })
        {
            await Calls.TriedAsync(nodes, 0, async node => Keys[role] = Key((await access.CreateApiKeyAsync(
                new CreateApiKeyRequest { Parent = Agency, ApiKey = new ApiKey { Actor = $"a-{role}", Role = role } },
                Keys["administrator"])).Text));
        }

        var agencies = new AgencyService.AgencyServiceClient(nodes[0].Channel);
        await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = "test", Agency = new Agency { DisplayName = "Test" } }, Keys["administrator"]);
        await agencies.RegisterCreditorAsync(
            new RegisterCreditorRequest { Parent = Agency, CreditorId = "aler", Creditor = new Creditor { DisplayName = "ALER" } },
            Keys["administrator"]);
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

    private static Metadata Key(string text) => new() { { "x-api-key", text.Trim() }, { "x-source", "tests" } };
}
