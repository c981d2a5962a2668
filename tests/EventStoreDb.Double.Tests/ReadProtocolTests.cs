using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Options = BudgetCoaching.Storage.EventStoreDb.Protocol.ReadReq.Types.Options;

namespace BudgetCoaching.EventStoreDb.Double.Tests;

public sealed class ReadProtocolTests : IAsyncLifetime
{
    private DoubleCluster cluster = null!;
    private Caller caller = null!;

    public async Task InitializeAsync()
    {
        cluster = await DoubleCluster.StartAsync();
        caller = new Caller(cluster.Nodes[0]);
    }

    public async Task DisposeAsync()
    {
        caller.Dispose();
        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_combination_that_the_server_does_not_know_is_refused()
    {
        Action<Options>[] changes =
        [
            o => o.ClearStreamOption(),
            o => o.ClearCountOption(),
            o => o.ClearFilterOption(),
            o => o.UuidOption = null,
            o => o.UuidOption.ClearContent(),
            o => o.Stream.ClearRevisionOption(),
            o => o.Stream.StreamIdentifier = null,
            o => o.Filter = Caller.Following("Casa-").Options.Filter,
            o =>
            {
                o.Subscription = new Options.Types.SubscriptionOptions();
                o.ReadDirection = Options.Types.ReadDirection.Backwards;
            },
            o =>
            {
                o.All = new Options.Types.AllOptions { Start = new Empty() };
                o.Filter = new Options.Types.FilterOptions { Max = 1, CheckpointIntervalMultiplier = 1 };
            },
            o =>
            {
                o.All = new Options.Types.AllOptions { Start = new Empty() };
                o.Filter = Caller.Following("Casa-").Options.Filter;
                o.Filter.ClearWindow();
            },
            o =>
            {
                o.All = new Options.Types.AllOptions { Start = new Empty() };
                o.Filter = Caller.Following("Casa-").Options.Filter;
                o.Filter.StreamIdentifier.Regex = "(";
            },
        ];

        foreach (var change in changes)
        {
            var request = Caller.Reading("Casa-1");
            change(request.Options);
            (await Refused.AsTextAsync(() => caller.ReadAsync(request))).Should().Be("InvalidArgument", request.ToString());
        }
    }

    [Fact]
    public async Task A_caller_that_asks_is_told_where_the_stream_ends()
    {
        await caller.AppendAsync("Casa-1", Caller.Event(data: "a"), Caller.Event(data: "b"), Caller.Event(data: "c"));
        var request = Caller.Reading("Casa-1");
        request.Options.Count = 1;
        request.Options.ControlOption = new Options.Types.ControlOption { Compatibility = 1 };

        var forwards = await caller.ReadAsync(request);
        request.Options.ReadDirection = Options.Types.ReadDirection.Backwards;
        var backwards = await caller.ReadAsync(request);

        foreach (var found in new[] { forwards, backwards })
        {
            found.Select(r => r.ContentCase).Should().Equal(ReadResp.ContentOneofCase.Event, ReadResp.ContentOneofCase.LastStreamPosition);
            found[1].LastStreamPosition.Should().Be(2);
        }
    }

    [Fact]
    public async Task Events_of_a_stream_have_no_position_on_older_servers()
    {
        await using var old = await DoubleCluster.StartAsync(new DoubleOptions { StreamReadsHavePositions = false });
        using var other = new Caller(old.Nodes[0]);
        var written = await other.AppendAsync("Casa-1", Caller.Event());
        await caller.AppendAsync("Casa-1", Caller.Event());

        var without = (await other.ReadAsync(Caller.Reading("Casa-1"))).Single().Event;
        var with = (await caller.ReadAsync(Caller.Reading("Casa-1"))).Single().Event;

        without.PositionCase.Should().Be(ReadResp.Types.ReadEvent.PositionOneofCase.NoPosition);
        without.Event.CommitPosition.Should().Be(ulong.MaxValue);
        with.CommitPosition.Should().Be(written.Success.Position.CommitPosition);
    }

    [Fact]
    public async Task A_read_of_everything_can_be_filtered()
    {
        await caller.AppendAsync("Casa-1", Caller.Event(data: "a"));
        await caller.AppendAsync("Borgo-1", Caller.Event(data: "b"));
        await caller.AppendAsync("Casa-2", Caller.Event(data: "c"), Caller.Event(data: "d"));
        var request = Caller.Following("Casa-");
        request.Options.Count = 2;

        var forwards = await caller.ReadAsync(request);
        request.Options.ReadDirection = Options.Types.ReadDirection.Backwards;
        request.Options.All.End = new Empty();
        var backwards = await caller.ReadAsync(request);

        forwards.Select(r => r.Event.Event.Data.ToStringUtf8()).Should().Equal("a", "c");
        backwards.Select(r => r.Event.Event.Data.ToStringUtf8()).Should().Equal("d", "c");
    }

    [Fact]
    public async Task A_checkpoint_comes_after_each_window_and_before_the_subscription_goes_live()
    {
        var positions = new List<ulong>();
        for (var i = 0; i < 5; i++)
        {
            positions.Add((await caller.AppendAsync("Borgo-1", Caller.Event())).Success.Position.CommitPosition);
        }

        var request = Caller.Following("Casa-");
        request.Options.All.Position = new AllStreamPosition { CommitPosition = positions[0], PreparePosition = positions[0] };
        request.Options.Filter.Max = 1;
        request.Options.Filter.CheckpointIntervalMultiplier = 3;
        using var call = caller.Streams.Read(request);

        (await NextAsync(call)).Confirmation.SubscriptionId.Should().NotBeEmpty();
        (await NextAsync(call)).Checkpoint.CommitPosition.Should().Be(positions[3]);
        (await NextAsync(call)).Checkpoint.CommitPosition.Should().Be(positions[4]);
        (await NextAsync(call)).CaughtUp.Should().NotBeNull();
        await caller.AppendAsync("Casa-1", Caller.Event(data: "new"));
        (await NextAsync(call)).Event.Event.Data.ToStringUtf8().Should().Be("new");
    }

    [Fact]
    public async Task A_caller_that_asks_is_told_where_a_stream_begins_of_which_the_first_page_is_cut()
    {
        await caller.AppendAsync("Casa-1", [.. Enumerable.Range(0, 40).Select(_ => Caller.Event())]);
        await caller.AppendAsync("$$Casa-1", Metadata("{\"$tb\":38}"));
        var request = Caller.Reading("Casa-1");
        request.Options.ControlOption = new Options.Types.ControlOption { Compatibility = 1 };

        var found = await caller.ReadAsync(request);

        found.Select(r => r.ContentCase).Should().Equal(
            ReadResp.ContentOneofCase.FirstStreamPosition,
            ReadResp.ContentOneofCase.Event,
            ReadResp.ContentOneofCase.Event,
            ReadResp.ContentOneofCase.LastStreamPosition);
        found[0].FirstStreamPosition.Should().Be(38);
    }

    [Fact]
    public async Task A_deleted_stream_that_is_written_again_keeps_its_other_metadata()
    {
        await caller.AppendAsync("Casa-1", Caller.Event(), Caller.Event());
        await caller.AppendAsync("$$Casa-1", Metadata("{\"note\":\"kept\"}"));
        await caller.Streams.DeleteAsync(new DeleteReq
        {
            Options = new DeleteReq.Types.Options { StreamIdentifier = Caller.Named("Casa-1"), Any = new Empty() },
        });
        var exists = new AppendReq.Types.Options { StreamIdentifier = Caller.Named("Casa-1"), StreamExists = new Empty() };

        (await Refused.AsTextAsync(() => caller.AppendAsync(exists, null, Caller.Event())))
            .Should().Be("FailedPrecondition exception=stream-deleted stream-name=Casa-1");
        await caller.AppendAsync("Casa-1", Caller.Event());

        (await caller.TextsAsync("$$Casa-1")).Last().Should().Be("{\"note\":\"kept\",\"$tb\":2}");
        (await caller.AppendAsync(exists, null, Caller.Event())).Success.CurrentRevision.Should().Be(3);
    }

    [Fact]
    public async Task A_position_between_two_events_is_invalid()
    {
        var written = await caller.AppendAsync("Casa-1", Caller.Event());
        var request = Caller.Following("Casa-");
        request.Options.All.Position = new AllStreamPosition { CommitPosition = written.Success.Position.CommitPosition + 1 };
        using var call = caller.Streams.Read(request);

        (await Refused.AsTextAsync(() => NextAsync(call))).Should().Be("InvalidArgument");
        request.Options.Count = 1;
        (await Refused.AsTextAsync(() => caller.ReadAsync(request))).Should().Be("InvalidArgument");
    }

    [Fact]
    public async Task A_subscription_on_an_older_server_goes_live_without_a_word()
    {
        var options = new DoubleOptions { TellsCheckpointWhenCaughtUp = false, TellsCaughtUp = false };
        await using var old = await DoubleCluster.StartAsync(options);
        using var other = new Caller(old.Nodes[0]);
        await other.AppendAsync("Borgo-1", Caller.Event());
        using var call = other.Streams.Read(Caller.Following("Casa-"));

        (await NextAsync(call)).Confirmation.Should().NotBeNull();
        await other.AppendAsync("Casa-1", Caller.Event(data: "new"));

        (await NextAsync(call)).Event.Event.Data.ToStringUtf8().Should().Be("new");
    }

    [Fact]
    public async Task A_subscriber_that_fell_behind_is_told_again_that_it_has_caught_up()
    {
        const int Many = 300;
        var request = Caller.Reading("Casa-1");
        request.Options.Subscription = new Options.Types.SubscriptionOptions();
        using var ofOne = caller.Streams.Read(request);
        using var ofAll = caller.Streams.Read(Caller.Following("Casa-"));
        foreach (var call in new[] { ofOne, ofAll })
        {
            await UntilCaughtUpAsync(call);
        }

        await caller.AppendAsync("Casa-1", [.. Enumerable.Range(0, Many).Select(_ => Caller.Event())]);

        (await UntilCaughtUpAsync(ofOne)).Should().Be(Many);
        (await UntilCaughtUpAsync(ofAll)).Should().Be(Many);
    }

    [Fact]
    public async Task A_read_can_be_cut_after_any_number_of_events()
    {
        await caller.AppendAsync("Casa-1", Caller.Event(data: "a"), Caller.Event(data: "b"), Caller.Event(data: "c"));
        cluster.CutNextRead(afterEvents: 2);
        using var call = caller.Streams.Read(Caller.Reading("Casa-1"));

        (await NextAsync(call)).Event.Event.Data.ToStringUtf8().Should().Be("a");
        (await NextAsync(call)).Event.Event.Data.ToStringUtf8().Should().Be("b");
        (await Refused.AsTextAsync(() => NextAsync(call))).Should().Be("Unavailable");
        (await caller.TextsAsync("Casa-1")).Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task A_subscription_can_be_cut_once_it_has_sent_all_there_is()
    {
        await caller.AppendAsync("Casa-1", Caller.Event());
        cluster.CutNextRead(afterEvents: 1);
        var request = Caller.Following("Casa-");
        request.Options.NoFilter = new Empty();
        request.Options.All.Position = new AllStreamPosition { CommitPosition = 0 };
        using var call = caller.Streams.Read(request);

        (await NextAsync(call)).Confirmation.Should().NotBeNull();
        (await NextAsync(call)).Event.Should().NotBeNull();
        (await NextAsync(call)).CaughtUp.Should().NotBeNull();
        (await Refused.AsTextAsync(() => NextAsync(call))).Should().Be("Unavailable");
    }

    /// <summary>How many events come before the caller has caught up.</summary>
    private static async Task<int> UntilCaughtUpAsync(Grpc.Core.AsyncServerStreamingCall<ReadResp> call)
    {
        var events = 0;
        while (await NextAsync(call) is { CaughtUp: null } next)
        {
            events += next.Event is null ? 0 : 1;
        }

        return events;
    }

    private static ProposedMessage Metadata(string json) => Caller.Event(type: "$metadata", data: json);

    internal static async Task<ReadResp> NextAsync(Grpc.Core.AsyncServerStreamingCall<ReadResp> call)
    {
        (await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Caller.Bound)).Should().BeTrue();
        return call.ResponseStream.Current;
    }
}
