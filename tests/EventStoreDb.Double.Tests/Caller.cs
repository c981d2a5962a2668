using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Options = BudgetCoaching.Storage.EventStoreDb.Protocol.ReadReq.Types.Options;

namespace BudgetCoaching.EventStoreDb.Double.Tests;

/// <summary>Calls one node with bare messages, for what the official client never sends.</summary>
internal sealed class Caller(DoubleNode node) : IDisposable
{
    /// <summary>Longest wait for what must come.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static readonly Metadata Leader = new() { { "requires-leader", "True" } };

    private readonly GrpcChannel channel = GrpcChannel.ForAddress("http://" + node.Address);

    public Streams.StreamsClient Streams => new(channel);

    public Gossip.GossipClient Gossip => new(channel);

    public ServerFeatures.ServerFeaturesClient Features => new(channel);

    public static StreamIdentifier Named(string stream) => new() { StreamName = ByteString.CopyFromUtf8(stream) };

    public static ProposedMessage Event(Guid? id = null, string type = "Counted", string data = "") => new()
    {
        Id = new UUID { String = (id ?? Guid.NewGuid()).ToString() },
        Metadata = { ["type"] = type, ["content-type"] = "application/octet-stream" },
        Data = ByteString.CopyFromUtf8(data),
    };

    /// <summary>A read of all of one stream, in ids as text.</summary>
    public static ReadReq Reading(string stream) => new()
    {
        Options = new Options
        {
            Stream = new Options.Types.StreamOptions { StreamIdentifier = Named(stream), Start = new Empty() },
            Count = long.MaxValue,
            NoFilter = new Empty(),
            UuidOption = new Options.Types.UUIDOption { String = new Empty() },
        },
    };

    /// <summary>A subscription to everything from the start, by the names of streams.</summary>
    public static ReadReq Following(string prefix) => new()
    {
        Options = new Options
        {
            All = new Options.Types.AllOptions { Start = new Empty() },
            Subscription = new Options.Types.SubscriptionOptions(),
            Filter = new Options.Types.FilterOptions
            {
                StreamIdentifier = new Options.Types.FilterOptions.Types.Expression { Prefix = { prefix } },
                Max = 100,
                CheckpointIntervalMultiplier = 1,
            },
            UuidOption = new Options.Types.UUIDOption { String = new Empty() },
        },
    };

    /// <summary>Appends to a stream that must stand where the header says.</summary>
    public async Task<AppendResp> AppendAsync(AppendReq.Types.Options header, Metadata? headers, params ProposedMessage[] events)
    {
        using var call = Streams.Append(headers, cancellationToken: new CancellationTokenSource(Bound).Token);
        await call.RequestStream.WriteAsync(new AppendReq { Options = header });
        foreach (var one in events)
        {
            await call.RequestStream.WriteAsync(new AppendReq { ProposedMessage = one });
        }

        await call.RequestStream.CompleteAsync();
        return await call;
    }

    public Task<AppendResp> AppendAsync(string stream, params ProposedMessage[] events) =>
        AppendAsync(new AppendReq.Types.Options { StreamIdentifier = Named(stream), Any = new Empty() }, null, events);

    public async Task<List<ReadResp>> ReadAsync(ReadReq request)
    {
        using var call = Streams.Read(request, cancellationToken: new CancellationTokenSource(Bound).Token);
        var found = new List<ReadResp>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            found.Add(call.ResponseStream.Current);
        }

        return found;
    }

    /// <summary>The data of the events of one stream.</summary>
    public async Task<IEnumerable<string>> TextsAsync(string stream) =>
        (await ReadAsync(Reading(stream))).Where(r => r.Event is not null).Select(r => r.Event.Event.Data.ToStringUtf8());

    public void Dispose() => channel.Dispose();
}
