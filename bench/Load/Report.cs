using System.Globalization;

namespace BudgetCoaching.Load.Bench;

/// <summary>Tells what was measured as Markdown.</summary>
internal static class Report
{
    private const double Mebibyte = 1024 * 1024;

    public static void Case(string title, Tally tally, TimeSpan length, TimeSpan processor)
    {
        Say($"### {title}");
        Say($"");
        Say($"| call | calls/s | p50 | p99 | p99.9 | errors |");
        Say($"| --- | --: | --: | --: | --: | --- |");
        foreach (var kind in Mix.Kinds)
        {
            Row(kind.Name, tally, length, other => other == kind);
        }

        Row("**questions**", tally, length, kind => kind.IsRead);
        Row("**facts**", tally, length, kind => !kind.IsRead);
        Row("**all**", tally, length, _ => true);
        Say($"");
        if (processor > TimeSpan.Zero)
        {
            var calls = Math.Max(tally.Of(_ => true).Count, 1);
            Say($"Processor time of the service: {processor.TotalMicroseconds / calls:F0} µs a call, {processor / length:P0} of a core.");
            Say($"");
        }

        if (tally.Lateness.Count > 0)
        {
            Say($"Calls were begun {Text(tally.Lateness.At(0.5))} (p50) and {Text(tally.Lateness.At(0.99))} (p99) late, which is in each latency.");
            Say($"");
        }
    }

    public static void Minutes(IReadOnlyList<Minute> minutes)
    {
        Say($"| minute | calls/s | p50 | p99 | p99.9 | errors | resident MB | anonymous MB | core |");
        Say($"| --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        foreach (var minute in minutes)
        {
            var held = minute.Held ?? default;
            Say(
                $"| {minute.Number} | {minute.Rate:F1} | {Three(minute.All)} | {minute.Tally.RefusedCount} | {held.Resident / Mebibyte:F0} | {held.Anonymous / Mebibyte:F0} | {minute.Processor / minute.Length:P0} |");
        }

        Say($"");
    }

    /// <returns>Whether all of them hold.</returns>
    public static bool Levels(IReadOnlyList<Level> levels)
    {
        Say($"| figure | trend over the soak | bound | verdict |");
        Say($"| --- | --: | --: | --- |");
        foreach (var level in levels)
        {
            Say($"| {level.Figure} | {level.Trend:+0.0%;-0.0%;0.0%} | ≤ {level.Bound:P0} | {(level.Holds ? "level" : "NOT LEVEL")} |");
        }

        Say($"");
        return levels.All(level => level.Holds);
    }

    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Row(string name, Tally tally, TimeSpan length, Func<CallKind, bool> counts)
    {
        var latencies = tally.Of(counts);
        var errors = tally.Refused.Where(one => counts(one.Key.Kind)).GroupBy(one => one.Key.Code)
            .Select(code => $"{code.Key} {code.Sum(one => one.Value).ToString(CultureInfo.InvariantCulture)}");
        Say($"| {name} | {latencies.Count / length.TotalSeconds:F1} | {Three(latencies)} | {string.Join(", ", errors)} |");
    }

    private static string Three(Latencies latencies) =>
        $"{Text(latencies.At(0.5))} | {Text(latencies.At(0.99))} | {Text(latencies.At(0.999))}";

    private static string Text(TimeSpan latency) =>
        latency.TotalMilliseconds.ToString(latency.TotalMilliseconds >= 10 ? "F0" : "F2", CultureInfo.InvariantCulture) + " ms";
}
