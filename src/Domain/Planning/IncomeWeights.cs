using BudgetCoaching.Domain.Households;

namespace BudgetCoaching.Domain.Planning;

/// <summary>How much of an income counts by its reliability (R45), parts per million from 0 to 1,000,000; certain income counts in
/// full.</summary>
public readonly record struct IncomeWeights(int LikelyPpm, int UncertainPpm)
{
    public const int WholePpm = 1_000_000;

    /// <summary>The second run of R45: nothing but what is certain.</summary>
    public static IncomeWeights CertainOnly => default;

    /// <summary>The cents that count, rounded down once an occurrence.</summary>
    public Money Count(Money amount, Reliability reliability)
    {
        var ppm = reliability switch
        {
            Reliability.Certain => WholePpm,
            Reliability.Likely => LikelyPpm,
            Reliability.Uncertain => UncertainPpm,
            _ => throw new ArgumentOutOfRangeException(nameof(reliability), reliability, "An income needs a reliability."),
        };
        return ppm == WholePpm ? amount : new Money((long)((Int128)amount.Cents * ppm / WholePpm));
    }
}
