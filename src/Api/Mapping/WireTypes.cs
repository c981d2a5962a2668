using System.Globalization;
using BudgetCoaching.Domain;
using Google.Protobuf.WellKnownTypes;
using NodaTime;

namespace BudgetCoaching.Api.Mapping;

/// <summary>The small types of the domain as the contract shows them.</summary>
internal static class WireTypes
{
    private const int NanosPerCent = 10_000_000;
    private const int TicksPerMicrosecond = 10;

    public static Google.Type.Money ToWire(this Money money) => new()
    {
        CurrencyCode = BookCurrency.Code,
        Units = money.Cents / 100,
        Nanos = (int)(money.Cents % 100) * NanosPerCent,
    };

    public static Google.Type.Money? ToWire(this Money? money) => money?.ToWire();

    public static Google.Type.Date ToWire(this LocalDate date) => new() { Year = date.Year, Month = date.Month, Day = date.Day };

    public static Google.Type.Date? ToWire(this LocalDate? date) => date?.ToWire();

    public static V1.DateSpan ToWire(this DateSpan span)
    {
        var wire = new V1.DateSpan { StartDate = span.Start.ToWire() };
        if (span.End is { } end)
        {
            wire.EndDate = end.ToWire();
        }

        return wire;
    }

    public static Timestamp ToWire(this Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        var seconds = instant.ToUnixTimeSeconds();
        return new Timestamp { Seconds = seconds, Nanos = (int)(ticks - seconds * NodaConstants.TicksPerSecond) * 100 };
    }

    /// <summary>Record times have microseconds: what is finer is cut off, so that a time read back compares equal.</summary>
    public static Instant ToInstant(this Timestamp timestamp) =>
        Instant.FromUnixTimeSeconds(timestamp.Seconds).PlusTicks(timestamp.Nanos / 1000 * TicksPerMicrosecond);

    /// <summary>In lowest terms.</summary>
    public static V1.Fraction ToWire(this Ratio ratio)
    {
        var divisor = CommonDivisor(Int128.Abs(ratio.Numerator), ratio.Denominator);
        return new V1.Fraction
        {
            Numerator = (ratio.Numerator / divisor).ToString(CultureInfo.InvariantCulture),
            Denominator = (ratio.Denominator / divisor).ToString(CultureInfo.InvariantCulture),
            Decimal = ratio.ToText(4),
        };
    }

    /// <summary>An amount computed in cents, as a fraction of euro.</summary>
    public static V1.Fraction CentsToWire(this Ratio cents) => new Ratio(cents.Numerator, checked(cents.Denominator * 100)).ToWire();

    public static string ToWire(this FactId? id) => id is { } given ? given.ToString() : "";

    public static string ToWire(this AccountId? id) => id is { } given ? given.ToString() : "";

    public static string ToWire(this MemberId? id) => id is { } given ? given.ToString() : "";

    /// <summary>Empty when nothing was written or it cannot be read: the contract says which fields are sealed.</summary>
    public static string ToWire(this PersonalText? text) => text?.Text ?? "";

    public static string ToWire(this YearMonth month) => string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-{month.Month:00}");

    /// <summary>The greatest; of zero and another number that number.</summary>
    private static Int128 CommonDivisor(Int128 left, Int128 right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}
