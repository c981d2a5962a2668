using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Type;

namespace BudgetCoaching.Import.Banks;

/// <summary>A line of a statement as its profile reads it; nothing in it counts when the row has refusals.</summary>
/// <param name="Household">The agency's own id.</param>
/// <param name="Account">The account's number.</param>
/// <param name="Id">Tells the line from the account's others.</param>
/// <param name="Day">Of the movement, or of the balance where nothing moved; null: unreadable.</param>
/// <param name="Cents">Below zero for money out; 0 where nothing moved.</param>
/// <param name="Balance">In cents, after the line; null: none is shown.</param>
/// <param name="IsOpening">The balance is that before the first movement.</param>
internal sealed record StatementLine(
    string Household, string Account, string Id, DateOnly Day, long Cents, long? Balance, bool IsOpening)
{
    /// <param name="row">What cannot be read is refused there.</param>
    /// <param name="profile">Says what stands where.</param>
    /// <param name="options">Says whose it is, where the file does not.</param>
    public static StatementLine Read(FileRow row, BankProfile profile, StatementOptions options)
    {
        var columns = profile.Columns;
        var household = columns.Household is { } named ? Needed(row, named) : options.Household ?? "";
        var account = columns.Account is { } numbered ? Needed(row, numbered) : options.Account ?? household;
        if (columns.Currency is { } currency && !string.Equals(Value(row, currency), profile.Currency, StringComparison.Ordinal))
        {
            row.Refuse(currency, Value(row, currency), LocalCodes.CurrencyOther, $"must be {profile.Currency}");
        }

        var isOpening = profile.Opening is { } opening && opening.Codes.Contains(Value(row, opening.Column));
        var line = new StatementLine(
            household,
            account,
            IdOf(row, columns.Id),
            DayOf(row, profile),
            isOpening ? 0 : CentsOf(row, profile),
            BalanceOf(row, profile),
            isOpening);
        if (line is { Cents: 0, Balance: null } && row.Refusals.Count == 0)
        {
            row.Refuse(profile.Amount.Columns[0], "", LocalCodes.ValueMissing, "is required where no balance is shown");
        }

        return line;
    }

    /// <summary>Blanks around a value mean nothing, also inside its quotes.</summary>
    public static string Value(FileRow row, string column) => row.Text(column).Trim();

    public static Date DateOf(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    private static string Needed(FileRow row, string column)
    {
        var text = Value(row, column);
        if (text.Length == 0)
        {
            row.Refuse(column, "", LocalCodes.ValueMissing, "is required");
        }

        return text;
    }

    /// <summary>
    /// Several columns become a digest, as they may be longer than an id; the service keeps none of it, but what follows from it with its
    /// key (R10).
    /// </summary>
    private static string IdOf(FileRow row, IReadOnlyList<string> columns)
    {
        if (columns.Count == 1)
        {
            return Needed(row, columns[0]);
        }

        var values = string.Join('\n', columns.Select(column => Value(row, column)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(values)));
    }

    private static DateOnly DayOf(FileRow row, BankProfile profile)
    {
        var text = Needed(row, profile.Columns.Date);
        foreach (var format in profile.Dates)
        {
            if (DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }
        }

        if (text.Length > 0)
        {
            row.Refuse(profile.Columns.Date, text, LocalCodes.DateUnreadable, $"must be a day as {string.Join(" or ", profile.Dates)}");
        }

        return default;
    }

    private static long CentsOf(FileRow row, BankProfile profile) => profile.Amount switch
    {
        AmountRule.Signed rule => ReadAmount(row, rule.Column, profile),
        AmountRule.Coded rule => Coded(row, rule, profile),
        AmountRule.Split rule => Split(row, rule, profile),
        _ => throw new InvalidOperationException($"{profile.Amount} is no rule for amounts."),
    };

    private static long Coded(FileRow row, AmountRule.Coded rule, BankProfile profile)
    {
        var amount = ReadAmount(row, rule.Column, profile);
        if (amount < 0)
        {
            row.Refuse(rule.Column, Value(row, rule.Column), LocalCodes.AmountUnreadable, $"must have no sign: {rule.CodeColumn} says it");
        }

        var code = Value(row, rule.CodeColumn);
        if (!rule.In.Contains(code) && !rule.Out.Contains(code))
        {
            row.Refuse(rule.CodeColumn, code, LocalCodes.ChoiceUnknown, $"must be one of {string.Join(", ", rule.In.Concat(rule.Out))}");
        }

        return rule.In.Contains(code) ? amount : -amount;
    }

    private static long Split(FileRow row, AmountRule.Split rule, BankProfile profile)
    {
        var (received, spent) = (ReadAmount(row, rule.In, profile), Math.Abs(ReadAmount(row, rule.Out, profile)));
        if (received < 0 || (received != 0 && spent != 0))
        {
            row.Refuse(
                rule.In, Value(row, rule.In), LocalCodes.AmountUnreadable, $"must be above zero, and empty where {rule.Out} has an amount");
        }

        return received - spent;
    }

    private static long? BalanceOf(FileRow row, BankProfile profile) =>
        profile.Columns.Balance is { } column && Value(row, column).Length > 0 ? ReadAmount(row, column, profile) : null;

    /// <returns>0 where the value is empty.</returns>
    private static long ReadAmount(FileRow row, string column, BankProfile profile)
    {
        var text = Value(row, column);
        var amount = text.Length == 0 ? 0 : profile.Amounts.Read(text);
        if (amount is null)
        {
            row.Refuse(column, text, LocalCodes.AmountUnreadable, profile.Amounts.Words);
        }

        return amount ?? 0;
    }
}
