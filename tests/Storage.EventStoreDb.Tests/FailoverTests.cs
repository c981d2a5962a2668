using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage.Contract;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class FailoverTests : IAsyncLifetime
{
    private static readonly StreamName A = StreamName.Of("Household", "a");

    private DoubleCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await Adapter.StartAsync(nodes: 3);

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task A_former_leader_names_the_new_one_and_the_append_goes_there()
    {
        await using var store = await cluster.OpenAsync();
        await store.AppendAsync(A, 0, Proposed.Events("1"), default);

        cluster.Elect(2);

        await RequireAppendedAsync(store, 1, "2");
    }

    [Fact]
    public async Task A_stopped_leader_is_replaced_by_the_one_that_gossip_shows()
    {
        await using var store = await cluster.OpenAsync();
        await store.AppendAsync(A, 0, Proposed.Events("1"), default);

        await cluster.Nodes[0].StopAsync();
        cluster.Elect(1);

        await RequireAppendedAsync(store, 1, "2");
        (await store.ReadStreamAsync(A, 0, default).ToListAsync()).Ids().Should().Equal(Proposed.Events("1", "2").Ids());
    }

    [Fact]
    public async Task Appends_go_on_through_changes_of_the_leader_and_nothing_is_lost_or_doubled()
    {
        const int Writers = 6;
        const int Appends = 60;
        await using var store = await cluster.OpenAsync();
        var done = 0;
        var third = new TaskCompletionSource();
        var second = new TaskCompletionSource();

        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(WriteAsync));
        await third.Task;
        await cluster.Nodes[0].StopAsync();
        cluster.Elect(1);
        await second.Task;
        cluster.Elect(2);
        cluster.Nodes[1].CutConnections();
        await writing;

        var verified = await LogVerification.VerifyAsync(store, RecordTimeOrder.AlongStream, default);
        verified.Fault.Should().BeNull();
        verified.Events.Should().Be(2 * Writers * Appends);
        verified.Heads.Values.Select(head => head.Version).Should().AllBeEquivalentTo(2L * Appends).And.HaveCount(Writers);

        async Task WriteAsync(int writer)
        {
            for (var i = 0; i < Appends; i++)
            {
                var outcome = await store.AppendAsync(
                    StreamName.Of("Household", $"{writer}"), 2 * i, Proposed.Events($"{writer} {i} a", $"{writer} {i} b"), default);
                outcome.Should().BeOfType<AppendOutcome.Appended>().Which.Version.Should().Be((2 * i) + 2);
                var count = Interlocked.Increment(ref done);
                (count == Writers * Appends / 3 ? third : count == Writers * Appends * 2 / 3 ? second : null)?.SetResult();
            }
        }
    }

    [Fact]
    public async Task A_cluster_without_any_node_is_said_to_be_unreachable_after_bounded_rounds()
    {
        const string Impatient = "&maxDiscoverAttempts=2&discoveryInterval=1&defaultDeadline=2000";
        await using var store = await cluster.OpenAsync(Impatient);
        foreach (var node in cluster.Nodes)
        {
            await node.StopAsync();
        }

        var append = () => store.AppendAsync(A, 0, Proposed.Events("1"), default);
        var read = () => store.ReadHeadAsync(default).AsTask();
        var open = () => cluster.OpenAsync(Impatient);

        foreach (var attempt in (Func<Task>[])[append, read, open])
        {
            var failed = (await attempt.Should().ThrowAsync<StoreFailedException>()).Which;
            failed.Reason.Should().Be(StoreFailedException.Unreachable);
            failed.Message.Should().Contain(" could be used in 2 rounds: ").And.Contain(cluster.Nodes[1].Address);
        }

        await cluster.Nodes[1].StartAsync();
        cluster.Elect(1);
        await RequireAppendedAsync(store, 0, "1");
    }

    [Fact]
    public async Task While_nobody_leads_an_append_waits_for_the_next_leader()
    {
        await using var store = await cluster.OpenAsync();
        cluster.Depose();
        var append = store.AppendAsync(A, 0, Proposed.Events("1"), default);
        append.IsCompleted.Should().BeFalse();

        cluster.Elect(1);

        (await append).Should().BeOfType<AppendOutcome.Appended>().Which.Already.Should().BeFalse();
    }

    [Fact]
    public async Task An_election_that_takes_longer_than_one_search_for_a_node_is_waited_for_until_the_deadline()
    {
        await using var patient = await cluster.OpenAsync("&maxDiscoverAttempts=1&discoveryInterval=1&defaultDeadline=60000");
        await using var other = await cluster.OpenAsync("&maxDiscoverAttempts=1&discoveryInterval=1&defaultDeadline=1000");
        foreach (var node in cluster.Nodes)
        {
            await node.StopAsync();
        }

        var append = patient.AppendAsync(A, 0, Proposed.Events("1"), default);
        var tooShort = () => other.AppendAsync(A, 0, Proposed.Events("2"), default);
        await tooShort.Should().ThrowAsync<StoreFailedException>();
        append.IsCompleted.Should().BeFalse();
        await cluster.Nodes[2].StartAsync();
        cluster.Elect(2);

        (await append).Should().BeOfType<AppendOutcome.Appended>().Which.Version.Should().Be(1);
    }

    [Fact]
    public async Task Who_listens_is_told_once_that_calls_reach_no_server_and_once_that_they_do_again()
    {
        var told = new List<string>();
        using var server = await EventStoreDbServer.ConnectAsync(
            EventStoreDbOptions.Parse(cluster.ConnectionString + "&maxDiscoverAttempts=1&defaultDeadline=500"),
            Patience.None, TimeProvider.System, default);
        await using var store = await server.OpenAsync(Adapter.Categories, TimeProvider.System, default);
        server.Contact.Listen(said => told.Add("lost: " + said), _ => told.Add("found"));
        foreach (var node in cluster.Nodes)
        {
            await node.StopAsync();
        }

        var append = () => store.AppendAsync(A, 0, Proposed.Events("1"), default);
        await append.Should().ThrowAsync<StoreFailedException>();
        await append.Should().ThrowAsync<StoreFailedException>();

        told.Should().ContainSingle().Which.Should().StartWith("lost: ").And.Contain(cluster.Nodes[0].Address);
        await cluster.Nodes[0].StartAsync();
        cluster.Elect(0);
        (await append()).Should().BeOfType<AppendOutcome.Appended>();
        (await store.ReadHeadAsync(default)).Should().NotBe(Position.Start);
        told.Should().HaveCount(2).And.HaveElementAt(1, "found");
    }

    [Fact]
    public async Task Retries_of_one_node_end_in_a_clear_error()
    {
        await using var store = await Adapter.OpenAsync(cluster.ConnectionStringOf(cluster.Nodes[0]) + "&defaultDeadline=2000");
        await cluster.Nodes[0].StopAsync();

        var append = () => store.AppendAsync(A, 0, Proposed.Events("1"), default);

        (await append.Should().ThrowAsync<StoreFailedException>()).Which.Message.Should().Be(
            "The event store did not answer within 2 s at appending: Unavailable (The server cannot be reached.)");
    }

    [Fact]
    public async Task A_follower_that_lies_behind_shows_a_conflict_once_it_has_caught_up()
    {
        await using var writer = await cluster.OpenAsync();
        await using var reader = await cluster.OpenAsync("&nodePreference=follower");
        foreach (var node in cluster.Nodes.Where(node => !node.IsLeader))
        {
            node.Lag();
        }

        await writer.AppendAsync(A, 0, Proposed.Events("1"), default);
        var append = () => reader.AppendAsync(A, 0, Proposed.Events("2"), default);
        await append.Should().ThrowAsync<StoreFailedException>();
        foreach (var node in cluster.Nodes)
        {
            node.CatchUp();
        }

        (await append()).Should().Be(new AppendOutcome.Conflict(1));
    }

    private static async Task RequireAppendedAsync(IEventStore store, long version, string text)
    {
        var outcome = await store.AppendAsync(A, version, Proposed.Events(text), default);
        outcome.Should().BeOfType<AppendOutcome.Appended>().Which.Already.Should().BeFalse();
    }
}
