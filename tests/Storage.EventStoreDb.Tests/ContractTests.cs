using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage.Contract;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

/// <summary>The contract of every store, over a store that other processes may write too.</summary>
public abstract class EventStoreDbContract : DurableEventStoreContract
{
    protected override bool OrdersTimesAlongLog => false;

    protected override bool KnowsIdsOfOtherStreams => false;

    protected override async Task CloseAsync(IEventStore store) => await ((EventStoreDbEventStore)store).DisposeAsync();
}

/// <summary>All tests of a class share a cluster, as they would share a real one.</summary>
public abstract class SharedDouble(int nodes, bool tls) : IAsyncLifetime
{
    public DoubleCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await Adapter.StartAsync(nodes, tls);

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}

public sealed class PlainDouble() : SharedDouble(nodes: 1, tls: false);

public sealed class SecureDouble() : SharedDouble(nodes: 3, tls: true);

public sealed class A_single_node_without_tls(PlainDouble shared) : EventStoreDbContract, IClassFixture<PlainDouble>
{
    protected override async Task<IEventStore> OpenAsync() => await shared.Cluster.OpenAsync();
}

public sealed class A_cluster_with_tls_and_a_password(SecureDouble shared) : EventStoreDbContract, IClassFixture<SecureDouble>
{
    protected override async Task<IEventStore> OpenAsync() => await shared.Cluster.OpenAsync();
}
