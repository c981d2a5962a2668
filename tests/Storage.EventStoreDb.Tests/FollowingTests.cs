using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage.Contract;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class FollowingTests : IAsyncLifetime, IDisposable
{
    private static readonly StreamName A = StreamName.Of("Household", "a");

    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
    private DoubleCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await Adapter.StartAsync(nodes: 3);

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    public void Dispose() => patience.Dispose();

    [Fact]
    public async Task Who_follows_the_log_through_lost_connections_sees_every_event_once_and_in_order()
    {
        const int Count = 300;
        await using var writer = await cluster.OpenAsync();
        await using var reader = await cluster.OpenAsync();
        var following = FollowAsync(reader, Count);

        for (var i = 0; i < Count; i++)
        {
            await writer.AppendAsync(A, i, Proposed.Events($"{i}"), patience.Token);
            if (i % 50 == 10)
            {
                cluster.CutNextRead(i % 3);
                cluster.Leader!.CutConnections();
            }

            if (i % 100 == 90)
            {
                cluster.Elect(i / 100);
            }
        }

        (await following).Should().Equal(Enumerable.Range(0, Count).Select(i => Proposed.Id($"{i}")));
    }

    [Fact]
    public async Task Events_of_others_wake_nobody_and_are_not_read()
    {
        await using var store = await cluster.OpenAsync();
        await using var others = await EventStoreDbEventStore.OpenAsync(
            EventStoreDbOptions.Parse(cluster.ConnectionString), ["Invoice"], TimeProvider.System, patience.Token);
        await store.AppendAsync(A, 0, Proposed.Events("1"), patience.Token);
        var first = await store.ReadHeadAsync(patience.Token);
        var waiting = store.WaitPastAsync(first, patience.Token);

        // Enough for several checkpoints of the subscription.
        for (var i = 0; i < 4; i++)
        {
            var many = Proposed.Events([.. Enumerable.Range(0, 1_000).Select(n => $"{i} {n}")]);
            await others.AppendAsync(new StreamName("Invoice-1"), 1_000 * i, many, patience.Token);
        }

        await others.WaitPastAsync(Position.Start, patience.Token);
        waiting.IsCompleted.Should().BeFalse();
        (await store.ReadHeadAsync(patience.Token)).Should().Be(first);
        cluster.Leader!.CutConnections();
        await store.AppendAsync(A, 1, Proposed.Events("2"), patience.Token);
        await waiting;
        (await store.ReadAllAsync(Position.Start, patience.Token).ToListAsync()).Ids().Should().Equal(Proposed.Events("1", "2").Ids());
    }

    [Fact]
    public async Task Who_waits_while_no_node_answers_is_told_and_may_wait_again()
    {
        await using var store = await cluster.OpenAsync("&maxDiscoverAttempts=2&discoveryInterval=1");
        var waiting = store.WaitPastAsync(Position.Start, patience.Token);
        foreach (var node in cluster.Nodes)
        {
            await node.StopAsync();
        }

        (await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<StoreFailedException>())
            .Which.Reason.Should().Be(StoreFailedException.Unreachable);

        await cluster.Nodes[2].StartAsync();
        cluster.Elect(2);
        waiting = store.WaitPastAsync(Position.Start, patience.Token);
        await store.AppendAsync(A, 0, Proposed.Events("1"), patience.Token);
        await waiting;
    }

    [Fact]
    public async Task Nobody_waits_for_a_server_that_looks_for_more_than_it_was_asked_for()
    {
        await using var looking = await DoubleCluster.StartAsync(
            new DoubleOptions { FilteredReadsLookOn = true, MaxAppendSize = Adapter.AppendBytes });
        await using var store = await looking.OpenAsync();
        var texts = Enumerable.Range(0, 2_000).Select(i => $"{i}").ToArray();
        await store.AppendAsync(A, 0, Proposed.Events(texts), patience.Token);

        var read = await store.ReadAllAsync(Position.Start, patience.Token).ToListAsync().WaitAsync(patience.Token);

        read.Ids().Should().Equal(Proposed.Events(texts).Ids());
        (await store.ReadHeadAsync(patience.Token)).Should().Be(read[^1].Position);
    }

    [Fact]
    public async Task A_read_that_is_cut_goes_on_at_another_try()
    {
        await using var store = await cluster.OpenAsync();
        var texts = Enumerable.Range(0, 2_500).Select(i => $"{i}").ToArray();
        await store.AppendAsync(A, 0, Proposed.Events(texts), patience.Token);
        cluster.CutNextRead(700);
        cluster.CutNextRead(0);

        (await store.ReadAllAsync(Position.Start, patience.Token).ToListAsync()).Ids().Should().Equal(Proposed.Events(texts).Ids());
        cluster.CutNextRead(999);
        (await store.ReadStreamAsync(A, 0, patience.Token).ToListAsync()).Ids().Should().Equal(Proposed.Events(texts).Ids());
    }

    [Fact]
    public async Task A_store_has_an_id_that_all_nodes_of_ours_share_and_no_other_store_has()
    {
        await using var elsewhere = await Adapter.StartAsync();
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => cluster.OpenAsync()));
        await using var other = await elsewhere.OpenAsync();

        var id = opened.Select(store => store.StoreId).Distinct().Should().ContainSingle().Subject;
        id.Should().HaveLength(32).And.NotBe(other.StoreId);
        foreach (var store in opened)
        {
            await store.DisposeAsync();
        }
    }

    private async Task<List<Guid>> FollowAsync(IEventStore store, int count)
    {
        var seen = new List<Guid>();
        var position = Position.Start;
        while (seen.Count < count)
        {
            await store.WaitPastAsync(position, patience.Token);
            await foreach (var recorded in store.ReadAllAsync(position, patience.Token))
            {
                seen.Add(recorded.Id);
                position = recorded.Position;
            }
        }

        return seen;
    }
}
