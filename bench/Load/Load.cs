using System.Diagnostics;
using Grpc.Core;

namespace BudgetCoaching.Load.Bench;

/// <summary>
/// Makes calls: callers that each wait for their answer, or a fixed rate that waits for nothing. At a fixed rate a latency counts from when
/// the call was meant to begin, so that a slow service cannot slow the asking and hide it.
/// </summary>
internal sealed class Load(IReadOnlyList<Node> nodes, Mix mix)
{
    /// <summary>Calls under way at a fixed rate; beyond them calls begin late, which their latencies show.</summary>
    private const int UnderWayMax = 4_096;

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);

    private long number;

    /// <param name="callers">Each has one call under way, the next as soon as it is answered.</param>
    /// <param name="length">How long they go on.</param>
    /// <param name="tally">Takes what becomes of them.</param>
    public Task CloseAsync(int callers, TimeSpan length, Tally tally)
    {
        var start = Stopwatch.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < length)
            {
                await CallAsync(Stopwatch.GetTimestamp(), () => tally);
            }
        })));
    }

    /// <param name="perSecond">Calls.</param>
    /// <param name="length">How long they go on.</param>
    /// <param name="current">What takes what becomes of a call that ends now.</param>
    public async Task OpenAsync(double perSecond, TimeSpan length, Func<Tally> current)
    {
        using var room = new SemaphoreSlim(UnderWayMax);
        await Task.Factory.StartNew(
            () => Pace(perSecond, length, current, room), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var ended = Stopwatch.GetTimestamp();
        for (var back = 0; back < UnderWayMax; back++)
        {
            var left = LongestEnd - Stopwatch.GetElapsedTime(ended);
            if (!await room.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero))
            {
                throw new TimeoutException("Calls were not answered long after their deadline.");
            }
        }
    }

    private void Pace(double perSecond, TimeSpan length, Func<Tally> current, SemaphoreSlim room)
    {
        var start = Stopwatch.GetTimestamp();
        var calls = (long)(perSecond * length.TotalSeconds);
        for (var i = 0L; i < calls; i++)
        {
            var meant = start + (long)(i / perSecond * Stopwatch.Frequency);
            Pause.Until(meant);
            room.Wait();
            current().Lateness.Add(Stopwatch.GetElapsedTime(meant));
            _ = CallThenAsync(meant, current, room);
        }
    }

    private async Task CallThenAsync(long meant, Func<Tally> current, SemaphoreSlim room)
    {
        try
        {
            await CallAsync(meant, current);
        }
        finally
        {
            room.Release();
        }
    }

    private async Task CallAsync(long began, Func<Tally> current)
    {
        var n = Interlocked.Increment(ref number);
        var (kind, household, draw) = mix.Call(n);
        var node = (int)(n % nodes.Count);
        try
        {
            await kind.MakeAsync(nodes[node], household, draw);
            current().Answered(node, kind, Stopwatch.GetElapsedTime(began));
        }
        catch (RpcException failed)
        {
            current().Refuse(node, kind, failed.StatusCode);
        }
    }
}
