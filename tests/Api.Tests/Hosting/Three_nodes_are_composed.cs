using System.Text.RegularExpressions;
using BudgetCoaching.Api.Hosting;
using Microsoft.Extensions.Configuration;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary>
/// What <c>deploy/compose.yaml</c> starts fits together, and the service has no fault to find in the settings that it is given.
/// </summary>
public sealed partial class Three_nodes_are_composed(TrialCertificates made) : IClassFixture<TrialCertificates>
{
    private const int StorePort = 2113;
    private const string Mounted = "/run/secrets/";

    private static readonly string[] Stores = ["store1", "store2", "store3"];
    private static readonly string[] Nodes = ["node1", "node2", "node3"];

    private readonly ComposeFile compose = ComposeFile.Read();

    [Fact]
    public void There_are_three_stores_and_three_nodes() => compose.Services.Should().BeEquivalentTo([.. Stores, .. Nodes]);

    [Fact]
    public void A_store_knows_the_other_two_by_their_addresses()
    {
        foreach (var store in Stores)
        {
            var settings = compose.Environment(store);
            settings.Keys.Should().OnlyContain(name => name.StartsWith("EVENTSTORE_", StringComparison.Ordinal));
            settings["EVENTSTORE_CLUSTER_SIZE"].Should().Be("3");
            settings["EVENTSTORE_REPLICATION_IP"].Should().Be(compose.Address(store));
            settings["EVENTSTORE_GOSSIP_SEED"].Split(',').Should().BeEquivalentTo(
                Stores.Where(other => other != store).Select(other => $"{compose.Address(other)}:{StorePort}"));
            compose.HealthCheck(store).Should().Contain($"https://localhost:{StorePort}/health/live");
        }
    }

    [Fact]
    public async Task The_service_finds_no_fault_in_the_settings_of_any_node()
    {
        var hosts = string.Join(',', Stores.Select(store => $"{compose.Address(store)}:{StorePort}"));
        var connection = Connection().Match(Text("README.md")).Groups[1].Value;
        connection.Should().Contain(hosts);
        await File.WriteAllTextAsync(
            made.PathOf("secrets/eventstore"), connection.Replace("=/certs/", $"={made.PathOf("certs/ca/")}", StringComparison.Ordinal));
        foreach (var node in Nodes)
        {
            var given = compose.Environment(node).ToDictionary(
                setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)ValueOf(setting.Value));
            given.Keys.Where(name => name.Contains(':')).Select(name => name[(ApiOptions.Section.Length + 1)..])
                .Except(ApiOptions.Names).Should().BeEmpty();

            ApiOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(given).Build()).Faults().Should().BeEmpty();
        }
    }

    [Fact]
    public void Nodes_publish_the_ports_on_which_the_image_listens_each_at_its_own()
    {
        var image = Text("Containerfile");
        string[] listens = [PortOf(image, "Grpc"), PortOf(image, "Web")];
        var published = Nodes.SelectMany(node => compose.List(node, "ports")).Select(port => port.Split(':')).ToList();

        Nodes.Should().OnlyContain(node => compose.List(node, "ports").Select(port => port.Split(':', 3)[2]).SequenceEqual(listens));
        published.Should().OnlyContain(port => port[0] == "127.0.0.1");
        published.Select(port => port[1]).Should().OnlyHaveUniqueItems().And.HaveCount(6);
        image.Should().Contain($"EXPOSE {string.Join(' ', listens.Order())}\n");
    }

    [Fact]
    public void Nodes_have_no_rights_write_to_their_volumes_alone_and_share_one_folder()
    {
        foreach (var node in Nodes)
        {
            compose.Text(node, "read_only").Should().Be("true");
            compose.List(node, "cap_drop").Should().Equal("ALL");
            compose.List(node, "security_opt").Should().Equal("no-new-privileges:true");
            compose.List(node, "volumes").Where(volume => !volume.EndsWith(":ro", StringComparison.Ordinal))
                .Should().Equal($"{node}:/data", "shared:/shared");
        }
    }

    [Fact]
    public void Everything_that_is_mounted_is_a_volume_a_secret_or_made_by_the_script()
    {
        var mounts = compose.Services
            .SelectMany(service => compose.List(service, "volumes")).Select(volume => volume.Split(':')[0]).ToList();

        mounts.Where(mount => !mount.StartsWith('.')).Should().BeSubsetOf(compose.Volumes);
        mounts.Where(mount => mount.StartsWith('.')).Should().NotBeEmpty().And.OnlyContain(mount => Directory.Exists(made.PathOf(mount)));
        Nodes.SelectMany(node => compose.List(node, "secrets")).Distinct().Should().BeEquivalentTo(compose.Secrets);
    }

    /// <summary>A path in the container as that of the file mounted there; a variable of compose as what it is when not set.</summary>
    private string ValueOf(string value) => Variable().Replace(value, "$1")
        .Replace(Mounted, made.PathOf("secrets/"), StringComparison.Ordinal);

    private static string PortOf(string image, string name) =>
        Regex.Match(image, $"BudgetCoaching__{name}__Port=([0-9]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

    private static string Text(string file) => File.ReadAllText(Path.Combine(RunningService.Root, "deploy", file));

    [GeneratedRegex(@"'(esdb://[^']+)'")]
    private static partial Regex Connection();

    [GeneratedRegex(@"\$\{[A-Z_]+:-([^}]*)\}")]
    private static partial Regex Variable();
}
