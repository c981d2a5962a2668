using System.Text;

namespace BudgetCoaching.Import;

/// <summary>How a file is laid out.</summary>
/// <param name="WrongHeader">What is wrong with a header; null when nothing is.</param>
internal sealed record FileFormat(Func<IReadOnlyList<string>, string?> WrongHeader)
{
    /// <summary>Null: comma or semicolon, the one that the header has more of.</summary>
    public char? Separator { get; init; }

    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>Without a header the columns bear their numbers, from 1.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Lines left out at the beginning.</summary>
    public int LinesBefore { get; init; }

    /// <summary>ISO 4217 code of every amount: files name none beside the figures.</summary>
    public string Currency { get; init; } = "EUR";

    public static FileFormat Of(FileKind kind, string currency = "EUR") => new(Columns.Of(kind).Wrong) { Currency = currency };
}
