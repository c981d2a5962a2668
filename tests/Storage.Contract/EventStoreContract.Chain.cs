namespace BudgetCoaching.Storage.Contract;

public abstract partial class EventStoreContract
{
    private RecordTimeOrder TimeOrder => OrdersTimesAlongLog ? RecordTimeOrder.AlongLog : RecordTimeOrder.AlongStream;

    [Fact]
    public async Task Every_hash_is_computed_from_the_event_and_the_hash_before_it_in_its_stream()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2"));
        await AppendAsync(Stream("b"), 0, Events("3"));
        await AppendAsync(Stream("a"), 2, Events("4"));
        var a = await ReadAsync(Stream("a"));
        var b = await ReadAsync(Stream("b"));

        Expected(HashChain.Genesis, a[0]).Should().Equal(a[0].Hash.ToArray());
        Expected(a[0].Hash, a[1]).Should().Equal(a[1].Hash.ToArray());
        Expected(a[1].Hash, a[2]).Should().Equal(a[2].Hash.ToArray());
        Expected(HashChain.Genesis, b[0]).Should().Equal(b[0].Hash.ToArray());

        static byte[] Expected(ReadOnlyMemory<byte> previous, RecordedEvent recorded)
        {
            var hash = new byte[HashChain.HashLength];
            HashChain.Compute(previous.Span, recorded, hash);
            return hash;
        }
    }

    [Fact]
    public async Task Both_ways_of_reading_give_the_same_events()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2"));

        var stream = await ReadAsync(Stream("a"));
        var all = await ReadAllAsync();

        all.Should().BeEquivalentTo(stream, options => options
            .WithStrictOrdering()
            .Using<ReadOnlyMemory<byte>>(c => c.Subject.ToArray().Should().Equal(c.Expectation.ToArray()))
            .WhenTypeIs<ReadOnlyMemory<byte>>());
    }

    [Fact]
    public async Task The_log_verifies()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2"));
        await AppendAsync(Stream("b"), 0, Events("3"));

        var verified = await LogVerification.VerifyAsync(Store, TimeOrder, Cancel);

        verified.Fault.Should().BeNull();
        verified.LastPosition.Should().Be(await Store.ReadHeadAsync(Cancel));
        verified.Heads[Stream("a")].Version.Should().Be(2);
        verified.Heads[Stream("b")].Hash.ToArray().Should().Equal((await ReadAsync(Stream("b")))[0].Hash.ToArray());
    }

    [Fact]
    public void The_store_has_an_id()
    {
        Store.StoreId.Should().NotBeNullOrWhiteSpace();
    }
}
