namespace BudgetCoaching.Storage.Contract;

public abstract partial class EventStoreContract
{
    [Fact]
    public async Task A_stream_is_read_from_any_version_on()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2", "3"));

        (await ReadAsync(Stream("a"), 1)).Select(e => e.Version).Should().Equal(2, 3);
        (await ReadAsync(Stream("a"), 3)).Should().BeEmpty();
        (await ReadAsync(Stream("a"), 99)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_visit_is_lent_what_a_reader_is_given_until_it_has_seen_enough()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2", "3", "4"));
        var read = await ReadAsync(Stream("a"), 1);
        var lent = new List<(long, Position, EventType, RecordTime, string)>();

        await Store.VisitStreamAsync(
            Stream("a"),
            1,
            (in LentEvent e) =>
            {
                lent.Add((e.Version, e.Position, e.Type, e.Recorded, Convert.ToHexString(e.Data)));
                return e.Version < 3;
            },
            Cancel);

        lent.Should().Equal(
            read.Take(2).Select(e => (e.Version, e.Position, e.Type, e.Recorded, Convert.ToHexString(e.Data.Span))));
        await Store.VisitStreamAsync(Stream("nobody"), 0, (in LentEvent _) => throw new InvalidOperationException("visited"), Cancel);
    }

    [Fact]
    public async Task Streams_are_listed_once_each_in_the_order_of_their_first_events()
    {
        const int Count = 600;
        var mine = Enumerable.Range(0, Count).Select(i => Stream($"{i}")).ToArray();
        await AppendAsync(mine[0], 0, Events("first"));
        foreach (var stream in mine[1..])
        {
            await AppendAsync(stream, 0, Event(stream.Id));
        }

        await AppendAsync(mine[0], 1, Events("again"));

        var listed = new List<StreamName>();
        await foreach (var stream in Store.ListStreamsAsync(Cancel))
        {
            listed.Add(stream);
        }

        listed.Where(mine.Contains).Should().Equal(mine);
    }

    [Fact]
    public async Task The_whole_log_is_in_order_of_appending()
    {
        await AppendAsync(Stream("a"), 0, Events("1"));
        await AppendAsync(Stream("b"), 0, Events("2", "3"));
        await AppendAsync(Stream("a"), 1, Events("4"));

        var all = await ReadAllAsync();

        all.Ids().Should().Equal(Events("1", "2", "3", "4").Ids());
        all.Select(e => e.Position).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        (await Store.ReadHeadAsync(Cancel)).Should().Be(all[^1].Position);
        (await Store.ReadAllAsync(all[1].Position, Cancel).ToListAsync()).Ids().Should().Equal(Events("3", "4").Ids());
        (await Store.ReadAllAsync(all[^1].Position, Cancel).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Streams_longer_than_any_page_are_read_whole()
    {
        const int Count = 2_500;
        var texts = Enumerable.Range(1, Count).Select(i => $"{i}").ToArray();
        await AppendAsync(Stream("a"), 0, Events(texts));

        (await ReadAsync(Stream("a"))).Select(e => e.Version).Should().Equal(Enumerable.Range(1, Count).Select(i => (long)i));
        (await ReadAllAsync()).Ids().Should().Equal(Events(texts).Ids());
    }

    [Fact]
    public async Task A_read_ends_where_the_log_ended_when_it_began()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2"));
        var stream = new List<Guid>();
        var all = new List<Guid>();

        await foreach (var recorded in Store.ReadStreamAsync(Stream("a"), 0, Cancel))
        {
            stream.Add(recorded.Id);
            await AppendAsync(Stream("a"), 1 + stream.Count, Events($"more {stream.Count}"));
        }

        await foreach (var recorded in Store.ReadAllAsync(Beginning, Cancel))
        {
            all.Add(recorded.Id);
            await AppendAsync(Stream("b"), all.Count - 1, Events($"other {all.Count}"));
        }

        stream.Should().Equal(Events("1", "2").Ids());
        all.Should().Equal(Events("1", "2", "more 1", "more 2").Ids());
    }

    [Fact]
    public async Task Record_times_increase_strictly_even_when_the_clock_stands_still()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2", "3"));
        await AppendAsync(Stream("a"), 3, Events("4"));

        var times = (await ReadAsync(Stream("a"))).Select(e => e.Recorded).ToArray();

        times.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_cancelled_read_stops()
    {
        await AppendAsync(Stream("a"), 0, Events("1", "2", "3"));
        using var stop = new CancellationTokenSource();
        var seen = 0;
        var read = async () =>
        {
            await foreach (var _ in Store.ReadStreamAsync(Stream("a"), 0, stop.Token))
            {
                seen++;
                await stop.CancelAsync();
            }
        };

        await read.Should().ThrowAsync<OperationCanceledException>();
        seen.Should().Be(1);
        (await ReadAsync(Stream("a"))).Should().HaveCount(3);
    }

    [Fact]
    public async Task Waiting_ends_when_the_log_is_past_the_position()
    {
        var first = await AppendAsync(Stream("a"), 0, Events("1"));
        await Store.WaitPastAsync(Beginning, Cancel);
        var waiting = Store.WaitPastAsync(first.Position, Cancel);
        waiting.IsCompleted.Should().BeFalse();

        await AppendAsync(Stream("b"), 0, Events("2"));

        await waiting;
        (await Store.ReadAllAsync(first.Position, Cancel).ToListAsync()).Ids().Should().Equal(Event("2").Id);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var head = await Store.ReadHeadAsync(Cancel);
        var waiting = () => Store.WaitPastAsync(head, stop.Token);
        var began = waiting();

        await stop.CancelAsync();

        await FluentActions.Awaiting(() => began).Should().ThrowAsync<OperationCanceledException>();
        await waiting.Should().ThrowAsync<OperationCanceledException>();
    }
}
