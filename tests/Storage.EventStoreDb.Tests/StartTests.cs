using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage.Contract;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

/// <summary>Nodes and servers may be started together.</summary>
public sealed class StartTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private readonly List<string> told = [];
    private readonly List<TimeSpan> reached = [];
    private readonly HandClock clock = new();

    [Fact]
    public async Task A_cluster_that_comes_up_later_is_waited_for_and_both_are_told_once()
    {
        await using var cluster = await StoppedAsync();
        var starting = Task.CompletedTask;
        var patience = Patience(Long) with
        {
            Waits = said =>
            {
                told.Add(said);
                starting = StartAsync(cluster);
            },
        };

        using var server = await ConnectAsync(cluster.ConnectionString + "&maxDiscoverAttempts=2&discoveryInterval=1", patience);

        await starting;
        told.Should().ContainSingle().Which.Should().Be(string.Join(
            "; ", cluster.Nodes.Select(node => $"{node.Address}: Unavailable (The server cannot be reached.)")));
        reached.Should().ContainSingle();
        await using var store = await server.OpenAsync(Adapter.Categories, TimeProvider.System, default);
        (await store.AppendAsync(new StreamName("Household-a"), 0, Proposed.Events("1"), default))
            .Should().BeOfType<AppendOutcome.Appended>();
    }

    [Fact]
    public async Task At_the_bound_each_host_is_named_with_what_it_said()
    {
        await using var cluster = await StoppedAsync();
        await cluster.Nodes[1].StartAsync();
        var connect = () => ConnectAsync(cluster.ConnectionString + "&maxDiscoverAttempts=2&discoveryInterval=1", UpToTheBound(), clock);

        var failed = (await connect.Should().ThrowAsync<StoreFailedException>()).Which;

        failed.Reason.Should().Be(StoreFailedException.Unreachable);
        failed.Message.Should().Be(
            "The event store could not be reached within 120 s: "
            + $"{cluster.Nodes[0].Address}: Unavailable (The server cannot be reached.); "
            + $"{cluster.Nodes[1].Address}: it names no node that leads or follows; "
            + $"{cluster.Nodes[2].Address}: Unavailable (The server cannot be reached.)");
        told.Should().ContainSingle();
        reached.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_accepts_calls_and_answers_none_is_said_to_give_no_answer()
    {
        await using var cluster = await Adapter.StartAsync();
        using var gate = cluster.Hold(HoldPoint.BeforeRead);
        var connect = () => ConnectAsync(cluster.ConnectionString + "&defaultDeadline=100", UpToTheBound(), clock);

        (await connect.Should().ThrowAsync<StoreFailedException>()).Which.Message.Should().Be(
            $"The event store could not be reached within 120 s: {cluster.Nodes[0].Address}: no answer");
    }

    [Fact]
    public async Task Wrong_credentials_end_the_start_at_once_however_patient()
    {
        await using var cluster = await Adapter.StartAsync(nodes: 3, tls: true);
        var wrong = cluster.ConnectionString.Replace("changeit", "wrong-password", StringComparison.Ordinal);
        var connect = () => ConnectAsync(wrong, Patience(Long));

        (await connect.Should().ThrowAsync<StoreRefusedException>()).Which.Reason.Should().Be(StoreRefusedException.CredentialsRefused);
        told.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_logs_of_one_server_share_its_id_and_one_connection()
    {
        await using var cluster = await Adapter.StartAsync();
        using var server = await ConnectAsync(cluster.ConnectionString, Patience(Long));
        await using var households = await server.OpenAsync(["Household"], TimeProvider.System, default);
        await using var others = await server.OpenAsync(["Contract"], TimeProvider.System, default);

        await households.AppendAsync(new StreamName("Household-a"), 0, Proposed.Events("1"), default);
        await others.AppendAsync(new StreamName("Contract-a"), 0, Proposed.Events("2"), default);

        (households.StoreId, others.StoreId).Should().Be((server.StoreId, server.StoreId));
        (await households.ReadAllAsync(Position.Start, default).ToListAsync()).Ids().Should().Equal(Proposed.Id("1"));
        (await others.ReadAllAsync(Position.Start, default).ToListAsync()).Ids().Should().Equal(Proposed.Id("2"));
        cluster.Nodes[0].ConnectionCount.Should().Be(1);
    }

    private static async Task<DoubleCluster> StoppedAsync()
    {
        var cluster = await Adapter.StartAsync(nodes: 3);
        foreach (var node in cluster.Nodes)
        {
            await node.StopAsync();
        }

        return cluster;
    }

    private static async Task StartAsync(DoubleCluster cluster)
    {
        foreach (var node in cluster.Nodes)
        {
            await node.StartAsync();
        }

        cluster.Elect(1);
    }

    private Patience Patience(TimeSpan longest) => new(longest) { Waits = told.Add, Reached = reached.Add };

    /// <summary>All of the patience passes after the first try.</summary>
    private Patience UpToTheBound() => Patience(Long) with
    {
        Waits = said =>
        {
            told.Add(said);
            clock.Pass(Long);
        },
    };

    private static Task<EventStoreDbServer> ConnectAsync(string connection, Patience patience, TimeProvider? clock = null) =>
        EventStoreDbServer.ConnectAsync(EventStoreDbOptions.Parse(connection), patience, clock ?? TimeProvider.System, default);
}
