using System.Runtime.InteropServices;

namespace BudgetCoaching.Load.Bench;

/// <summary>
/// A sequence of numbers that is the same for the same seed and number on every machine (SplitMix64), so that a run can be had again.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct Draw(int seed, long number)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state = unchecked(((ulong)seed * 0xD1342543DE82EF95) + ((ulong)number * Step * 0x2545F4914F6CDD1D));

    /// <summary>From 0 inclusive to 1 exclusive.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 inclusive to <paramref name="bound"/> exclusive.</summary>
    public int Below(int bound) => (int)(Share() * bound);

    private ulong Next()
    {
        unchecked
        {
            state += Step;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
