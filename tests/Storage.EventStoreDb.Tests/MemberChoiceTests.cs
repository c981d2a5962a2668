using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using static BudgetCoaching.Storage.EventStoreDb.Protocol.MemberInfo.Types;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class MemberChoiceTests
{
    private static readonly VNodeState[] All =
        [VNodeState.Follower, VNodeState.CatchingUp, VNodeState.Leader, VNodeState.ReadOnlyReplica, VNodeState.ReadOnlyLeaderless];

    [Theory]
    [InlineData(NodePreference.Leader, "Leader,Follower,ReadOnlyReplica,ReadOnlyLeaderless")]
    [InlineData(NodePreference.Follower, "Follower,Leader,ReadOnlyReplica,ReadOnlyLeaderless")]
    [InlineData(NodePreference.ReadOnlyReplica, "ReadOnlyReplica,ReadOnlyLeaderless,Leader,Follower")]
    public void The_preferred_is_taken_then_the_next_best_and_never_one_that_cannot_be_connected_to(NodePreference preference, string order)
    {
        var left = All.ToList();
        var taken = new List<string>();
        // Each turn takes one of five away.
        while (MemberChoice.Best(left.Select(Member), preference, new Random(1)) is { } best)
        {
            var state = (VNodeState)best.Port;
            taken.Add(state.ToString());
            left.Remove(state);
        }

        string.Join(',', taken).Should().Be(order);
        left.Should().Equal(VNodeState.CatchingUp);
    }

    [Fact]
    public void Equally_good_ones_are_taken_by_chance()
    {
        var random = new Random(1);
        var members = Enumerable.Range(1, 3).Select(port => Member(VNodeState.Follower, (uint)port)).ToArray();

        var taken = Enumerable.Range(0, 100).Select(_ => MemberChoice.Best(members, NodePreference.Follower, random)!.Value.Port).Distinct();

        taken.Order().Should().Equal(1, 2, 3);
    }

    [Fact]
    public void Random_takes_any_that_can_be_connected_to()
    {
        var random = new Random(1);

        var taken = Enumerable.Range(0, 200)
            .Select(_ => (VNodeState)MemberChoice.Best(All.Select(Member), NodePreference.Random, random)!.Value.Port).Distinct();

        taken.Order().Should().Equal(
            VNodeState.Follower, VNodeState.Leader, VNodeState.ReadOnlyLeaderless, VNodeState.ReadOnlyReplica);
    }

    [Fact]
    public void The_dead_and_those_without_an_address_are_not_taken()
    {
        var dead = Member(VNodeState.Leader);
        dead.IsAlive = false;
        var nowhere = Member(VNodeState.Leader);
        nowhere.HttpEndPoint = null;

        MemberChoice.Best([dead, nowhere], NodePreference.Leader, new Random(1)).Should().BeNull();
        MemberChoice.Addresses([dead, nowhere]).Should().Equal(new NodeAddress("127.0.0.1", (int)VNodeState.Leader));
    }

    /// <summary>Its port says its state.</summary>
    private static MemberInfo Member(VNodeState state) => Member(state, (uint)state);

    private static MemberInfo Member(VNodeState state, uint port) => new()
    {
        IsAlive = true,
        State = state,
        HttpEndPoint = new EndPoint { Address = "127.0.0.1", Port = port },
    };
}
