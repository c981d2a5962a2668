using System.Security.Cryptography;
using BudgetCoaching.EventStoreDb.Double;
using Grpc.Core;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>What the nodes share is there and is the right one, or nothing is done.</summary>
[Collection(NodesCollection.Name)]
public sealed class A_node_starts_only_when_it_may(ThreeNodes cluster)
{
    private readonly Books books = new(cluster);

    [Fact]
    public async Task Another_master_key_ends_the_start()
    {
        var other = Path.Combine(cluster.Folder, "other.key");
        await File.WriteAllBytesAsync(other, RandomNumberGenerator.GetBytes(32));

        (await EndOfAsync(cluster.Settings(masterKeyFile: other))).Should().Be(
            (3, "The keys were wrapped by another master key: give the one they were made with."));
    }

    [Fact]
    public async Task An_event_store_that_stays_away_ends_the_start_with_what_each_host_said()
    {
        await using var away = await DoubleCluster.StartAsync(nodes: 2);
        await away.Nodes[0].StopAsync();
        await away.Nodes[1].StopAsync();

        var (exit, said) = await EndOfAsync([.. cluster.Settings(eventStore: away.ConnectionString), "StartSeconds=1"]);

        var (first, second) = (away.Nodes[0].Address, away.Nodes[1].Address);
        (exit, said).Should().Be((3, $"BudgetCoaching:EventStore without tls {first},{second} (cluster) cannot be used: "
            + "The event store could not be reached within 1 s: "
            + $"{first}: Unavailable (The server cannot be reached.); {second}: Unavailable (The server cannot be reached.)."));
    }

    [Fact]
    public async Task A_master_key_that_is_missing_is_not_made()
    {
        var missing = Path.Combine(cluster.Folder, "missing.key");

        (await EndOfAsync(cluster.Settings(masterKeyFile: missing))).Should().Be(
            (3, $"{missing} is missing: every node needs the same master key, so none makes one (openssl rand 32)."));
        File.Exists(missing).Should().BeFalse();
    }

    [Fact]
    public async Task A_shared_folder_that_is_not_there_ends_the_start()
    {
        var missing = Path.Combine(cluster.Folder, "not-mounted");

        (await EndOfAsync(cluster.Settings(sharedFolder: missing))).Should().Be(
            (3, $"BudgetCoaching:SharedFolder {missing} cannot be used: {missing} is not there: mount it."));
        Directory.Exists(missing).Should().BeFalse();
    }

    [Fact]
    public async Task A_shared_folder_without_the_keys_ends_the_start_where_the_log_holds_households()
    {
        await books.EnrolAsync(0);
        var empty = Directory.CreateDirectory(Path.Combine(cluster.Folder, "empty")).FullName;

        (await EndOfAsync(cluster.Settings(sharedFolder: empty))).Should().Be(
            (3, $"{empty}/keys holds no keys, but the log holds households: "
                + "mount or restore it, or their personal texts are never read again."));
        Directory.Exists(Path.Combine(empty, "keys")).Should().BeFalse();
    }

    [Fact]
    public async Task The_shared_folder_of_another_log_ends_the_start()
    {
        await using var other = await DoubleCluster.StartAsync();

        var (exit, said) = await EndOfAsync(cluster.Settings(eventStore: other.ConnectionString));

        exit.Should().Be(3);
        said.Should().StartWith($"{cluster.SharedFolder} belongs to the log ");
    }

    [Fact]
    public async Task Books_begun_in_another_currency_end_the_start()
    {
        var (exit, said) = await EndOfAsync([.. cluster.Settings(), "Currency=CHF"]);

        exit.Should().Be(3);
        said.Should().StartWith("BudgetCoaching:Currency is CHF, but the books in ").And.EndWith(" were begun in EUR.");
    }

    [Fact]
    public async Task A_data_folder_that_another_node_holds_ends_the_start()
    {
        var (exit, said) = await ServiceNode.EndOfAsync(cluster.Nodes[0].DataFolder, cluster.Settings());

        exit.Should().Be(3);
        said.Should().StartWith($"The data folder {cluster.Nodes[0].DataFolder} is in use by process ");
    }

    [Fact]
    public async Task A_shared_folder_that_goes_away_is_told_as_such_and_comes_back()
    {
        var household = await books.EnrolAsync(0);
        var mounted = cluster.SharedFolder + "-elsewhere";
        Directory.Move(cluster.SharedFolder, mounted);
        Directory.CreateDirectory(cluster.SharedFolder);
        try
        {
            var read = await books.Awaiting(b => b.GetAsync(1, household)).Should().ThrowAsync<RpcException>();
            (read.Which.StatusCode, Calls.ReasonOf(read.Which)).Should().Be((StatusCode.Unavailable, "SHARED_FOLDER_AWAY"));
            Directory.EnumerateFileSystemEntries(cluster.SharedFolder).Should().BeEmpty();
        }
        finally
        {
            Directory.Delete(cluster.SharedFolder);
            Directory.Move(mounted, cluster.SharedFolder);
        }

        (await books.GetAsync(1, household)).ToString().Should().Contain(Books.Marker);
    }

    private Task<(int Exit, string Said)> EndOfAsync(IReadOnlyList<string> settings) =>
        ServiceNode.EndOfAsync(Path.Combine(cluster.Folder, Guid.NewGuid().ToString("N")), settings);
}
