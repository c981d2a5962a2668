using System.Globalization;

namespace BudgetCoaching.Domain;

/// <summary>
/// An amount in whole cents of the deployment's one currency (R7). Arithmetic is checked; nothing rounds and nothing converts.
/// </summary>
public readonly record struct Money(long Cents) : IComparable<Money>
{
    public static Money Zero => default;

    public bool IsZero => Cents == 0;

    public bool IsPositive => Cents > 0;

    public bool IsNegative => Cents < 0;

    public static Money operator +(Money left, Money right) => new(checked(left.Cents + right.Cents));

    public static Money operator -(Money left, Money right) => new(checked(left.Cents - right.Cents));

    public static Money operator -(Money value) => new(checked(-value.Cents));

    public static bool operator <(Money left, Money right) => left.Cents < right.Cents;

    public static bool operator >(Money left, Money right) => left.Cents > right.Cents;

    public static bool operator <=(Money left, Money right) => left.Cents <= right.Cents;

    public static bool operator >=(Money left, Money right) => left.Cents >= right.Cents;

    public static Money Min(Money left, Money right) => left <= right ? left : right;

    public static Money Max(Money left, Money right) => left >= right ? left : right;

    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    /// <summary>Units and cents with a point, such as <c>-12.05</c>: for messages to developers, never for a page.</summary>
    public override string ToString()
    {
        var cents = Math.Abs((decimal)Cents);
        return string.Create(CultureInfo.InvariantCulture, $"{(Cents < 0 ? "-" : "")}{cents / 100:0.00}");
    }
}
