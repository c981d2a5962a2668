namespace BudgetCoaching.Load.Bench;

/// <summary>
/// Whether a figure stayed level over a soak: what it was in the last quarter beside what it was in the second. In the first quarter code
/// is compiled and caches fill; it is not judged.
/// </summary>
/// <param name="Figure">Of what.</param>
/// <param name="Second">In the second quarter.</param>
/// <param name="Last">In the last quarter.</param>
/// <param name="Limit">The most that it may have gained, as a share of what it was.</param>
internal sealed record Level(string Figure, double Second, double Last, double Limit)
{
    private const double SlowerMax = 0.02;
    private const double LatencyMax = 0.25;
    private const double MemoryMax = 0.10;
    private const double Mebibyte = 1024 * 1024;

    public double Change => Second == 0 ? 0 : (Last - Second) / Second;

    public bool Holds => Limit < 0 ? Change >= Limit : Change <= Limit;

    public static IReadOnlyList<Level> Of(IReadOnlyList<Stretch> stretches)
    {
        var quarter = stretches.Count / 4;
        var second = stretches.Skip(quarter).Take(quarter).ToList();
        var last = stretches.TakeLast(quarter).ToList();
        var levels = new List<Level>
        {
            Between("calls/s", stretch => stretch.Average(one => one.Rate), -SlowerMax),
            Between("p50, ms", stretch => Share(stretch, 0.5), LatencyMax),
            Between("p99, ms", stretch => Share(stretch, 0.99), LatencyMax),
        };
        if (stretches.All(stretch => stretch.Held is not null))
        {
            levels.Add(Between("resident MB", stretch => stretch.Average(one => one.Held!.Value.Resident / Mebibyte), MemoryMax));
            levels.Add(Between("anonymous MB", stretch => stretch.Average(one => one.Held!.Value.Anonymous / Mebibyte), MemoryMax));
        }

        return levels;

        Level Between(string figure, Func<List<Stretch>, double> of, double limit) => new(figure, of(second), of(last), limit);
    }

    /// <summary>Of all calls of the stretches together, in milliseconds.</summary>
    private static double Share(List<Stretch> stretches, double share)
    {
        var all = new Latencies();
        stretches.ForEach(stretch => all.Add(stretch.All));
        return all.At(share).TotalMilliseconds;
    }
}
