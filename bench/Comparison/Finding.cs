using System.Globalization;

namespace BudgetCoaching.Bench;

/// <summary>One figure under its name, as a case's process tells it to the table: a line <c>= append-64.rate 71600.5</c>.</summary>
internal readonly record struct Finding(string Name, double Value)
{
    private const string Mark = "= ";

    /// <summary>Tells all that was measured of a case.</summary>
    public static void Tell(string name, Measurement measured)
    {
        Tell($"{name}.rate", measured.Rate);
        Tell($"{name}.p50", measured.P50);
        Tell($"{name}.p99", measured.P99);
        Tell($"{name}.cpu", measured.Cpu);
        Tell($"{name}.bytes", measured.Bytes);
    }

    public static void Tell(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mark}{name} {value:R}"));

    /// <summary>Null for a line that is none.</summary>
    public static Finding? Read(string line)
    {
        var parts = line.Split(' ');
        return line.StartsWith(Mark, StringComparison.Ordinal) && parts.Length == 3
            ? new Finding(parts[1], double.Parse(parts[2], CultureInfo.InvariantCulture))
            : null;
    }
}
