using System.Globalization;

namespace BudgetCoaching.Domain;

/// <summary>
/// An exact fraction of whole numbers with a positive denominator. Thresholds are compared by cross-multiplication, never on a rounded
/// figure; rounding happens once, when a person is shown the number.
/// </summary>
public readonly record struct Ratio : IComparable<Ratio>
{
    public Ratio(Int128 numerator, Int128 denominator)
    {
        if (denominator <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(denominator), "A ratio needs a positive denominator.");
        }

        Numerator = numerator;
        Denominator = denominator;
    }

    public Int128 Numerator { get; }

    public Int128 Denominator { get; }

    /// <summary>Parts per million of one, as parameters hold them: 0.10 is 100,000.</summary>
    public static Ratio PartsPerMillion(long parts) => new(parts, 1_000_000);

    public int CompareTo(Ratio other) => checked(Numerator * other.Denominator).CompareTo(checked(other.Numerator * Denominator));

    public static bool operator <(Ratio left, Ratio right) => left.CompareTo(right) < 0;

    public static bool operator >(Ratio left, Ratio right) => left.CompareTo(right) > 0;

    public static bool operator <=(Ratio left, Ratio right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Ratio left, Ratio right) => left.CompareTo(right) >= 0;

    /// <summary>The value rounded half away from zero to the given decimals, as text with a point.</summary>
    public string ToText(int decimals)
    {
        var scale = 1L;
        for (var i = 0; i < decimals; i++)
        {
            scale *= 10;
        }

        var scaled = Numerator * scale;
        var rounded = (Int128.Abs(scaled) * 2 + Denominator) / (Denominator * 2);
        var value = (decimal)rounded / scale;
        var format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        return (Numerator < 0 ? -value : value).ToString(format, CultureInfo.InvariantCulture);
    }

    public override string ToString() => ToText(4);
}
