using BudgetCoaching.Storage.EventStoreDb.Protocol;

namespace BudgetCoaching.Storage.EventStoreDb.Connecting;

/// <summary>Whether a node takes many appends on one call, and a deadline with each as a duration.</summary>
internal sealed record AppendFeatures(bool Batches, bool Deadlines)
{
    /// <summary>Of a server that is older than the question.</summary>
    public static readonly AppendFeatures None = new(Batches: false, Deadlines: false);

    public static AppendFeatures Of(SupportedMethods supported)
    {
        var batches = supported.Methods.FirstOrDefault(method =>
            method is { MethodName: "batchappend", ServiceName: "event_store.client.streams.streams" });
        return batches is null
            ? None
            : new AppendFeatures(Batches: true, batches.Features.Contains("deadline_duration", StringComparer.Ordinal));
    }
}
