using Google.Rpc;
using Grpc.Core;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>Calls as a careful client makes them: what may pass is tried again, on the next node, with the same request id.</summary>
internal static class Calls
{
    /// <summary>Tries of one call: a node that is being started anew is passed over many times.</summary>
    private const int TriesMax = 2_000;

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    public static async Task<T> TriedAsync<T>(IReadOnlyList<ServiceNode> nodes, int first, Func<ServiceNode, Task<T>> call)
    {
        using var limit = new CancellationTokenSource(TimeMax);
        for (var i = 0; ; i++)
        {
            try
            {
                return await call(nodes[(first + i) % nodes.Count]);
            }
            catch (RpcException failure) when (MayPass(failure) && i < TriesMax && !limit.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    public static string ReasonOf(RpcException failure) => failure.Trailers.GetValueBytes("grpc-status-details-bin") is { } details
        ? Google.Rpc.Status.Parser.ParseFrom(details).Details[0].Unpack<ErrorInfo>().Reason
        : "";

    /// <summary>A node that is away or was killed in the middle, one that does not know a new key yet, and two who write at once.</summary>
    private static bool MayPass(RpcException failure) => failure.StatusCode is StatusCode.Unavailable or StatusCode.Aborted
        or StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Unauthenticated;
}
