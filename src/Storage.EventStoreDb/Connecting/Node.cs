using BudgetCoaching.Storage.EventStoreDb.Appending;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Storage.EventStoreDb.Connecting;

/// <summary>The calls to one node. Its connections come and go by themselves.</summary>
internal sealed class Node : IDisposable
{
    private readonly GrpcChannel channel;
    private readonly Metadata headers;
    private readonly Gossip.GossipClient gossip;
    private readonly ServerFeatures.ServerFeaturesClient features;
    private readonly Lock gate = new();
    private Task<AppendFeatures>? asked;
    private BatchCall? batches;

    public Node(NodeAddress address, Transport transport)
    {
        Address = address;
        headers = transport.Headers;
        channel = transport.Open(address);
        Streams = new Streams.StreamsClient(channel);
        gossip = new Gossip.GossipClient(channel);
        features = new ServerFeatures.ServerFeaturesClient(channel);
    }

    public NodeAddress Address { get; }

    public Streams.StreamsClient Streams { get; }

    public CallOptions Options(CancellationToken cancel) => new(headers, deadline: null, cancel);

    public async Task<IReadOnlyList<MemberInfo>> GossipAsync(TimeSpan limit, CancellationToken cancel)
    {
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + limit;
        return (await gossip.ReadAsync(new Empty(), new CallOptions(headers, deadline, cancel))).Members;
    }

    /// <summary>What the node can do for appends: asked once, and again only if it did not answer.</summary>
    public Task<AppendFeatures> AppendFeaturesAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (asked is null || asked.IsFaulted || asked.IsCanceled)
            {
                asked = AskAsync(cancel);
            }

            return asked;
        }
    }

    /// <summary>Whatever it said.</summary>
    public void TakesNoBatches()
    {
        lock (gate)
        {
            asked = Task.FromResult(AppendFeatures.None);
        }
    }

    /// <summary>The call that appends are now sent on; a new one when the last has ended.</summary>
    public BatchCall Batches()
    {
        lock (gate)
        {
            if (batches is null || batches.HasEnded)
            {
                batches = new BatchCall(Streams.BatchAppend(Options(CancellationToken.None)));
            }

            return batches;
        }
    }

    public void Dispose()
    {
        channel.Dispose();
    }

    private async Task<AppendFeatures> AskAsync(CancellationToken cancel)
    {
        try
        {
            return AppendFeatures.Of(await features.GetSupportedMethodsAsync(new Empty(), Options(cancel)));
        }
        catch (RpcException old) when (old.StatusCode == StatusCode.Unimplemented)
        {
            return AppendFeatures.None;
        }
    }
}
