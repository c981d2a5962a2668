namespace BudgetCoaching.Import;

/// <summary>The columns of a kind of file, as docs/import.md lists them.</summary>
/// <param name="Required">Must stand in the header, in any order.</param>
/// <param name="Optional">May stand there.</param>
internal sealed record Columns(IReadOnlyList<string> Required, IReadOnlyList<string> Optional)
{
    public static Columns Of(FileKind kind) => kind switch
    {
        FileKind.Households => new(["household", "enrolment_date"], ["label"]),
        FileKind.Charges => new(
            ["household", "id", "creditor", "kind", "issue_date", "due_date", "amount"],
            ["interest", "costs", "period_start", "period_end", "note"]),
        FileKind.Payments => new(
            ["household", "id", "creditor", "value_date", "amount"],
            ["designation", "designated_by", "capital_first", "payer", "remittance"]),
        FileKind.Income => new(["household", "id", "receipt_date", "amount", "source"], ["entry", "note"]),
        FileKind.Expenses => new(["household", "id", "expense_date", "category", "need", "amount"], ["planned", "note"]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of file."),
    };

    /// <returns>
    /// What is wrong with a header; null when nothing is. An unknown column is: a slip in an optional name would lose its values.
    /// </returns>
    public string? Wrong(IReadOnlyList<string> header)
    {
        if (Required.FirstOrDefault(column => !header.Contains(column, StringComparer.Ordinal)) is { } missing)
        {
            return $"the header has no column {missing}";
        }

        if (header.FirstOrDefault(column => !Required.Concat(Optional).Contains(column, StringComparer.Ordinal)) is { } unknown)
        {
            return $"the header has an unknown column '{unknown}'; known are {string.Join(", ", Required.Concat(Optional))}";
        }

        return header.Distinct(StringComparer.Ordinal).Count() == header.Count ? null : "the header names a column twice";
    }
}
