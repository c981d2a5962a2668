using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Errors;
using Grpc.Core;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Counts the calls that are being served, so that a stop can wait for them, and refuses those that come meanwhile: while a connection is
/// open, a refusal with a reason is more to a caller than one that breaks. Health and reflection go on. Thread safe.
/// </summary>
internal sealed class CallsUnderWay(IHostApplicationLifetime lifetime)
{
    private readonly TaskCompletionSource none = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;

    private bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <returns>To be disposed at the call's end.</returns>
    /// <exception cref="RpcException">The service is stopping.</exception>
    public Begun Begin(ServerCallContext context)
    {
        if (CallerInterceptor.IsOpen(context))
        {
            return default;
        }

        // Counted first: a stop that finds none under way can be sure that every later one sees it.
        Interlocked.Increment(ref count);
        if (!IsStopping)
        {
            return new Begun(this);
        }

        End();
        throw ApiFault.Stopping();
    }

    /// <summary>Once the service is stopping: ends with the last call, or when it is cancelled.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref count) > 0)
        {
            await none.Task.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void End()
    {
        if (Interlocked.Decrement(ref count) == 0 && IsStopping)
        {
            none.TrySetResult();
        }
    }

    /// <summary>A call that is being served; nothing for one that is not counted.</summary>
    public readonly struct Begun(CallsUnderWay? calls) : IDisposable
    {
        public void Dispose() => calls?.End();
    }
}
