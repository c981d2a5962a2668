using System.Text;
using BudgetCoaching.V1;

namespace BudgetCoaching.Import.Banks;

/// <summary>How the statements of a bank are read; docs/import.md lists what a profile can say.</summary>
internal sealed record BankProfile
{
    public required char Separator { get; init; }

    public required Encoding Encoding { get; init; }

    public required bool HasHeader { get; init; }

    /// <summary>Lines above the header.</summary>
    public required int LinesBefore { get; init; }

    /// <summary>ISO 4217 code of every amount in the file.</summary>
    public required string Currency { get; init; }

    public required AmountFormat Amounts { get; init; }

    /// <summary>In .NET's letters; the first that fits is taken.</summary>
    public required IReadOnlyList<string> Dates { get; init; }

    public required StatementColumns Columns { get; init; }

    public required AmountRule Amount { get; init; }

    public required CodeRule<IncomeSource> Income { get; init; }

    public required CodeRule<Spending> Expenses { get; init; }

    /// <summary>Lines that show what the account held before the first movement; null: there are none.</summary>
    public required CodeList? Opening { get; init; }

    /// <summary>Label of an enrolled household, with <c>{household}</c> for its own id; empty: none.</summary>
    public required string Label { get; init; }

    public FileFormat Format => new(WrongHeader)
    {
        Separator = Separator, Encoding = Encoding, HasHeader = HasHeader, LinesBefore = LinesBefore, Currency = Currency,
    };

    /// <returns>Every column that is missing or ambiguous; the file may have others, which are not read.</returns>
    private string? WrongHeader(IReadOnlyList<string> header)
    {
        var wrong = Columns.All.Concat(Amount.Columns).Concat(Income.Columns).Concat(Expenses.Columns).Concat(Opening?.Columns ?? [])
            .Distinct(StringComparer.Ordinal)
            .Where(column => header.Count(name => string.Equals(name, column, StringComparison.Ordinal)) != 1)
            .ToList();
        return wrong.Count == 0 ? null : $"the file must have once each of these columns of the profile: {string.Join(", ", wrong)}";
    }
}

/// <summary>Which column holds what; null: none does.</summary>
/// <param name="Id">The line's own id in one column, or several columns that tell a line from others together.</param>
/// <param name="Household">The agency's own id of the household.</param>
/// <param name="Account">The account's number.</param>
/// <param name="Balance">What the account held after the line.</param>
/// <param name="Note">What the line says, sealed with the fact (R10).</param>
/// <param name="Currency">Must hold the profile's code on every line.</param>
internal sealed record StatementColumns(
    IReadOnlyList<string> Id, string Date, string? Household, string? Account, string? Balance, string? Note, string? Currency)
{
    public IEnumerable<string> All =>
        [.. Id, Date, .. new[] { Household, Account, Balance, Note, Currency }.OfType<string>()];
}

/// <summary>Where the amount of a line stands, and what tells money in from money out.</summary>
internal abstract record AmountRule(IReadOnlyList<string> Columns)
{
    /// <summary>One column; a minus is money out.</summary>
    public sealed record Signed(string Column) : AmountRule([Column]);

    /// <summary>One column without signs, and a code beside it.</summary>
    public sealed record Coded(string Column, string CodeColumn, IReadOnlySet<string> In, IReadOnlySet<string> Out)
        : AmountRule([Column, CodeColumn]);

    /// <summary>A column each; one of the two is empty. Money out may bear a minus.</summary>
    public sealed record Split(string In, string Out) : AmountRule([In, Out]);
}

/// <summary>What codes on a line mean.</summary>
/// <param name="Columns">Looked at in this order; the first whose code is known decides.</param>
/// <param name="Codes">Letter by letter.</param>
/// <param name="Default">Of lines of which no code is known; null: such a line is refused.</param>
internal sealed record CodeRule<T>(IReadOnlyList<string> Columns, IReadOnlyDictionary<string, T> Codes, T? Default)
    where T : struct;

/// <summary>Codes that mark lines.</summary>
internal sealed record CodeList(string Column, IReadOnlySet<string> Codes)
{
    public IReadOnlyList<string> Columns => [Column];
}

/// <summary>What money out was spent on.</summary>
internal readonly record struct Spending(string Category, NeedClass Need);
