using BudgetCoaching.EventStoreDb.Double;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

/// <summary>Opening the store as the tests want it.</summary>
internal static class Adapter
{
    /// <summary>Large enough for the largest event of the contract.</summary>
    public const int AppendBytes = 32 * 1024 * 1024;

    public static readonly string[] Categories = ["Contract", "Household"];

    public static Task<DoubleCluster> StartAsync(int nodes = 1, bool tls = false) => DoubleCluster.StartAsync(new DoubleOptions
    {
        Nodes = nodes,
        Tls = tls,
        Users = tls ? [DoubleUser.Admin] : [],
        MaxAppendSize = AppendBytes,
    });

    public static Task<EventStoreDbEventStore> OpenAsync(
        this DoubleCluster cluster, string options = "", TimeProvider? clock = null) =>
        OpenAsync(cluster.ConnectionString + options, clock);

    public static Task<EventStoreDbEventStore> OpenAsync(string connection, TimeProvider? clock = null) => EventStoreDbEventStore.OpenAsync(
        EventStoreDbOptions.Parse(connection), Categories, clock ?? TimeProvider.System, CancellationToken.None);
}
