using System.Globalization;

namespace BudgetCoaching.Load.Bench;

/// <summary>Tells what was measured as Markdown on the console, and keeps what belongs into a document.</summary>
internal sealed class Report
{
    private const double Mebibyte = 1024 * 1024;
    private const string End = "<!-- to here -->";

    private readonly List<string> kept = [];

    /// <param name="title">Of the part.</param>
    /// <param name="tally">What became of its calls.</param>
    /// <param name="length">Of the part.</param>
    /// <param name="nodes">How many were called.</param>
    /// <param name="used">Processor time of each process that shares the cores.</param>
    public void Case(string title, Tally tally, TimeSpan length, int nodes, IReadOnlyList<(string Name, TimeSpan Processor)> used)
    {
        Keep($"### {title}");
        Keep($"");
        Keep($"| call | calls/s | p50 | p99 | p99.9 | errors |");
        Keep($"| --- | --: | --: | --: | --: | --- |");
        foreach (var kind in Mix.Kinds)
        {
            Say(Row(kind.Name, tally, length, (_, other) => other == kind));
        }

        Keep(Row("questions", tally, length, (_, kind) => kind.IsRead));
        Keep(Row("facts", tally, length, (_, kind) => !kind.IsRead));
        for (var node = 0; node < nodes && nodes > 1; node++)
        {
            var one = node;
            Keep(Row(FormattableString.Invariant($"node {node + 1}"), tally, length, (other, _) => other == one));
        }

        Keep(Row("**together**", tally, length, (_, _) => true));
        Keep($"");
        Cores(tally, length, used);
        if (tally.Lateness.Count > 0)
        {
            var (half, most) = (Text(tally.Lateness.At(0.5)), Text(tally.Lateness.At(0.99)));
            Keep($"Calls were begun {half} (p50) and {most} (p99) late, which is in each latency.");
            Keep($"");
        }
    }

    public void Stretches(IReadOnlyList<Stretch> stretches)
    {
        Keep($"| until | calls/s | p50 | p99 | p99.9 | errors | resident MB | anonymous MB | of a core |");
        Keep($"| --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        foreach (var one in stretches)
        {
            var held = one.Held ?? default;
            var calls = FormattableString.Invariant($"{one.Ended:mm\\:ss} | {one.Rate:F1} | {Three(one.All)} | {one.Tally.RefusedCount}");
            var memory = FormattableString.Invariant($"{held.Resident / Mebibyte:F0} | {held.Anonymous / Mebibyte:F0}");
            Keep($"| {calls} | {memory} | {one.Processor / one.Length:P0} |");
        }

        Keep($"");
    }

    public void Plans(IReadOnlyList<Asked> asked)
    {
        Keep($"| ProposePlans, 60 entries, 731 days | calls | of them with a plan | p50 | p99 | p99.9 | must, p99 | verdict |");
        Keep($"| --- | --: | --: | --: | --: | --: | --: | --- |");
        foreach (var one in asked)
        {
            var verdict = one.Seen.At(0.99).TotalMilliseconds <= one.MustMs ? "held" : "MISSED";
            Keep($"| {one.Title} | {one.Seen.Count} | {one.Found} | {Three(one.Seen)} | ≤ {one.MustMs:F0} ms | {verdict} |");
        }

        Keep($"");
    }

    /// <returns>Whether all of them hold.</returns>
    public bool Levels(IReadOnlyList<Level> levels)
    {
        Keep($"| figure | second quarter | last quarter | change | limit | verdict |");
        Keep($"| --- | --: | --: | --: | --: | --- |");
        foreach (var level in levels)
        {
            var change = FormattableString.Invariant($"{level.Change:+0.0%;-0.0%;0.0%} | {level.Limit:+0%;-0%}");
            Keep($"| {level.Figure} | {level.Second:F2} | {level.Last:F2} | {change} | {(level.Holds ? "level" : "NOT LEVEL")} |");
        }

        var holds = levels.All(level => level.Holds);
        Keep($"");
        Keep($"{(holds ? "Level." : "NOT LEVEL.")}");
        Keep($"");
        return holds;
    }

    /// <summary>What a node measured of itself while a part ran: distributions by the upper bound of their step.</summary>
    public static void Own(
        string node, IReadOnlyList<KeyValuePair<string, Measured>> before, IReadOnlyList<KeyValuePair<string, Measured>> after)
    {
        Say($"| {node}: measure | count | mean, or sum since | p99 | p99.9 | now |");
        Say($"| --- | --: | --: | --: | --: | --: |");
        foreach (var (name, now) in after)
        {
            var then = before.FirstOrDefault(one => one.Key == name).Value ?? Measured.Nothing;
            var since = now.Since(then);
            Say(now.Seen.Count == 0
                ? (FormattableString)$"| {name} | | {since.Sum:G6} | | | {now.Sum:G6} |"
                : $"| {name} | {since.Count} | {since.Sum / Math.Max(since.Count, 1):G4} | ≤ {since.At(0.99)} | ≤ {since.At(0.999)} | |");
        }

        Say($"");
    }

    public void Keep(FormattableString line)
    {
        kept.Add(line.ToString(CultureInfo.InvariantCulture));
        Say(line);
    }

    /// <summary>Puts what was kept between two lines of a document.</summary>
    /// <param name="file">That has them.</param>
    /// <param name="part">That the first of them names.</param>
    /// <exception cref="InvalidOperationException">It does not have them.</exception>
    public async Task WriteAsync(string file, string part)
    {
        var begin = $"<!-- Written by bench/load.sh from here: {part} -->";
        var document = (await File.ReadAllLinesAsync(file)).ToList();
        var first = document.IndexOf(begin);
        var last = first < 0 ? -1 : document.IndexOf(End, first);
        if (last < 0)
        {
            throw new InvalidOperationException($"{file} has no lines '{begin}' and '{End}'.");
        }

        await File.WriteAllLinesAsync(file, [.. document[..(first + 1)], "", .. kept, .. document[last..]]);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private void Cores(Tally tally, TimeSpan length, IReadOnlyList<(string Name, TimeSpan Processor)> used)
    {
        if (used.Count == 0)
        {
            return;
        }

        var calls = Math.Max(tally.Of((_, _) => true).Count, 1);
        var shares = string.Join(", ", used.Select(one => FormattableString.Invariant($"{one.Name} {one.Processor / length:P0}")));
        var service = used.Where(one => one.Name.StartsWith("node", StringComparison.Ordinal)).Sum(one => one.Processor.TotalMicroseconds);
        Keep($"Of a core: {shares}; all share the {Environment.ProcessorCount} cores. The service: {service / calls:F0} µs a call.");
        Keep($"");
    }

    private static FormattableString Row(string name, Tally tally, TimeSpan length, Func<int, CallKind, bool> counts)
    {
        var latencies = tally.Of(counts);
        var errors = tally.RefusedOf(counts).Select(one => FormattableString.Invariant($"{one.Code} {one.Count}")).DefaultIfEmpty("0");
        return $"| {name} | {latencies.Count / length.TotalSeconds:F1} | {Three(latencies)} | {string.Join(", ", errors)} |";
    }

    private static string Three(Latencies latencies) =>
        $"{Text(latencies.At(0.5))} | {Text(latencies.At(0.99))} | {Text(latencies.At(0.999))}";

    private static string Text(TimeSpan latency) =>
        latency.TotalMilliseconds.ToString(latency.TotalMilliseconds >= 10 ? "F0" : "F2", CultureInfo.InvariantCulture) + " ms";
}
