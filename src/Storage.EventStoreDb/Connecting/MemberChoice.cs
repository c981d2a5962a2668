using BudgetCoaching.Storage.EventStoreDb.Protocol;
using State = BudgetCoaching.Storage.EventStoreDb.Protocol.MemberInfo.Types.VNodeState;

namespace BudgetCoaching.Storage.EventStoreDb.Connecting;

/// <summary>Which of the nodes that a gossip names to connect to.</summary>
internal static class MemberChoice
{
    /// <summary>What each preference takes, the best first; whatever is alive and listed here can be connected to.</summary>
    private static State[] OrderOf(NodePreference preference) => preference switch
    {
        NodePreference.Follower => [State.Follower, State.Leader, State.ReadOnlyReplica, State.ReadOnlyLeaderless],
        NodePreference.ReadOnlyReplica => [State.ReadOnlyReplica, State.ReadOnlyLeaderless, State.Leader, State.Follower],
        _ => [State.Leader, State.Follower, State.ReadOnlyReplica, State.ReadOnlyLeaderless],
    };

    /// <summary>The best member, any of those that are equally good; null when none can be connected to.</summary>
    public static NodeAddress? Best(IEnumerable<MemberInfo> members, NodePreference preference, Random random)
    {
        var order = OrderOf(preference);
        var best = members
            .Where(member => member.IsAlive && order.Contains(member.State) && IsAddress(member.HttpEndPoint))
            .GroupBy(member => preference == NodePreference.Random ? 0 : Array.IndexOf(order, member.State))
            .MinBy(group => group.Key)?.ToArray();
        return best is null ? null : AddressOf(best[random.Next(best.Length)].HttpEndPoint);
    }

    public static IEnumerable<NodeAddress> Addresses(IEnumerable<MemberInfo> members) =>
        members.Where(member => IsAddress(member.HttpEndPoint)).Select(member => AddressOf(member.HttpEndPoint));

    private static bool IsAddress(EndPoint? endPoint) =>
        endPoint is { Port: > 0 and <= ushort.MaxValue } && Uri.CheckHostName(endPoint.Address) != UriHostNameType.Unknown;

    private static NodeAddress AddressOf(EndPoint endPoint) => new(endPoint.Address, (int)endPoint.Port);
}
