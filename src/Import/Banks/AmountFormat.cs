using System.Globalization;

namespace BudgetCoaching.Import.Banks;

/// <summary>How a bank writes amounts: 1.234,50 or 1234.50, with a sign before it where there is one.</summary>
/// <param name="DecimalSign">Before one or two digits; an amount may lack both.</param>
/// <param name="ThousandsSign">Between groups of three digits, all of them or none; null: never.</param>
internal readonly record struct AmountFormat(char DecimalSign, char? ThousandsSign)
{
    private const int GroupLength = 3;
    private const int UnitDigitsMax = 12;

    /// <summary>What an amount must be, for people.</summary>
    public string Words => $"must be an amount with up to two digits after '{DecimalSign}', "
        + (ThousandsSign is { } sign ? $"groups of three digits with '{sign}' between them or none, " : "no sign between thousands, ")
        + "perhaps + or - before it, and nothing else such as a currency";

    /// <returns>Cents; null when the text is no such amount.</returns>
    public long? Read(string text)
    {
        var negative = text.StartsWith('-');
        var digits = text.AsSpan(negative || text.StartsWith('+') ? 1 : 0);
        var point = digits.IndexOf(DecimalSign);
        var units = Ungrouped(point < 0 ? digits : digits[..point]);
        var cents = point < 0 ? "00" : digits[(point + 1)..];
        if (units.Length is < 1 or > UnitDigitsMax || cents.Length is < 1 or > 2 || !AllDigits(units) || !AllDigits(cents))
        {
            return null;
        }

        var part = int.Parse(cents, CultureInfo.InvariantCulture) * (cents.Length == 1 ? 10 : 1);
        var amount = long.Parse(units, CultureInfo.InvariantCulture) * 100 + part;
        return negative ? -amount : amount;
    }

    /// <summary>Left as it is where the groups are not of three: what remains is then no number.</summary>
    private string Ungrouped(ReadOnlySpan<char> units)
    {
        if (ThousandsSign is not { } sign || !units.Contains(sign))
        {
            return units.ToString();
        }

        var groups = units.ToString().Split(sign);
        return groups[0].Length is >= 1 and <= GroupLength && groups.Skip(1).All(group => group.Length == GroupLength)
            ? string.Concat(groups)
            : units.ToString();
    }

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
