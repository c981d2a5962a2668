using System.Globalization;

namespace BudgetCoaching.Storage.Contract;

public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Of_concurrent_writers_to_one_stream_exactly_one_wins_each_version()
    {
        const int Writers = 8;
        const int Rounds = 20;
        for (var round = 0; round < Rounds; round++)
        {
            var version = round;
            var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
                () => Store.AppendAsync(Stream("a"), version, Events($"{version} {writer}"), Cancel), Cancel)));

            outcomes.OfType<AppendOutcome.Appended>().Should().ContainSingle().Which.Version.Should().Be(version + 1);
            outcomes.OfType<AppendOutcome.Conflict>().Should().HaveCount(Writers - 1)
                .And.AllBeEquivalentTo(new AppendOutcome.Conflict(version + 1));
        }

        (await ReadAsync(Stream("a"))).Should().HaveCount(Rounds);
    }

    [Fact]
    public async Task Concurrent_repetitions_of_one_append_store_it_once()
    {
        const int Callers = 8;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(
            () => AppendAsync(Stream("a"), 0, Events("1", "2")), Cancel)));

        outcomes.Count(outcome => !outcome.Already).Should().Be(1);
        outcomes.Select(outcome => outcome with { Already = false }).Distinct().Should().ContainSingle();
        (await ReadAsync(Stream("a"))).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_reader_that_catches_up_during_writes_sees_every_event_once_and_in_order()
    {
        const int Writers = 6;
        const int Appends = 40;
        const int EventsEach = 3;
        var catchUp = CatchUpAsync(Writers * Appends * EventsEach);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer), Cancel)));

        var seen = await catchUp;
        var all = await ReadAllAsync();
        seen.Ids().Should().Equal(all.Ids());
        all.Ids().Should().OnlyHaveUniqueItems().And.HaveCount(Writers * Appends * EventsEach);
        all.Select(e => e.Position).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        foreach (var times in all.GroupBy(e => OrdersTimesAlongLog ? default : e.Stream).Select(g => g.Select(e => e.Recorded)))
        {
            times.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        }

        (await LogVerification.VerifyAsync(Store, TimeOrder, Cancel)).Fault.Should().BeNull();

        async Task WriteAsync(int writer)
        {
            for (var i = 0; i < Appends; i++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{writer} {i}");
                await AppendAsync(Stream($"{writer}"), i * EventsEach, Events(name + "a", name + "b", name + "c"));
            }
        }
    }

    private async Task<List<RecordedEvent>> CatchUpAsync(int count)
    {
        var seen = new List<RecordedEvent>();
        var position = Beginning;
        while (seen.Count < count)
        {
            await Store.WaitPastAsync(position, Cancel);
            await foreach (var recorded in Store.ReadAllAsync(position, Cancel))
            {
                seen.Add(recorded);
                position = recorded.Position;
            }
        }

        return seen;
    }
}
