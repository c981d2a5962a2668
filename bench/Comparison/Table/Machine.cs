using System.Globalization;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace BudgetCoaching.Bench.Table;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Describe(string? postgres)
    {
        Batteries_V2.Init();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({Processor()}), {memory:0} GB, {RuntimeInformation.OSDescription.Trim()}, ")
            + $".NET {Environment.Version}, SQLite {raw.sqlite3_libversion().utf8_to_string()}, {postgres ?? "no PostgreSQL"}";
    }

    private static string Processor()
    {
        const string Name = "model name";
        return File.Exists("/proc/cpuinfo")
            && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
    }
}
