using System.Diagnostics;

namespace BudgetCoaching.Load.Bench;

/// <summary>A twentieth of a soak.</summary>
/// <param name="Ended">Since the beginning of the soak.</param>
/// <param name="Length">Of this one.</param>
/// <param name="Held">By all nodes together, the mean of what was seen every second; null where their processes are not known.</param>
/// <param name="Processor">Of all nodes together, in this time.</param>
internal sealed record Stretch(TimeSpan Ended, TimeSpan Length, Tally Tally, Held? Held, TimeSpan Processor)
{
    public Latencies All { get; } = Tally.Of((_, _) => true);

    public double Rate => All.Count / Length.TotalSeconds;
}

/// <summary>Holds a rate for long and looks at every twentieth of it.</summary>
internal static class Soak
{
    public const int Stretches = 20;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <param name="load">What calls.</param>
    /// <param name="perSecond">Calls.</param>
    /// <param name="length">Of all.</param>
    /// <param name="watched">The nodes' processes; empty where they are not known.</param>
    /// <param name="nodes">How many there are.</param>
    /// <param name="seen">Told each stretch as it ends.</param>
    /// <param name="cancel">Ends looking; calls under way are left.</param>
    public static async Task<IReadOnlyList<Stretch>> RunAsync(
        Load load,
        double perSecond,
        TimeSpan length,
        IReadOnlyList<Watched> watched,
        int nodes,
        Action<Stretch> seen,
        CancellationToken cancel)
    {
        var stretches = new List<Stretch>();
        var current = new Tally(nodes);
        var part = length / Stretches;
        var start = Stopwatch.GetTimestamp();
        var calls = load.OpenAsync(perSecond, length, () => Volatile.Read(ref current));
        while (stretches.Count < Stretches)
        {
            var looks = new List<Held> { Held.Of(watched) };
            var ends = part * (stretches.Count + 1);
            while (Stopwatch.GetElapsedTime(start) < ends)
            {
                var left = ends - Stopwatch.GetElapsedTime(start);
                left = left < LookEvery ? left : LookEvery;
                await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancel);
                looks.Add(Held.Of(watched));
            }

            var ended = Interlocked.Exchange(ref current, new Tally(nodes));
            var stretch = new Stretch(
                ends, part, ended, watched.Count > 0 ? Held.Mean(looks) : null, looks[^1].Processor - looks[0].Processor);
            stretches.Add(stretch);
            seen(stretch);
        }

        await calls;
        return stretches;
    }
}
