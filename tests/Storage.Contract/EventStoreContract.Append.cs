namespace BudgetCoaching.Storage.Contract;

public abstract partial class EventStoreContract
{
    [Fact]
    public async Task An_absent_stream_is_empty_and_at_version_zero()
    {
        (await ReadAsync(Stream("a"))).Should().BeEmpty();
        (await Store.AppendAsync(Stream("a"), 1, Events("1"), Cancel)).Should().Be(new AppendOutcome.Conflict(0));
        (await ReadAllAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Appended_events_are_read_back_as_they_were_given()
    {
        var events = Events("1", "2");

        var appended = await AppendAsync(Stream("a"), 0, events);

        var read = await ReadAsync(Stream("a"));
        read.Select(e => e.Stream).Should().AllBeEquivalentTo(Stream("a"));
        read.Select(e => e.Version).Should().Equal(1, 2);
        read.Select(e => e.Type).Should().AllBeEquivalentTo(Proposed.ChargePosted);
        read.Ids().Should().Equal(events.Ids());
        for (var i = 0; i < 2; i++)
        {
            read[i].Data.ToArray().Should().Equal(events[i].Data.ToArray());
            read[i].Meta.ToArray().Should().Equal(events[i].Meta.ToArray());
        }

        appended.Should().Be(new AppendOutcome.Appended(2, read[1].Position, read[1].Recorded, Already: false));
    }

    [Fact]
    public async Task A_wrong_version_is_a_conflict_with_the_current_version_and_stores_nothing()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2"));

        (await Store.AppendAsync(Stream("a"), 1, Events("3"), Cancel)).Should().Be(new AppendOutcome.Conflict(2));
        (await Store.AppendAsync(Stream("a"), 3, Events("3"), Cancel)).Should().Be(new AppendOutcome.Conflict(2));
        (await Store.AppendAsync(Stream("a"), long.MaxValue, Events("3"), Cancel)).Should().Be(new AppendOutcome.Conflict(2));

        (await ReadAsync(Stream("a"))).Ids().Should().Equal(Events("1", "2").Ids());
    }

    [Fact]
    public async Task A_batch_in_which_one_id_is_taken_stores_none_of_its_events()
    {
        await AppendAsync(Stream("a"), 0, Events("1"));
        var (stream, version) = KnowsIdsOfOtherStreams ? (Stream("b"), 0) : (Stream("a"), 1);

        var outcome = await Store.AppendAsync(stream, version, Events("2", "3", "1", "4"), Cancel);

        outcome.Should().Be(new AppendOutcome.EventIdReused(Event("1").Id));
        (await ReadAsync(stream)).Should().HaveCount(version);
        (await ReadAllAsync()).Ids().Should().Equal(Event("1").Id);
    }

    [Fact]
    public async Task After_a_refused_batch_the_stream_goes_on_without_a_gap()
    {
        await AppendAsync(Stream("a"), 0, Events("1"));
        await Store.AppendAsync(Stream("a"), 1, Events("2", "1"), Cancel);

        var appended = await AppendAsync(Stream("a"), 1, Events("2", "3"));

        appended.Version.Should().Be(3);
        (await ReadAllAsync()).Ids().Should().Equal(Events("1", "2", "3").Ids());
        (await LogVerification.VerifyAsync(Store, TimeOrder, Cancel)).Fault.Should().BeNull();
    }

    [Fact]
    public async Task Types_and_schemas_are_kept_apart()
    {
        EventType[] types = [new("ChargePosted", 1), new("ChargePosted", 2), new("PaymentRecorded", 1), new("ChargePosted", 1)];
        var events = types.Select((type, i) => Event($"{i}") with { Type = type }).ToArray();

        await AppendAsync(Stream("a"), 0, events);

        (await ReadAsync(Stream("a"))).Select(e => e.Type).Should().Equal(types);
    }

    [Fact]
    public async Task Bytes_and_ids_of_every_value_survive()
    {
        var allBytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        ProposedEvent[] events =
        [
            new(new Guid("00112233-4455-6677-8899-aabbccddeeff"), Proposed.ChargePosted, allBytes, allBytes.Reverse().ToArray()),
            new(new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff"), Proposed.ChargePosted, ReadOnlyMemory<byte>.Empty, allBytes),
            new(new Guid("00000000-0000-0000-0000-000000000001"), Proposed.ChargePosted, allBytes, ReadOnlyMemory<byte>.Empty),
        ];

        await AppendAsync(Stream("a"), 0, events);

        var read = await ReadAsync(Stream("a"));
        read.Ids().Should().Equal(events.Ids());
        read.Select(e => Convert.ToHexString(e.Data.Span)).Should().Equal(events.Select(e => Convert.ToHexString(e.Data.Span)));
        read.Select(e => Convert.ToHexString(e.Meta.Span)).Should().Equal(events.Select(e => Convert.ToHexString(e.Meta.Span)));
    }

    [Fact]
    public async Task A_large_event_survives()
    {
        var large = new byte[LargeEventBytes];
        new Random(7).NextBytes(large);

        await AppendAsync(Stream("a"), 0, Event("1") with { Data = large }, Event("2"));

        var read = await ReadAsync(Stream("a"));
        read[0].Data.Span.SequenceEqual(large).Should().BeTrue();
        read[1].Id.Should().Be(Event("2").Id);
    }

    [Fact]
    public async Task What_the_caller_does_with_its_bytes_afterwards_does_not_reach_the_log()
    {
        var data = new byte[] { 1, 2, 3 };
        await AppendAsync(Stream("a"), 0, Event("1") with { Data = data });

        data[0] = 9;

        (await ReadAsync(Stream("a")))[0].Data.ToArray().Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task An_append_that_breaks_the_rules_is_the_programmers_error()
    {
        var twice = Events("1", "1");

        await Refused(0);
        await Refused(-1, Event("1"));
        await Refused(0, twice);
        await Refused(0, Event("1") with { Id = Guid.Empty });
        await Refused(0, Event("1") with { Type = new EventType(string.Empty, 1) });
        await Refused(0, Event("1") with { Type = new EventType("ChargePosted", 0) });
        await Refused(0, Event("1") with { Data = new byte[AppendRules.MaxBytes + 1] });
        (await ReadAllAsync()).Should().BeEmpty();

        async Task Refused(long expectedVersion, params ProposedEvent[] events)
        {
            var append = () => Store.AppendAsync(Stream("a"), expectedVersion, events, Cancel);
            await append.Should().ThrowAsync<ArgumentException>();
        }
    }

    [Fact]
    public async Task A_cancelled_append_stores_nothing()
    {
        var append = () => Store.AppendAsync(Stream("a"), 0, Events("1"), new CancellationToken(canceled: true));

        await append.Should().ThrowAsync<OperationCanceledException>();
        (await ReadAsync(Stream("a"))).Should().BeEmpty();
    }
}
