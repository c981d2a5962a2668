namespace BudgetCoaching.Bench.Table;

/// <summary>All figures of all rounds by name.</summary>
internal sealed class Findings
{
    private readonly Dictionary<string, List<double>> byName = new(StringComparer.Ordinal);

    /// <param name="found">Of one case in one round.</param>
    /// <param name="suffix">Put behind each case's name: what was different about its run.</param>
    public void Add(IEnumerable<Finding> found, string suffix = "")
    {
        foreach (var (name, value) in found)
        {
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            var full = name.Insert(dot, suffix);
            if (!byName.TryGetValue(full, out var values))
            {
                byName.Add(full, values = []);
            }

            values.Add(value);
        }
    }

    /// <summary>Null where it was not measured.</summary>
    public double? Median(string name) => byName.TryGetValue(name, out var values) ? Middle(values) : null;

    /// <summary>The median of the ratios of each round: both were measured within seconds, whatever the machine was doing.</summary>
    public double? MedianRatio(string name, string reference) =>
        byName.TryGetValue(name, out var values) && byName.TryGetValue(reference, out var references)
            ? Middle(values.Zip(references, (left, right) => left / right))
            : null;

    /// <summary>The lowest and the highest of a figure.</summary>
    public (double Low, double High)? Range(string name) =>
        byName.TryGetValue(name, out var values) ? (values.Min(), values.Max()) : null;

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
