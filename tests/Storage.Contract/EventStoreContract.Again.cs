namespace BudgetCoaching.Storage.Contract;

public abstract partial class EventStoreContract
{
    [Fact]
    public async Task The_same_append_again_is_answered_with_the_first_result()
    {
        var first = await AppendAsync(Stream("a"), 0, Events("1", "2"));

        var again = await AppendAsync(Stream("a"), 0, Events("1", "2"));

        again.Should().Be(first with { Already = true });
        (await ReadAllAsync()).Ids().Should().Equal(Events("1", "2").Ids());
    }

    [Fact]
    public async Task The_same_append_again_is_recognized_after_others_appended()
    {
        await AppendAsync(Stream("a"), 0, Events("1"));
        var first = await AppendAsync(Stream("a"), 1, Events("2", "3"));
        await AppendAsync(Stream("a"), 3, Events("4"));
        await AppendAsync(Stream("b"), 0, Events("5"));

        var again = await AppendAsync(Stream("a"), 1, Events("2", "3"));

        again.Should().Be(first with { Already = true });
    }

    [Fact]
    public async Task The_same_append_again_is_judged_by_ids_and_not_by_bytes()
    {
        var first = await AppendAsync(Stream("a"), 0, Events("1"));

        var again = await AppendAsync(Stream("a"), 0, Event("1") with { Data = new byte[] { 9 } });

        again.Should().Be(first with { Already = true });
        (await ReadAsync(Stream("a")))[0].Data.ToArray().Should().Equal(Event("1").Data.ToArray());
    }

    [Fact]
    public async Task An_id_of_another_stream_is_reused_where_it_is_known()
    {
        await AppendAsync(Stream("a"), 0, Events("1"));
        if (!KnowsIdsOfOtherStreams)
        {
            (await AppendAsync(Stream("b"), 0, Events("1"))).Already.Should().BeFalse();
            return;
        }

        (await Store.AppendAsync(Stream("b"), 0, Events("1"), Cancel)).Should().Be(new AppendOutcome.EventIdReused(Event("1").Id));
        (await Store.AppendAsync(Stream("b"), 5, Events("1"), Cancel)).Should().Be(new AppendOutcome.EventIdReused(Event("1").Id));
    }

    [Theory]
    [InlineData(0, "2")]
    [InlineData(1, "1")]
    [InlineData(3, "1")]
    [InlineData(9, "1")]
    [InlineData(0, "2", "1", "3")]
    [InlineData(0, "1", "3")]
    [InlineData(0, "1", "2", "3", "4")]
    public async Task Ids_among_other_neighbours_are_reused(long expectedVersion, params string[] ids)
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2", "3"));

        var outcome = await Store.AppendAsync(Stream("a"), expectedVersion, Events(ids), Cancel);

        outcome.Should().Be(new AppendOutcome.EventIdReused(Event(ids[0]).Id));
        (await ReadAllAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task The_first_known_id_is_the_one_named()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2"));

        (await Store.AppendAsync(Stream("a"), 0, Events("new", "2", "1"), Cancel))
            .Should().Be(new AppendOutcome.EventIdReused(Event("2").Id));
    }
}
