namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>Which node of a cluster to talk to. Only the leader is sure to show what was just appended.</summary>
public enum NodePreference
{
    Leader,
    Follower,
    Random,
    ReadOnlyReplica,
}
