namespace BudgetCoaching.Storage.Contract;

/// <summary>What a store promises besides if it outlives its process.</summary>
public abstract class DurableEventStoreContract : EventStoreContract
{
    [Fact]
    public async Task A_restart_keeps_everything()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2"));
        var second = await AppendAsync(Stream("b"), 0, Events("3"));
        var before = await ReadAllAsync();
        var id = Store.StoreId;

        await RestartAsync();

        Store.StoreId.Should().Be(id);
        (await Store.ReadHeadAsync(Cancel)).Should().Be(second.Position);
        (await ReadAllAsync()).Should().BeEquivalentTo(before, options => options
            .WithStrictOrdering()
            .Using<ReadOnlyMemory<byte>>(c => c.Subject.ToArray().Should().Equal(c.Expectation.ToArray()))
            .WhenTypeIs<ReadOnlyMemory<byte>>());
    }

    [Fact]
    public async Task After_a_restart_streams_positions_times_and_chains_go_on()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2"));
        await RestartAsync();

        (await Store.AppendAsync(Stream("a"), 0, Events("3"), Cancel)).Should().Be(new AppendOutcome.Conflict(2));
        (await AppendAsync(Stream("a"), 0, Events("1", "2"))).Already.Should().BeTrue();
        await AppendAsync(Stream("a"), 2, Events("3"));

        (await ReadAllAsync()).Ids().Should().Equal(Events("1", "2", "3").Ids());
        var order = OrdersTimesAlongLog ? RecordTimeOrder.AlongLog : RecordTimeOrder.AlongStream;
        (await LogVerification.VerifyAsync(Store, order, Cancel)).Fault.Should().BeNull();
    }

    private async Task RestartAsync()
    {
        await CloseAsync(Store);
        Store = await OpenAsync();
    }
}
