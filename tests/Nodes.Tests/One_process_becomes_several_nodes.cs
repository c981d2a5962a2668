using System.Security.Cryptography;
using BudgetCoaching.EventStoreDb.Double;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>Log, keys and what stands beside them go from the folder of one process to where several share them.</summary>
[Collection(NodesCollection.Name)]
public sealed class One_process_becomes_several_nodes : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("budget-coaching-shared-").FullName;
    private DoubleCluster store = null!;

    private string MasterKeyFile => Path.Combine(folder, "the.key");

    private string[] Shared =>
        [$"EventStore={store.ConnectionString}", $"SharedFolder={Path.Combine(folder, "shared")}", $"MasterKeyFile={MasterKeyFile}"];

    public async Task InitializeAsync()
    {
        store = await DoubleCluster.StartAsync();
        Directory.CreateDirectory(Path.Combine(folder, "shared"));
        await File.WriteAllBytesAsync(MasterKeyFile, RandomNumberGenerator.GetBytes(32));
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Copied_and_shared_by_command_its_books_are_opened_by_nodes_started_before_the_event_store()
    {
        var former = Path.Combine(folder, "former");
        var (books, household) = await KeptByOneAsync(former);
        await RequireNothingSharedAsync(former);

        (await SaidAsync("copy", "--from", former, "--to", store.ConnectionString)).Should().Be(
            "The target holds all 5 events of 2 streams, 5 new, and verifies.");
        for (var time = 0; time < 2; time++)
        {
            (await SaidAsync(Share(former))).Should().Be(
                "The nodes share 1 keys, 4 API keys and 1 entries of the register.");
        }

        await RequireLeftAloneAsync(former);
        List<ServiceNode> nodes = [.. Enumerable.Range(1, 3).Select(i =>
            new ServiceNode(Path.Combine(folder, $"node-{i}"), [.. Shared, .. TestAgency.Settings]))];
        try
        {
            await StartBeforeTheStoreAsync(nodes);
            await RequireSameAsync(new Books(nodes, books.Keys), household);
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }

        var back = Path.Combine(folder, "back");
        (await SaidAsync("copy", "--from", store.ConnectionString, "--to", back)).Should().Be(
            "The target holds all 5 events of 2 streams, 5 new, and verifies.");
        (await SaidAsync("copy", "--from", former, "--to", back)).Should().Be(
            "The target holds all 5 events of 2 streams, 0 new, and verifies.");
    }

    /// <summary>An agency with a creditor, and a household with a payment that was read once.</summary>
    private async Task<(Books Books, string Household)> KeptByOneAsync(string former)
    {
        await using var single = new ServiceNode(former, [$"MasterKeyFile={MasterKeyFile}", .. TestAgency.Settings]);
        await single.StartAsync();
        var books = new Books([single], await TestAgency.MakeAsync([single], Path.Combine(former, "administrator.key")));
        var household = await books.EnrolAsync(0);
        await books.PayAsync(0, household);
        (await books.GetAsync(0, household)).ToString().Should().Contain(Books.Marker);
        return (books, household);
    }

    /// <summary>Before its log was copied.</summary>
    private async Task RequireNothingSharedAsync(string former)
    {
        var (exit, _, complaint) = await ServiceNode.EndOfAsync(Share(former));

        exit.Should().Be(3);
        complaint.Should().Be(
            $"LOG_NOT_COPIED: the event store without tls {store.Nodes[0].Address} does not hold the whole log in {former}: "
            + $"2 streams are missing or shorter, the first Agency-test. "
            + "Nothing was shared: copy the log first, now that its service has stopped.");
        Directory.EnumerateFileSystemEntries(Path.Combine(folder, "shared")).Should().BeEmpty();
        File.Exists(Path.Combine(former, "moved")).Should().BeFalse("the service may go on");
    }

    /// <summary>Its books are where the nodes keep them.</summary>
    private async Task RequireLeftAloneAsync(string former)
    {
        var mark = await File.ReadAllTextAsync(Path.Combine(former, "moved"));
        var (exit, said) = await ServiceNode.EndOfAsync(former, [$"MasterKeyFile={MasterKeyFile}"]);

        mark.Should().MatchRegex("^20[-0-9]{8}T[0-9:]{8}Z to ").And.EndWith($" to {store.Nodes[0].Address}\n");
        exit.Should().Be(3);
        said.Should().Be(
            $"BOOKS_MOVED: several nodes go on with the books in {former} (moved {mark.Trim()}). "
            + $"To go on here all the same, delete {former}/moved: the two then differ for good.");
    }

    private string[] Share(string former) => ["share", "--from", former, .. Shared.Select(setting => $"--BudgetCoaching:{setting}")];

    private async Task StartBeforeTheStoreAsync(List<ServiceNode> nodes)
    {
        await store.Nodes[0].StopAsync();
        var starting = Task.WhenAll(nodes.Select(node => node.StartAsync()));
        await Task.WhenAny(Task.WhenAll(nodes.Select(node => node.Waits)), starting);
        await store.Nodes[0].StartAsync();
        store.Elect(0);
        await starting;
        nodes.Select(node => node.StartWords).Should().OnlyContain(
            words => words.Contains("The event store was reached after ", StringComparison.Ordinal));
    }

    private static async Task RequireSameAsync(Books books, string household)
    {
        for (var node = 0; node < 3; node++)
        {
            (await books.GetAsync(node, household)).ToString().Should().Contain(Books.Marker, "its key was taken over");
            (await books.CreditAsync(node, household, minCursor: "")).Should().Be(1);
        }

        var listed = await Task.WhenAll(Enumerable.Range(0, 3).Select(node => books.DisclosuresAsync(node, household)));
        listed[0].Select(line => line.Number).Should().Equal(Enumerable.Range(1, 7).Select(number => (long)number));
        listed[1].Should().Equal(listed[0]);
        listed[2].Should().Equal(listed[0]);
    }

    private static async Task<string> SaidAsync(params string[] words)
    {
        var (exit, said, complaint) = await ServiceNode.EndOfAsync(words);
        exit.Should().Be(0, complaint);
        return said;
    }
}
