using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// Appends waiting for the writer: many callers put, one thread takes. Full at <see cref="Capacity"/>, then callers wait their turn.
/// </summary>
internal sealed class WriteQueue
{
    public const int Capacity = 8_192;

    /// <summary>How often the writer looks again before it sleeps: waking it costs more than a caller needs to come back.</summary>
    private const int SpinsBeforeSleep = 100;

    private readonly ConcurrentQueue<AppendCommand> commands = new();
    private readonly SemaphoreSlim slots = new(Capacity, Capacity);
    private readonly object bed = new();
    private int asleep;
    private volatile bool closed;
    private volatile bool abandoned;

    public int Count => commands.Count;

    public bool IsClosed => closed;

    public Task<AppendOutcome> Put(AppendCommand command, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(IEventStore));
        return slots.Wait(0, CancellationToken.None) ? PutNow(command) : PutLaterAsync(command, cancel);
    }

    public bool TryTake([NotNullWhen(true)] out AppendCommand? command) => commands.TryDequeue(out command);

    /// <summary>Makes room for <paramref name="count"/> further commands.</summary>
    public void Release(int count)
    {
        if (count > 0)
        {
            slots.Release(count);
        }
    }

    /// <summary>Returns when there is something to take, the queue is closed or <paramref name="timeout"/> has passed.</summary>
    /// <returns>Whether there is something to take.</returns>
    public bool WaitForWork(TimeSpan timeout)
    {
        for (var i = 0; i < SpinsBeforeSleep; i++)
        {
            if (!commands.IsEmpty)
            {
                return true;
            }

            Thread.Yield();
        }

        lock (bed)
        {
            Interlocked.Exchange(ref asleep, 1);
            if (commands.IsEmpty && !closed)
            {
                Monitor.Wait(bed, timeout);
            }

            Volatile.Write(ref asleep, 0);
        }

        return !commands.IsEmpty;
    }

    /// <summary>Refuses what comes; what is queued is still to be taken.</summary>
    public void Close()
    {
        closed = true;
        Wake();
    }

    /// <summary>The writer is gone: whatever slipped in behind <see cref="Close"/> is answered here.</summary>
    public void Abandon()
    {
        abandoned = true;
        while (commands.TryDequeue(out var command))
        {
            slots.Release();
            command.Answer(new ObjectDisposedException(nameof(IEventStore)));
        }
    }

    private async Task<AppendOutcome> PutLaterAsync(AppendCommand command, CancellationToken cancel)
    {
        await slots.WaitAsync(cancel).ConfigureAwait(false);
        return await PutNow(command).ConfigureAwait(false);
    }

    private Task<AppendOutcome> PutNow(AppendCommand command)
    {
        commands.Enqueue(command);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref asleep) == 1 && Interlocked.Exchange(ref asleep, 0) == 1)
        {
            Wake();
        }

        if (abandoned)
        {
            Abandon();
        }

        return command.Task;
    }

    private void Wake()
    {
        lock (bed)
        {
            Monitor.Pulse(bed);
        }
    }
}
