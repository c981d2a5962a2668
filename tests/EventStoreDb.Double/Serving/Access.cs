using System.Text;
using Grpc.Core;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>Who calls, and whether this node may answer.</summary>
internal sealed class Access(DoubleNode node)
{
    private static readonly DoubleUser Anyone = new("", "");

    /// <summary>Bad credentials are UNAUTHENTICATED; none at all, where some are needed, are access-denied.</summary>
    public DoubleUser UserOf(ServerCallContext context)
    {
        var users = node.Cluster.Options.Users;
        if (users.Count == 0)
        {
            return Anyone;
        }

        var sent = context.RequestHeaders.GetValue("authorization") ?? throw Refusals.AccessDenied();
        return users.FirstOrDefault(u => sent == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{u.Name}:{u.Password}")))
            ?? throw Refusals.Unauthenticated();
    }

    /// <summary>Whether this user may use this stream, or, without a name, all streams.</summary>
    public static bool IsAllowed(DoubleUser user, string? stream) =>
        user.IsAdministrator || (stream is not null && !stream.StartsWith('$'));

    public static void Check(DoubleUser user, string? stream)
    {
        if (!IsAllowed(user, stream))
        {
            throw Refusals.AccessDenied();
        }
    }

    /// <summary>A caller that wants the leader is told by anybody else where the leader is.</summary>
    public void CheckLeadership(ServerCallContext context)
    {
        if (!node.IsLeader && bool.TryParse(context.RequestHeaders.GetValue("requires-leader"), out var wanted) && wanted)
        {
            throw node.Cluster.Leader is { } leader ? Refusals.NotLeader(leader) : Refusals.NoLeader();
        }
    }

    /// <summary>As <see cref="CheckLeadership"/>; what a follower is given to write it passes on to the leader, if there is one.</summary>
    public void CheckWritable(ServerCallContext context)
    {
        CheckLeadership(context);
        if (node.Cluster.Leader is null)
        {
            throw Refusals.NotReady();
        }
    }
}
