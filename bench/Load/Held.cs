using System.Globalization;

namespace BudgetCoaching.Load.Bench;

/// <summary>What a process holds, as the kernel says.</summary>
/// <param name="Resident">Bytes in memory.</param>
/// <param name="Anonymous">Bytes of it that no file stands behind: the managed heap, stacks and what libraries allocate.</param>
/// <param name="Processor">Time used so far.</param>
internal readonly record struct Held(long Resident, long Anonymous, TimeSpan Processor)
{
    private const int TicksPerSecond = 100;
    private const long Kibibyte = 1024;

    /// <param name="process">On this machine.</param>
    public static Held Of(int process)
    {
        var folder = $"/proc/{process.ToString(CultureInfo.InvariantCulture)}";
        var status = File.ReadAllLines($"{folder}/status");
        var text = File.ReadAllText($"{folder}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return new Held(Bytes(status, "VmRSS:"), Bytes(status, "RssAnon:"), TimeSpan.FromSeconds((double)ticks / TicksPerSecond));
    }

    /// <summary>By some processes together.</summary>
    public static Held Of(IEnumerable<Watched> watched) => watched.Select(one => Of(one.Process)).Aggregate(
        default(Held),
        (sum, one) => new Held(sum.Resident + one.Resident, sum.Anonymous + one.Anonymous, sum.Processor + one.Processor));

    /// <summary>The mean of what was seen, with the last processor time.</summary>
    public static Held Mean(IReadOnlyList<Held> looks) => new(
        (long)looks.Average(look => look.Resident), (long)looks.Average(look => look.Anonymous), looks[^1].Processor);

    private static long Bytes(string[] status, string name)
    {
        var line = Array.Find(status, line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.AsSpan(name.Length).TrimEnd("kB"), CultureInfo.InvariantCulture) * Kibibyte;
    }
}
