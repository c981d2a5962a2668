using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage.Contract;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

/// <summary>Servers may differ from the double's usual ways; nothing of the log may.</summary>
public sealed class OtherServersTests
{
    private static readonly StreamName A = StreamName.Of("Household", "a");

    [Theory]
    [InlineData(ToldPosition.BeforeTheLastEvent, true)]
    [InlineData(ToldPosition.PastTheLastEvent, true)]
    [InlineData(ToldPosition.None, true)]
    [InlineData(ToldPosition.BeforeTheLastEvent, false)]
    [InlineData(ToldPosition.PastTheLastEvent, false)]
    [InlineData(ToldPosition.None, false)]
    public async Task Whatever_position_an_append_is_answered_with_ours_is_that_of_its_last_event(ToldPosition told, bool takesBatches)
    {
        await using var cluster = await DoubleCluster.StartAsync(new DoubleOptions { AppendTells = told, HasBatchAppend = takesBatches });
        await using var store = await cluster.OpenAsync();
        var version = 0L;
        foreach (var texts in (string[][])[["1"], ["2"], ["3", "4"], ["5", "6"]])
        {
            var outcome = await store.AppendAsync(A, version, Proposed.Events(texts), default);
            version += texts.Length;

            var all = await store.ReadAllAsync(Position.Start, default).ToListAsync();
            outcome.Should().Be(new AppendOutcome.Appended(version, all[^1].Position, all[^1].Recorded, Already: false));
            (await store.ReadHeadAsync(default)).Should().Be(all[^1].Position);
        }
    }

    [Fact]
    public async Task Right_positions_are_compared_once_and_then_believed()
    {
        await using var cluster = await Adapter.StartAsync();
        await using var store = await cluster.OpenAsync();
        await store.AppendAsync(A, 0, Proposed.Events("1"), default);
        await store.AppendAsync(A, 1, Proposed.Events("2", "3"), default);
        using var gate = cluster.Hold(HoldPoint.BeforeRead);

        var one = await store.AppendAsync(A, 3, Proposed.Events("4"), default);
        var several = await store.AppendAsync(A, 4, Proposed.Events("5", "6"), default);

        gate.Reached.IsCompleted.Should().BeFalse("nothing was read");
        gate.Open();
        var all = await store.ReadAllAsync(Position.Start, default).ToListAsync();
        ((AppendOutcome.Appended)one).Position.Should().Be(all[3].Position);
        ((AppendOutcome.Appended)several).Position.Should().Be(all[5].Position);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    public async Task A_server_that_takes_no_batches_or_cannot_say_so_takes_appends(bool hasBatches, bool lists, bool hasFeatures)
    {
        await using var cluster = await DoubleCluster.StartAsync(new DoubleOptions
        {
            HasBatchAppend = hasBatches,
            ListsBatchAppendAnyway = lists,
            HasFeatures = hasFeatures,
        });

        await RequireAppendsAsync(cluster);
    }

    [Fact]
    public async Task A_server_that_knows_no_durations_is_given_no_deadline_with_batches() =>
        await RequireAppendsAsync(await DoubleCluster.StartAsync(new DoubleOptions { HasDeadlineDuration = false }));

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Who_follows_needs_neither_checkpoints_nor_to_be_told_that_it_caught_up(bool caughtUp, bool checkpoints)
    {
        await using var cluster = await DoubleCluster.StartAsync(new DoubleOptions
        {
            TellsCaughtUp = caughtUp,
            TellsCheckpoints = checkpoints,
        });
        await using var store = await cluster.OpenAsync();
        var seen = Position.Start;
        for (var i = 0; i < 5; i++)
        {
            var waiting = store.WaitPastAsync(seen, default);
            if (i == 3)
            {
                cluster.Leader!.CutConnections();
            }

            await store.AppendAsync(A, i, Proposed.Events($"{i}"), default);
            await waiting.WaitAsync(TimeSpan.FromSeconds(60));
            seen = await store.ReadHeadAsync(default);
        }
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1", false)]
    public async Task Nodes_are_followed_by_whatever_name_they_go_and_found_where_nobody_names_the_leader(string host, bool namesLeader)
    {
        await using var cluster = await DoubleCluster.StartAsync(new DoubleOptions
        {
            Nodes = 3,
            Tls = true,
            Users = [DoubleUser.Admin],
            AdvertisedHost = host,
            NamesLeader = namesLeader,
        });
        await using var store = await cluster.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            cluster.Elect((i + 1) % 3);

            (await store.AppendAsync(A, i, Proposed.Events($"{i}"), default)).Should().BeOfType<AppendOutcome.Appended>();
        }
    }

    private static async Task RequireAppendsAsync(DoubleCluster cluster)
    {
        await using var closing = cluster;
        await using var store = await cluster.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            var outcome = await store.AppendAsync(A, 2 * i, Proposed.Events($"{i} a", $"{i} b"), default);
            outcome.Should().BeOfType<AppendOutcome.Appended>().Which.Version.Should().Be((2 * i) + 2);
        }

        (await LogVerification.VerifyAsync(store, RecordTimeOrder.AlongStream, default)).Events.Should().Be(6);
    }
}
