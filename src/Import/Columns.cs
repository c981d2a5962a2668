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
        FileKind.IncomeEntries => new(
            ["household", "id", "declared_date", "source", "amount", "frequency", "first_date", "reliability"],
            ["last_date", "day_of_month", "shift", "fixed", "note"]),
        FileKind.PlannedExpenses => new(
            ["household", "id", "planned_date", "category", "need", "amount", "frequency", "first_date"],
            ["last_date", "day_of_month", "shift", "fixed", "note"]),
        FileKind.Occurrences => new(["household", "id", "adjustment_date", "entry", "planned_date"], ["amount", "date", "skip"]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of file."),
    };

    /// <returns>
    /// Everything that is wrong with a header; null: nothing. An unknown column is: a slip in an optional name would lose its values.
    /// </returns>
    public string? Wrong(IReadOnlyList<string> header)
    {
        var known = Required.Concat(Optional).ToList();
        var wrong = new List<string>();
        wrong.AddRange(Required.Except(header, StringComparer.Ordinal).Select(missing => $"the header has no column {missing}"));
        var unknown = header.Except(known, StringComparer.Ordinal).ToList();
        wrong.AddRange(unknown.Select(name => $"the header has an unknown column '{name}'"));
        if (unknown.Count > 0)
        {
            wrong.Add($"known are {string.Join(", ", known)}");
        }

        if (header.Distinct(StringComparer.Ordinal).Count() < header.Count)
        {
            wrong.Add("the header names a column twice");
        }

        return wrong.Count == 0 ? null : string.Join("; ", wrong);
    }
}
