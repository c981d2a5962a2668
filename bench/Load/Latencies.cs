using System.Numerics;

namespace BudgetCoaching.Load.Bench;

/// <summary>How often each latency was seen, in steps of 3 %: constant memory whatever the length of a run. Thread safe.</summary>
internal sealed class Latencies
{
    /// <summary>Latencies up to so many microseconds have a step each.</summary>
    private const int Exact = 64;

    /// <summary>Steps between a power of two and the next.</summary>
    private const int Steps = 32;

    /// <summary>About 12 days.</summary>
    private const int PowerMax = 40;

    private readonly long[] seen = new long[Exact + ((PowerMax - 5) * Steps)];

    public long Count => seen.Sum();

    public void Add(TimeSpan latency) => Interlocked.Increment(ref seen[StepOf((long)latency.TotalMicroseconds)]);

    public void Add(Latencies other)
    {
        for (var i = 0; i < seen.Length; i++)
        {
            seen[i] += Interlocked.Read(ref other.seen[i]);
        }
    }

    /// <summary>The latency that a share of all does not pass, as the upper edge of its step; zero when nothing was seen.</summary>
    public TimeSpan At(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        var passed = 0L;
        for (var i = 0; i < seen.Length; i++)
        {
            passed += seen[i];
            if (passed >= wanted && passed > 0)
            {
                return TimeSpan.FromMicroseconds(UpperEdge(i));
            }
        }

        return TimeSpan.Zero;
    }

    private static int StepOf(long microseconds)
    {
        if (microseconds < Exact)
        {
            return (int)Math.Max(microseconds, 0);
        }

        var power = Math.Min(63 - BitOperations.LeadingZeroCount((ulong)microseconds), PowerMax);
        return Exact + ((power - 6) * Steps) + (int)Math.Min((microseconds >> (power - 5)) - Steps, Steps - 1);
    }

    private static long UpperEdge(int step)
    {
        if (step < Exact)
        {
            return step;
        }

        var power = 6 + ((step - Exact) / Steps);
        return ((Steps + ((step - Exact) % Steps) + 1L) << (power - 5)) - 1;
    }
}
