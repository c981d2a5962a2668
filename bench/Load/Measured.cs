namespace BudgetCoaching.Load.Bench;

/// <summary>A measure's value; of one that is a distribution also how often each step was seen.</summary>
/// <param name="Sum">Of all that was measured.</param>
/// <param name="Seen">One more than there are bounds; empty where the measure is one number.</param>
/// <param name="Bounds">Upper, ascending.</param>
internal sealed record Measured(double Sum, IReadOnlyList<long> Seen, IReadOnlyList<double> Bounds)
{
    public static Measured Nothing { get; } = new(0, [], []);

    public long Count => Seen.Sum();

    public Measured And(Measured other) => new(
        Sum + other.Sum,
        Seen.Count == 0 ? other.Seen : [.. Seen.Zip(other.Seen, (one, two) => one + two)],
        Bounds.Count == 0 ? other.Bounds : Bounds);

    /// <summary>What was measured since.</summary>
    public Measured Since(Measured before) => this with
    {
        Sum = Sum - before.Sum,
        Seen = before.Seen.Count == 0 ? Seen : [.. Seen.Zip(before.Seen, (now, then) => now - then)],
    };

    /// <summary>The bound that a share of all does not pass; infinity where that is past the last.</summary>
    public double At(double share)
    {
        var wanted = share * Count;
        var passed = 0L;
        for (var i = 0; i < Bounds.Count; i++)
        {
            passed += Seen[i];
            if (passed >= wanted)
            {
                return Bounds[i];
            }
        }

        return double.PositiveInfinity;
    }
}
