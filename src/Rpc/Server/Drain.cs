using Microsoft.Extensions.Hosting;

namespace BudgetCoaching.Rpc.Server;

/// <summary>How long streaming calls may go on once the host has begun to stop.</summary>
internal sealed record StreamGrace(TimeSpan Length)
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Ends streaming calls when the host stops: Kestrel waits for all calls, and a subscription would keep it waiting until it
/// aborts them. Unary calls are left to finish.
/// </summary>
internal sealed class Drain : IDisposable
{
    private readonly CancellationTokenSource over = new();
    private readonly CancellationTokenRegistration stopping;

    public Drain(StreamGrace grace, IHostApplicationLifetime? lifetime = null) =>
        stopping = lifetime?.ApplicationStopping.Register(() => over.CancelAfter(grace.Length)) ?? default;

    /// <summary>Cancelled when the grace is over.</summary>
    public CancellationToken Over => over.Token;

    public void Dispose()
    {
        stopping.Dispose();
        over.Dispose();
    }
}
