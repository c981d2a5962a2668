using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Grpc.Core;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>Tells what this server can do. Needs no credentials.</summary>
internal sealed class FeaturesService(DoubleNode node) : ServerFeatures.ServerFeaturesBase
{
    private const string StreamsName = "event_store.client.streams.streams";

    public override Task<SupportedMethods> GetSupportedMethods(Empty request, ServerCallContext context)
    {
        var options = node.Cluster.Options;
        if (!options.HasFeatures)
        {
            throw new RpcException(new Status(StatusCode.Unimplemented, "Service is unimplemented."));
        }

        var answer = new SupportedMethods { EventStoreServerVersion = options.Version };
        foreach (var method in new[] { "read", "append", "delete", "tombstone" })
        {
            answer.Methods.Add(new SupportedMethod { ServiceName = StreamsName, MethodName = method });
        }

        if (options.HasBatchAppend || options.ListsBatchAppendAnyway)
        {
            var batch = new SupportedMethod { ServiceName = StreamsName, MethodName = "batchappend" };
            if (options.HasDeadlineDuration)
            {
                batch.Features.Add("deadline_duration");
            }

            answer.Methods.Add(batch);
        }

        answer.Methods.Add(new SupportedMethod { ServiceName = "event_store.client.gossip.gossip", MethodName = "read" });
        answer.Methods.Add(new SupportedMethod
        {
            ServiceName = "event_store.client.server_features.serverfeatures", MethodName = "getsupportedmethods",
        });
        return Task.FromResult(answer);
    }
}
