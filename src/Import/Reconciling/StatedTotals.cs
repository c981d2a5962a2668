using System.Globalization;
using BudgetCoaching.Import.Banks;
using BudgetCoaching.V1;
using Google.Type;

namespace BudgetCoaching.Import.Reconciling;

/// <summary>The file of a creditor's own totals: one row a month, or one a household and month.</summary>
internal static class StatedTotals
{
    /// <summary>Rows that the service compares in one call.</summary>
    public const int RowsMax = 20_000;

    /// <summary>Characters of a month such as 2026-03.</summary>
    public const int MonthLength = 7;

    private static readonly AmountFormat Amounts = new('.', null);
    private static readonly Columns Columns = new(["month"], ["household", "charged", "paid", "credited"]);

    /// <param name="source">Read to its end, and disposed of.</param>
    /// <param name="currency">ISO 4217 code of the totals.</param>
    /// <param name="refused">Told every value that cannot be read.</param>
    /// <returns>The totals, with households as they stand in the file; of no use when something was refused.</returns>
    /// <exception cref="InvalidDataException">The file is another one, or too long.</exception>
    public static IReadOnlyList<StatedTotal> Read(Stream source, string currency, Action<Refusal> refused)
    {
        using var rows = FileRows.Open(source, new FileFormat(Columns.Wrong) { Currency = currency });
        var totals = new List<StatedTotal>();
        foreach (var row in rows.Read())
        {
            if (totals.Count == RowsMax)
            {
                throw new InvalidDataException($"the file has more than {RowsMax} rows");
            }

            if (row.Refusals.Count == 0)
            {
                totals.Add(Total(row));
            }

            foreach (var refusal in row.Refusals)
            {
                refused(refusal);
            }
        }

        return rows.Failure is { } failure ? throw new InvalidDataException(failure) : totals;
    }

    public static bool IsMonth(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static StatedTotal Total(FileRow row)
    {
        var month = row.Required("month");
        if (month.Length > 0 && !IsMonth(month))
        {
            row.Refuse("month", month, LocalCodes.DateUnreadable, "must be a month such as 2026-03");
        }

        return new StatedTotal
        {
            Household = row.Text("household"),
            Month = month,
            Charged = Charged(row),
            Paid = Amount(row, "paid"),
            Credited = Amount(row, "credited"),
        };
    }

    /// <summary>What was asked for is never below zero: what was taken back is credited.</summary>
    private static Money? Charged(FileRow row)
    {
        var read = Amount(row, "charged");
        if (Cents.Of(read) < 0)
        {
            row.Refuse("charged", row.Text("charged"), LocalCodes.AmountNegative, "must not be below zero");
        }

        return read;
    }

    /// <returns>Null where nothing is stated: what is not stated is not compared. May be below zero, as after a reversal.</returns>
    private static Money? Amount(FileRow row, string column)
    {
        var text = row.Text(column);
        var cents = text.Length == 0 ? null : Amounts.Read(text);
        if (text.Length > 0 && cents is null)
        {
            row.Refuse(column, text, LocalCodes.AmountUnreadable, "must be an amount such as 1234.50 or -1234.50");
        }

        return cents is { } read ? Cents.ToMoney(read, row.Currency) : null;
    }
}
