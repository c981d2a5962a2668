using System.Globalization;

namespace BudgetCoaching.Bench.Table;

/// <summary>The table, in Markdown, which is also what a terminal shows.</summary>
internal static class Print
{
    private const int WidthOfWhat = 64;

    /// <summary>Lines of a document between which the table stands.</summary>
    private const string End = "<!-- to here -->";

    /// <summary>Puts a table between the two marks of a document; writes it alone where there is no such document.</summary>
    /// <param name="file">The document.</param>
    /// <param name="by">What writes it, as the first mark says.</param>
    /// <param name="table">Its lines.</param>
    public static async Task WriteAsync(string file, string by, IReadOnlyList<string> table)
    {
        var first = $"<!-- Written by {by} from here -->";
        string[] document = File.Exists(file) ? await File.ReadAllLinesAsync(file) : [first, End];
        var begin = Array.IndexOf(document, first);
        var end = begin < 0 ? -1 : Array.IndexOf(document, End, begin);
        if (end < 0)
        {
            throw new InvalidOperationException($"{file} has no lines '{first}' and '{End}'.");
        }

        await File.WriteAllLinesAsync(file, [.. document[..(begin + 1)], "", .. table, "", .. document[end..]]);
    }

    public static IReadOnlyList<string> Table(Findings findings, string machine, IEnumerable<string> absent)
    {
        var lines = new List<string>
        {
            machine,
            "",
            Line("row", "what", "ours", "reference", "ratio", "must", "aim", "verdict"),
            Line("---", new string('-', WidthOfWhat), "--:", "--:", "--:", "--:", "--:", "---"),
        };
        lines.AddRange(Row.All.Where(row => row.Value(findings) is not null).Select(row => Line(row, findings)));
        lines.AddRange(absent.Distinct(StringComparer.Ordinal).Select(why => "\n" + why));
        return lines;
    }

    private static string Line(Row row, Findings findings)
    {
        var value = row.Value(findings)!.Value;
        var sign = row.IsFloor ? "≥" : "≤";
        return Line(
            row.Id, row.What, Figure(findings.Median(row.Ours)!.Value) + " " + row.Unit,
            row.Reference is { } reference ? Figure(findings.Median(reference)!.Value) : "",
            row.Reference is null ? "" : Figure(value), sign + " " + Figure(row.Must), Figure(row.Aim), row.Verdict(value));
    }

    private static string Line(
        string id, string what, string ours, string reference, string ratio, string must, string aim, string verdict) =>
        $"| {id,-3} | {what,-WidthOfWhat} | {ours,14} | {reference,10} | {ratio,6} | {must,11} | {aim,9} | {verdict,-7} |";

    private static string Figure(double value) =>
        value.ToString(value is >= 100 or <= -100 ? "N0" : value is >= 10 or 0 ? "0.#" : "0.00", CultureInfo.InvariantCulture);
}
