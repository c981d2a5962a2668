using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Grpc.Core;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>Tells who is in the cluster. Needs no credentials.</summary>
internal sealed class GossipService(DoubleNode node) : Gossip.GossipBase
{
    public override async Task<ClusterInfo> Read(Empty request, ServerCallContext context)
    {
        await node.Cluster.Faults.PassAsync(HoldPoint.BeforeGossip).WaitAsync(context.CancellationToken);
        return new ClusterInfo { Members = { node.Cluster.Nodes.Select(MemberOf) } };
    }

    /// <summary>Without a leader nobody knows what they are.</summary>
    private MemberInfo MemberOf(DoubleNode member) => new()
    {
        InstanceId = Wire.ToUuid(member.InstanceId, structured: true),
        TimeStamp = (node.Cluster.Options.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks,
        IsAlive = member.IsRunning,
        State = member.IsLeader ? MemberInfo.Types.VNodeState.Leader
            : member.IsRunning && node.Cluster.Leader is not null ? MemberInfo.Types.VNodeState.Follower
            : MemberInfo.Types.VNodeState.Unknown,
        HttpEndPoint = new EndPoint { Address = node.Cluster.Options.AdvertisedHost, Port = (uint)member.Port },
    };
}
