using BudgetCoaching.Rpc.Wire;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Client;

/// <summary>
/// The streamed requests of a call that may be retried: each goes to the attempt under way and is kept for the next, until the
/// call is committed or they grow too long. One semaphore orders writes, replays and the waits between attempts.
/// </summary>
internal sealed class KeptRequests<T>(Retries retries) : IClientStreamWriter<T>
    where T : class
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly List<(byte[] Frame, WriteFlags Flags)> kept = [];
    private PushContent<T>? target;
    private long length;
    private bool isComplete;
    private bool isSettled;
    private int writing;

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>Whether more was written than may be kept: the attempt under way is the last.</summary>
    public bool IsTooLong { get; private set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref writing, 1) == 1)
        {
            throw new InvalidOperationException("The write before has not ended: one write at a time.");
        }

        await turn.WaitAsync(CancellationToken.None);
        try
        {
            if (isComplete)
            {
                throw new InvalidOperationException("The request stream has been completed.");
            }

            target!.WriteOptions = WriteOptions ?? target.WriteOptions;
            if (isSettled || IsTooLong)
            {
                await target.WriteAsync(message, cancellationToken);
            }
            else
            {
                await KeepAndSendAsync(message, cancellationToken);
            }
        }
        finally
        {
            turn.Release();
            Volatile.Write(ref writing, 0);
        }
    }

    public async Task CompleteAsync()
    {
        await turn.WaitAsync();
        isComplete = true;
        await target!.CompleteAsync();
        turn.Release();
    }

    /// <summary>Makes writes wait: the attempt has failed and the next is not there yet.</summary>
    public Task HoldAsync() => turn.WaitAsync();

    public async Task ReplayAsync(PushContent<T> next)
    {
        await HoldAsync();
        await ReplayHeldAsync(next);
    }

    /// <summary>Sends everything again, then lets writes go on.</summary>
    public async Task ReplayHeldAsync(PushContent<T> next)
    {
        target = next;
        try
        {
            foreach (var (frame, flags) in kept)
            {
                await next.SendAsync(frame, flags);
            }

            if (isComplete)
            {
                await next.CompleteAsync();
            }
        }
        catch (Exception e) when (IsOfAttempt(e))
        {
            // The attempt's own status says what is wrong, and whether there is another.
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Keeps nothing any more: the attempt under way has been committed.</summary>
    public async Task SettleAsync()
    {
        await turn.WaitAsync();
        isSettled = true;
        Forget();
        turn.Release();
    }

    private static bool IsOfAttempt(Exception e) => e is RpcException or InvalidOperationException || Failures.IsOfTransport(e);

    private async Task KeepAndSendAsync(T message, CancellationToken cancel)
    {
        var (frame, flags) = target!.Frame(message);
        if (length + frame.Length > retries.LongestOfCall || !retries.TryKeep(frame.Length))
        {
            IsTooLong = true;
            Forget();
            await target.SendAsync(frame, flags, cancel);
            return;
        }

        length += frame.Length;
        kept.Add((frame, flags));
        try
        {
            await target.SendAsync(frame, flags, cancel);
        }
        catch (Exception e) when (IsOfAttempt(e) && !cancel.IsCancellationRequested)
        {
            // It is kept: the next attempt sends it, and if there is none, the next write fails.
        }
    }

    private void Forget()
    {
        kept.Clear();
        retries.Drop(length);
        length = 0;
    }
}
