using System.Collections.Concurrent;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Domain;
using Grpc.Core;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Keeps one verified caller from taking what all need: calls over time, calls at once, and the size of one request. A bucket fills by the
/// rate and holds two seconds' worth. Thread safe.
/// </summary>
internal sealed class CallerLimits(AccessOptions options, TimeProvider time)
{
    /// <summary>Callers counted; beyond it those with no call under way are forgotten, and begin with a full bucket again.</summary>
    public const int CallersMax = 10_000;

    private const int BucketSeconds = 2;

    private readonly ConcurrentDictionary<(AgencyId Agency, string Actor), Count> counts = new();

    /// <summary>Takes a place for a call until it is disposed.</summary>
    /// <exception cref="RpcException">The caller is over a limit.</exception>
    public Taken Take(Caller caller, int requestBytes)
    {
        if (options.RequestBytes > 0 && requestBytes > options.RequestBytes)
        {
            throw Over("bytes", options.RequestBytes, retryAfter: null);
        }

        if (counts.Count >= CallersMax)
        {
            foreach (var (idle, _) in counts.Where(held => held.Value.IsIdle))
            {
                counts.TryRemove(idle, out _);
            }
        }

        var count = counts.GetOrAdd((caller.Agency, caller.Actor), _ => new Count(options.CallsPerSecond, time.GetTimestamp()));
        count.Take(options, time);
        return new Taken(count);
    }

    private static RpcException Over(string limit, int most, TimeSpan? retryAfter)
    {
        ApiTelemetry.LimitHit(limit);
        return ApiFault.LimitExceeded(limit, most, retryAfter);
    }

    /// <summary>A place that a call holds.</summary>
    public readonly struct Taken(Count? count) : IDisposable
    {
        public void Dispose() => count?.Release();
    }

    /// <summary>What one caller has under way and has left.</summary>
    public sealed class Count(int perSecond, long since)
    {
        private readonly Lock gate = new();
        private double left = (double)perSecond * BucketSeconds;
        private long filled = since;
        private int underWay;

        public bool IsIdle => Volatile.Read(ref underWay) == 0;

        public void Take(AccessOptions limits, TimeProvider time)
        {
            lock (gate)
            {
                if (limits.CallsAtOnce > 0 && underWay >= limits.CallsAtOnce)
                {
                    throw Over("calls_at_once", limits.CallsAtOnce, TimeSpan.FromMilliseconds(100));
                }

                if (limits.CallsPerSecond > 0)
                {
                    var now = time.GetTimestamp();
                    var gained = time.GetElapsedTime(filled, now).TotalSeconds * limits.CallsPerSecond;
                    left = Math.Min(left + gained, (double)limits.CallsPerSecond * BucketSeconds);
                    filled = now;
                    if (left < 1)
                    {
                        var wait = TimeSpan.FromSeconds((1 - left) / limits.CallsPerSecond);
                        throw Over("calls_per_second", limits.CallsPerSecond, wait);
                    }

                    left--;
                }

                underWay++;
            }
        }

        public void Release()
        {
            lock (gate)
            {
                underWay--;
            }
        }
    }
}
