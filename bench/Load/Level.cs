namespace BudgetCoaching.Load.Bench;

/// <summary>
/// Whether a figure stayed level over the minutes of a soak: its trend is the median of the slopes between any two minutes (Theil and Sen),
/// which one bad minute does not move, times the minutes, as a share of the figure's median.
/// </summary>
/// <param name="Trend">What the figure gained over the soak; below zero where it fell.</param>
/// <param name="Bound">The most that it may gain.</param>
internal sealed record Level(string Figure, double Trend, double Bound)
{
    /// <summary>At the start code is compiled and caches fill: these minutes are not judged.</summary>
    public const int MinutesOfStart = 2;

    private const double SlowerMax = 0.02;
    private const double LatencyMax = 0.25;
    private const double MemoryMax = 0.10;
    private const int MinutesMin = 3;

    public bool Holds => Trend <= Bound;

    /// <summary>Empty where the soak was too short to tell.</summary>
    public static IReadOnlyList<Level> Of(IReadOnlyList<Minute> minutes)
    {
        var judged = minutes.Skip(MinutesOfStart).ToList();
        if (judged.Count < MinutesMin)
        {
            return [];
        }

        var levels = new List<Level>
        {
            new("calls not answered in their minute", -TrendOf(judged, minute => minute.Rate), SlowerMax),
            new("p99", TrendOf(judged, minute => minute.All.At(0.99).TotalMicroseconds), LatencyMax),
        };
        if (judged.TrueForAll(minute => minute.Held is not null))
        {
            levels.Add(new Level("resident memory", TrendOf(judged, minute => minute.Held!.Value.Resident), MemoryMax));
            levels.Add(new Level("anonymous memory", TrendOf(judged, minute => minute.Held!.Value.Anonymous), MemoryMax));
        }

        return levels;
    }

    private static double TrendOf(List<Minute> minutes, Func<Minute, double> figure)
    {
        var values = minutes.ConvertAll(minute => figure(minute));
        var slopes = new List<double>();
        for (var early = 0; early < values.Count; early++)
        {
            for (var late = early + 1; late < values.Count; late++)
            {
                slopes.Add((values[late] - values[early]) / (late - early));
            }
        }

        var median = Median(values);
        return median == 0 ? 0 : Median(slopes) * (values.Count - 1) / median;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
