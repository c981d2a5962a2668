using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Grpc.Core;
using State = BudgetCoaching.Storage.EventStoreDb.Protocol.MemberInfo.Types.VNodeState;

namespace BudgetCoaching.EventStoreDb.Double.Tests;

public sealed class ClusterTests : IAsyncLifetime
{
    private DoubleCluster cluster = null!;
    private Caller[] callers = null!;

    public async Task InitializeAsync()
    {
        cluster = await DoubleCluster.StartAsync(nodes: 3);
        callers = [.. cluster.Nodes.Select(n => new Caller(n))];
    }

    public async Task DisposeAsync()
    {
        foreach (var caller in callers)
        {
            caller.Dispose();
        }

        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task Each_node_tells_who_is_there_and_who_leads()
    {
        (await StatesAsync(1)).Should().Equal(State.Leader, State.Follower, State.Follower);

        cluster.Elect(2);
        (await StatesAsync(1)).Should().Equal(State.Follower, State.Follower, State.Leader);

        cluster.Depose();
        (await StatesAsync(1)).Should().Equal(State.Unknown, State.Unknown, State.Unknown);

        var members = (await callers[0].Gossip.ReadAsync(new Empty())).Members;
        members.Select(m => (int)m.HttpEndPoint.Port).Should().Equal(cluster.Nodes.Select(n => n.Port));
        members.Should().OnlyContain(m => m.IsAlive && m.HttpEndPoint.Address == "127.0.0.1");
    }

    [Fact]
    public async Task A_leader_that_is_stopped_leaves_none_until_the_next_election()
    {
        await callers[0].AppendAsync("Casa-1", Caller.Event(data: "before"));

        await cluster.Nodes[0].StopAsync();

        cluster.Leader.Should().BeNull();
        (await callers[1].Gossip.ReadAsync(new Empty())).Members.Select(m => m.IsAlive).Should().Equal(false, true, true);
        (await Refused.AsTextAsync(() => callers[1].AppendAsync("Casa-1", Caller.Event()))).Should().Be("Unavailable");
        (await Refused.AsTextAsync(() => LeaderAppendAsync(1))).Should().Be("Unknown");
        (await Refused.AsTextAsync(() => callers[0].TextsAsync("Casa-1"))).Should().Be("Unavailable");

        cluster.Elect(1);
        await LeaderAppendAsync(1);
        (await callers[2].TextsAsync("Casa-1")).Should().Equal("before", "");
    }

    [Fact]
    public async Task A_node_comes_back_at_its_address_with_all_that_was_written()
    {
        var node = cluster.Nodes[0];
        var address = node.Address;
        using var subscription = callers[0].Streams.Read(Caller.Following("Casa-"));
        await ReadProtocolTests.NextAsync(subscription);
        await node.StopAsync();
        cluster.Elect(1);
        await LeaderAppendAsync(1);

        await node.StartAsync();

        node.Address.Should().Be(address);
        node.IsLeader.Should().BeFalse();
        (await Refused.AsTextAsync(async () =>
        {
            while (await subscription.ResponseStream.MoveNext(CancellationToken.None))
            {
                subscription.ResponseStream.Current.Event.Should().BeNull();
            }
        })).Should().Be("Unavailable");
        using var again = new Caller(node);
        (await again.TextsAsync("Casa-1")).Should().Equal("");
        (await Refused.AsTextAsync(() => again.AppendAsync(Header("Casa-1"), Caller.Leader, Caller.Event()))).Should().Be(
            $"NotFound exception=not-leader leader-endpoint-host=127.0.0.1 leader-endpoint-port={cluster.Nodes[1].Port}");
    }

    [Fact]
    public async Task A_node_that_lags_shows_nothing_new_until_it_catches_up()
    {
        await callers[0].AppendAsync("Casa-1", Caller.Event(data: "a"));
        cluster.Nodes[2].Lag();
        await callers[0].AppendAsync("Casa-1", Caller.Event(data: "b"));
        using var subscription = callers[2].Streams.Read(Caller.Following("Casa-"));
        await ReadProtocolTests.NextAsync(subscription);

        (await callers[1].TextsAsync("Casa-1")).Should().Equal("a", "b");
        (await callers[2].TextsAsync("Casa-1")).Should().Equal("a");
        (await ReadProtocolTests.NextAsync(subscription)).Event.Event.Data.ToStringUtf8().Should().Be("a");
        (await ReadProtocolTests.NextAsync(subscription)).Checkpoint.Should().NotBeNull();
        (await ReadProtocolTests.NextAsync(subscription)).CaughtUp.Should().NotBeNull();

        cluster.Nodes[2].CatchUp();
        (await ReadProtocolTests.NextAsync(subscription)).Event.Event.Data.ToStringUtf8().Should().Be("b");
        (await callers[2].TextsAsync("Casa-1")).Should().Equal("a", "b");
    }

    [Fact]
    public async Task An_elected_node_has_all_that_was_acknowledged_and_a_leader_does_not_lag()
    {
        cluster.Nodes[2].Lag();
        await callers[0].AppendAsync("Casa-1", Caller.Event(data: "a"));

        cluster.Elect(2);

        (await callers[2].TextsAsync("Casa-1")).Should().Equal("a");
        cluster.Nodes[2].Invoking(n => n.Lag()).Should().Throw<InvalidOperationException>();
    }

    [Theory]
    [InlineData(AppendFault.Busy, "Unavailable", false)]
    [InlineData(AppendFault.TimedOutBeforeCommit, "Aborted", false)]
    [InlineData(AppendFault.TimedOutAfterCommit, "Aborted", true)]
    [InlineData(AppendFault.CutBeforeCommit, "Unavailable", false)]
    [InlineData(AppendFault.CutAfterCommit, "Unavailable", true)]
    public async Task An_append_that_fails_is_written_or_not_and_its_repeat_writes_it_once(
        AppendFault fault, string status, bool isWritten)
    {
        var one = Caller.Event(data: "once");
        cluster.FailNextAppend(fault);

        (await Refused.AsTextAsync(() => callers[0].AppendAsync("Casa-1", one))).Should().Be(status);

        (await callers[1].TextsAsync("Casa-1")).Should().Equal(isWritten ? ["once"] : []);
        (await callers[0].AppendAsync("Casa-1", one)).Success.CurrentRevision.Should().Be(0);
        (await callers[1].TextsAsync("Casa-1")).Should().Equal("once");
    }

    [Fact]
    public async Task An_append_that_is_never_answered_is_written_and_lasts_until_its_caller_gives_up()
    {
        using var gone = new CancellationTokenSource();
        using var subscription = callers[1].Streams.Read(Caller.Following("Casa-"));
        cluster.FailNextAppend(AppendFault.SilentAfterCommit);
        using var call = callers[0].Streams.Append(cancellationToken: gone.Token);
        await call.RequestStream.WriteAsync(new AppendReq { Options = Header("Casa-1") });
        await call.RequestStream.WriteAsync(new AppendReq { ProposedMessage = Caller.Event(data: "written") });
        await call.RequestStream.CompleteAsync();

        (await NextTextAsync(subscription)).Should().Be("written");
        call.ResponseAsync.IsCompleted.Should().BeFalse();
        await gone.CancelAsync();
        (await Refused.AsTextAsync(async () => await call)).Should().Be("Cancelled");
    }

    [Fact]
    public async Task An_append_that_is_held_is_written_when_the_gate_opens_though_its_caller_has_gone()
    {
        using var gone = new CancellationTokenSource();
        using var subscription = callers[1].Streams.Read(Caller.Following("Casa-"));
        var held = cluster.Hold(HoldPoint.BeforeCommit);
        using var call = callers[0].Streams.Append(cancellationToken: gone.Token);
        await call.RequestStream.WriteAsync(new AppendReq { Options = Header("Casa-1") });
        await call.RequestStream.WriteAsync(new AppendReq { ProposedMessage = Caller.Event(data: "late") });
        await call.RequestStream.CompleteAsync();
        await held.Reached.WaitAsync(Caller.Bound);
        await gone.CancelAsync();
        (await Refused.AsTextAsync(async () => await call)).Should().Be("Cancelled");
        (await callers[0].TextsAsync("Casa-1")).Should().BeEmpty();

        held.Open();

        (await NextTextAsync(subscription)).Should().Be("late");
    }

    [Fact]
    public async Task An_append_that_is_held_while_another_is_elected_is_not_written()
    {
        using var held = cluster.Hold(HoldPoint.BeforeCommit);
        var append = LeaderAppendAsync(0);
        await held.Reached.WaitAsync(Caller.Bound);
        cluster.Elect(1);
        held.Open();

        (await Refused.AsTextAsync(() => append)).Should().StartWith("NotFound exception=not-leader");
        (await callers[1].TextsAsync("Casa-1")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_gate_can_hold_reads_gossip_and_answers()
    {
        using (var reads = cluster.Hold(HoldPoint.BeforeRead))
        {
            var read = callers[0].TextsAsync("Casa-1");
            await reads.Reached.WaitAsync(Caller.Bound);
            await callers[0].AppendAsync("Casa-1", Caller.Event(data: "a"));
            reads.Open();
            (await read).Should().Equal("a");
        }

        using (var gossip = cluster.Hold(HoldPoint.BeforeGossip))
        {
            var states = StatesAsync(0);
            await gossip.Reached.WaitAsync(Caller.Bound);
            cluster.Elect(2);
            gossip.Open();
            (await states).Should().Equal(State.Follower, State.Follower, State.Leader);
        }

        using var answers = cluster.Hold(HoldPoint.BeforeAnswer);
        var append = callers[0].AppendAsync("Casa-1", Caller.Event(data: "b"));
        await answers.Reached.WaitAsync(Caller.Bound);
        (await callers[0].TextsAsync("Casa-1")).Should().Equal("a", "b");
        append.IsCompleted.Should().BeFalse();
        answers.Open();
        (await append).Success.CurrentRevision.Should().Be(1);
    }

    [Fact]
    public async Task Connections_that_are_cut_can_be_made_again()
    {
        using var subscription = callers[0].Streams.Read(Caller.Following("Casa-"));
        await ReadProtocolTests.NextAsync(subscription);

        cluster.Nodes[0].CutConnections();

        (await Refused.AsTextAsync(async () =>
        {
            while (await subscription.ResponseStream.MoveNext(CancellationToken.None))
            {
                subscription.ResponseStream.Current.Event.Should().BeNull();
            }
        })).Should().Be("Unavailable");
        (await callers[0].TextsAsync("Casa-1")).Should().BeEmpty();
    }

    /// <summary>The data of the next event, whatever is told between.</summary>
    private static async Task<string> NextTextAsync(AsyncServerStreamingCall<ReadResp> subscription)
    {
        ReadResp next;
        do
        {
            next = await ReadProtocolTests.NextAsync(subscription);
        }
        while (next.Event is null);

        return next.Event.Event.Data.ToStringUtf8();
    }

    private static AppendReq.Types.Options Header(string stream) => new() { StreamIdentifier = Caller.Named(stream), Any = new Empty() };

    private Task<AppendResp> LeaderAppendAsync(int node) => callers[node].AppendAsync(Header("Casa-1"), Caller.Leader, Caller.Event());

    private async Task<IEnumerable<State>> StatesAsync(int asked) =>
        (await callers[asked].Gossip.ReadAsync(new Empty())).Members.Select(m => m.State);
}
