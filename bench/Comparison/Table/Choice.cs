using System.Globalization;

namespace BudgetCoaching.Bench.Table;

/// <summary>What is measured and how long.</summary>
/// <param name="Households">Of the sets that are read, 1,000 events each.</param>
/// <param name="Share">Part of the operations of each case, in percent.</param>
/// <param name="Rounds">Interleaved runs; their medians make the table.</param>
/// <param name="Groups">Those wanted; all when empty.</param>
/// <param name="Markdown">Document that the table is put into; null for none.</param>
internal sealed record Choice(int Households, int Share, int Rounds, IReadOnlyList<string> Groups, string? Markdown)
{
    public static Choice Of(string[] words)
    {
        var quick = words.Contains("quick", StringComparer.Ordinal);
        var rounds = Word("--rounds") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : 3;
        return new Choice(quick ? 100 : 1_000, quick ? 10 : 100, rounds, Word("--only")?.Split(',') ?? [], Word("--markdown"));

        string? Word(string flag) => Array.IndexOf(words, flag) is >= 0 and var at ? words[at + 1] : null;
    }

    public bool Wants(string group) => Groups.Count == 0 || Groups.Contains(group, StringComparer.Ordinal);

    /// <summary>The operations of a case that has this many in a full run, in whole rounds of households.</summary>
    public int Operations(int full) => Math.Max(Workload.Households, full * Share / 100 / Workload.Households * Workload.Households);
}
