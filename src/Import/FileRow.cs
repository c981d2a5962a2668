using System.Globalization;
using Google.Type;

namespace BudgetCoaching.Import;

/// <summary>
/// One row of a file. A value that cannot be read is noted and something of the right type returned, so that all fields of a row are
/// judged at once; nothing read may be sent when there are <see cref="Refusals"/>.
/// </summary>
internal sealed class FileRow(long number, IReadOnlyList<string> header, IReadOnlyList<string> cells)
{
    private const int UnitDigitsMax = 12;

    private List<Refusal>? refusals;

    public long Number => number;

    /// <summary>ISO 4217 code of its amounts.</summary>
    public string Currency { get; init; } = "EUR";

    public IReadOnlyList<Refusal> Refusals => refusals ?? (IReadOnlyList<Refusal>)[];

    /// <summary>Empty when the column or the value is absent.</summary>
    public string Text(string column)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (string.Equals(header[i], column, StringComparison.Ordinal))
            {
                return Utf8(column, cells[i]);
            }
        }

        return "";
    }

    public string Required(string column)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            Refuse(column, "", LocalCodes.ValueMissing, "is required");
        }

        return text;
    }

    public Date? Date(string column) => Required(column) is { Length: > 0 } text ? ReadDate(column, text) : null;

    public Date? OptionalDate(string column) => Text(column) is { Length: > 0 } text ? ReadDate(column, text) : null;

    public Money? Amount(string column) => Required(column) is { Length: > 0 } text ? ReadAmount(column, text) : null;

    public Money? OptionalAmount(string column) => Text(column) is { Length: > 0 } text ? ReadAmount(column, text) : null;

    /// <summary>From 1 to a bound.</summary>
    /// <returns>0 when nothing is given.</returns>
    public int OptionalNumber(string column, int max)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            return 0;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max)
        {
            return number;
        }

        Refuse(column, text, LocalCodes.NumberUnreadable, $"must be a whole number from 1 to {max}");
        return 0;
    }

    /// <param name="choices">In words as docs/import.md lists them, lower-case; the first choice of the contract is number 1.</param>
    public int Choice(string column, params ReadOnlySpan<string> choices) => ReadChoice(column, Required(column), choices);

    /// <returns>0 when nothing is chosen.</returns>
    public int OptionalChoice(string column, params ReadOnlySpan<string> choices) => ReadChoice(column, Text(column), choices);

    public void Refuse(string column, string value, string code, string message) =>
        (refusals ??= []).Add(new Refusal(number, column, value, code, message));

    private string Utf8(string column, string text)
    {
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            Refuse(column, text, LocalCodes.TextUnreadable, "is not UTF-8");
        }

        return text;
    }

    private Date ReadDate(string column, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new Date { Year = day.Year, Month = day.Month, Day = day.Day };
        }

        Refuse(column, text, LocalCodes.DateUnreadable, "must be a day such as 2026-03-05");
        return new Date();
    }

    /// <summary>Digits, and after a point one or two more: nothing else, because 1.234 and 1,234 mean a thousand to some (R7).</summary>
    private Money ReadAmount(string column, string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var units = point < 0 ? text : text[..point];
        var cents = point < 0 ? "0" : text[(point + 1)..];
        if (units.Length is >= 1 and <= UnitDigitsMax && cents.Length is 1 or 2
            && units.All(char.IsAsciiDigit) && cents.All(char.IsAsciiDigit))
        {
            var part = int.Parse(cents.PadRight(2, '0'), CultureInfo.InvariantCulture);
            return Cents.ToMoney(long.Parse(units, CultureInfo.InvariantCulture) * 100 + part, Currency);
        }

        Refuse(column, text, LocalCodes.AmountUnreadable, "must be an amount such as 1234.50, without sign, separators or currency");
        return new Money();
    }

    private int ReadChoice(string column, string text, ReadOnlySpan<string> choices)
    {
        for (var i = 0; i < choices.Length; i++)
        {
            if (string.Equals(choices[i], text, StringComparison.Ordinal))
            {
                return i + 1;
            }
        }

        if (text.Length > 0)
        {
            Refuse(column, text, LocalCodes.ChoiceUnknown, $"must be one of {string.Join(", ", choices.ToArray())}");
        }

        return 0;
    }
}
