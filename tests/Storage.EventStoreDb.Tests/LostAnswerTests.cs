using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage.Contract;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class LostAnswerTests : IAsyncLifetime
{
    private static readonly StreamName A = StreamName.Of("Household", "a");

    private DoubleCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await Adapter.StartAsync();

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Theory]
    [InlineData(AppendFault.Busy)]
    [InlineData(AppendFault.TimedOutBeforeCommit)]
    [InlineData(AppendFault.TimedOutAfterCommit)]
    [InlineData(AppendFault.CutBeforeCommit)]
    [InlineData(AppendFault.CutAfterCommit)]
    public async Task An_append_whose_answer_is_lost_is_stored_once_and_is_new(AppendFault fault)
    {
        await using var store = await cluster.OpenAsync();
        await store.AppendAsync(A, 0, Proposed.Events("0"), default);
        cluster.FailNextAppend(fault);

        var outcome = await store.AppendAsync(A, 1, Proposed.Events("1", "2"), default);

        await RequireAsync(store, outcome, "0", "1", "2");
        await RequireAsync(store, await store.AppendAsync(A, 3, Proposed.Events("3"), default), "0", "1", "2", "3");
    }

    [Theory]
    [InlineData(AppendFault.Busy)]
    [InlineData(AppendFault.CutAfterCommit)]
    public async Task So_it_is_on_a_server_that_takes_no_batches(AppendFault fault)
    {
        await using var old = await DoubleCluster.StartAsync(new DoubleOptions { HasBatchAppend = false });
        await using var store = await old.OpenAsync();
        old.FailNextAppend(fault);

        await RequireAsync(store, await store.AppendAsync(A, 0, Proposed.Events("1", "2"), default), "1", "2");
        (await store.AppendAsync(A, 1, Proposed.Events("3"), default)).Should().Be(new AppendOutcome.Conflict(2));
    }

    [Fact]
    public async Task All_appends_in_flight_survive_a_lost_connection()
    {
        const int Count = 100;
        await using var store = await cluster.OpenAsync();
        await store.AppendAsync(A, 0, Proposed.Events("0"), default);
        using var gate = cluster.Hold(HoldPoint.BeforeAnswer);
        var appends = Enumerable.Range(0, Count)
            .Select(i => store.AppendAsync(StreamName.Of("Household", $"b{i}"), 0, Proposed.Events($"{i}a", $"{i}b"), default)).ToArray();
        await gate.Reached;

        cluster.Leader!.CutConnections();
        gate.Open();

        (await Task.WhenAll(appends)).Should().AllBeOfType<AppendOutcome.Appended>()
            .And.OnlyContain(outcome => ((AppendOutcome.Appended)outcome).Version == 2 && !((AppendOutcome.Appended)outcome).Already);
        var verified = await LogVerification.VerifyAsync(store, RecordTimeOrder.AlongStream, default);
        verified.Fault.Should().BeNull();
        verified.Events.Should().Be(1 + (2 * Count));
    }

    [Fact]
    public async Task An_append_that_is_never_answered_ends_at_the_deadline_and_may_be_made_again()
    {
        await using var store = await cluster.OpenAsync("&defaultDeadline=2000");
        cluster.FailNextAppend(AppendFault.SilentAfterCommit);

        var append = () => store.AppendAsync(A, 0, Proposed.Events("1"), default);

        var failed = (await append.Should().ThrowAsync<StoreFailedException>()).Which;
        failed.Reason.Should().Be(StoreFailedException.TimedOut);
        failed.Message.Should().StartWith("The event store did not answer within 2 s at appending");
        var again = (await append()).Should().BeOfType<AppendOutcome.Appended>().Subject;
        again.Already.Should().BeTrue();
        again.Version.Should().Be(1);
        (await store.ReadAllAsync(Position.Start, default).ToListAsync()).Ids().Should().Equal(Proposed.Id("1"));
    }

    [Fact]
    public async Task Two_nodes_of_ours_with_the_same_request_store_it_once_and_keep_the_chain()
    {
        await using var one = await cluster.OpenAsync();
        await using var other = await cluster.OpenAsync();
        for (var version = 0; version < 20; version++)
        {
            var events = Proposed.Events($"{version}");

            var outcomes = await Task.WhenAll(one.AppendAsync(A, version, events, default), other.AppendAsync(A, version, events, default));

            var appended = outcomes.Should().AllBeOfType<AppendOutcome.Appended>().And.Subject.Cast<AppendOutcome.Appended>().ToArray();
            appended.Select(outcome => outcome with { Already = false }).Distinct().Should().ContainSingle();
            appended.Should().ContainSingle(outcome => !outcome.Already);
        }

        one.StoreId.Should().Be(other.StoreId);
        (await LogVerification.VerifyAsync(one, RecordTimeOrder.AlongStream, default)).Fault.Should().BeNull();
    }

    private static async Task RequireAsync(IEventStore store, AppendOutcome outcome, params string[] events)
    {
        var all = await store.ReadAllAsync(Position.Start, default).ToListAsync();
        all.Ids().Should().Equal(events.Select(Proposed.Id));
        outcome.Should().Be(new AppendOutcome.Appended(events.Length, all[^1].Position, all[^1].Recorded, Already: false));
        (await LogVerification.VerifyAsync(store, RecordTimeOrder.AlongStream, default)).Fault.Should().BeNull();
    }
}
