using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>The sum that a household is left to live on (R48), by its size.</summary>
/// <param name="Yearly">Null where the table is a month's.</param>
/// <param name="Row">The row of the social allowance that it was read from; null for the agency's own basket.</param>
public sealed record LivingMinimum(Money Monthly, Money? Yearly, DatedAmount? Row)
{
    /// <summary>The social allowance is paid thirteen times a year, and art. 283 CCII increases it by half.</summary>
    private const int MonthsPaid = 13;

    private const int HalvesOfIncrease = 3;

    private const int PercentOfFurtherMember = 35;

    /// <summary>Hundredths, for 1 to 5 persons (d.P.C.M. 159/2013, annex 1), without the increases for single cases.</summary>
    private static readonly int[] IseeScale = [100, 157, 204, 246, 285];

    /// <summary>Null where the agency's tables say nothing for the day.</summary>
    /// <param name="values">Of the agency's set in force.</param>
    /// <param name="persons">1 or more.</param>
    /// <param name="day">For which it holds.</param>
    /// <param name="knownOn">By which the row was public.</param>
    public static LivingMinimum? For(PlanningValues values, int persons, LocalDate day, LocalDate knownOn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(persons, 1);
        return values.Floor switch
        {
            FloorBasis.OwnBasket => values.OwnBasket.Count == 0
                ? null
                : new LivingMinimum(values.OwnBasket[Math.Min(persons, values.OwnBasket.Count) - 1], Yearly: null, Row: null),
            _ => values.SocialAllowance.On(day, knownOn) is { } row ? Art283(row, persons) : null,
        };
    }

    /// <summary>The ISEE scale in hundredths.</summary>
    public static int Scale(int persons)
        => persons <= IseeScale.Length
            ? IseeScale[persons - 1]
            : IseeScale[^1] + PercentOfFurtherMember * (persons - IseeScale.Length);

    /// <summary>Year and month are each rounded once, half-up, from the exact product.</summary>
    private static LivingMinimum Art283(DatedAmount row, int persons)
    {
        var twoHundredths = row.Amount.Cents * MonthsPaid * HalvesOfIncrease * Scale(persons);
        return new LivingMinimum(RoundHalfUp(twoHundredths, 200 * 12), RoundHalfUp(twoHundredths, 200), row);
    }

    private static Money RoundHalfUp(long numerator, long denominator) => new((2 * numerator + denominator) / (2 * denominator));
}
