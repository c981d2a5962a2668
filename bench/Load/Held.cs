using System.Globalization;

namespace BudgetCoaching.Load.Bench;

/// <summary>What the service's process holds, as the kernel says.</summary>
/// <param name="Resident">Bytes in memory.</param>
/// <param name="Anonymous">Bytes of it that no file stands behind: the managed heap, stacks and what libraries allocate.</param>
/// <param name="Processor">Time used so far.</param>
internal readonly record struct Held(long Resident, long Anonymous, TimeSpan Processor)
{
    private const int TicksPerSecond = 100;

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

    private static long Bytes(string[] status, string name)
    {
        var line = Array.Find(status, line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
