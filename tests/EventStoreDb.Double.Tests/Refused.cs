using Grpc.Core;

namespace BudgetCoaching.EventStoreDb.Double.Tests;

internal static class Refused
{
    /// <summary>The status and the trailers that a call ends with, those of the transport left out.</summary>
    public static async Task<string> AsTextAsync(Func<Task> call)
    {
        var refusal = (await call.Should().ThrowAsync<RpcException>()).Which;
        var trailers = refusal.Trailers
            .Where(t => t.Key is not ("date" or "server" or "content-length" or "content-type"))
            .Select(t => $"{t.Key}={t.Value}");
        return string.Join(' ', [refusal.StatusCode.ToString(), .. trailers]);
    }
}
