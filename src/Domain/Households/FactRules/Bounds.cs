using NodaTime;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>The outer bounds of what a fact may say: wide enough for any household, narrow enough that sums cannot overflow.</summary>
public static class Bounds
{
    public static readonly LocalDate DayFirst = new(1900, 1, 1);

    public static readonly LocalDate DayLast = new(2199, 12, 31);

    public static readonly Money AmountMax = new(100_000_000_00);

    /// <summary>Characters of a name, a payer, an evidence reference.</summary>
    public const int NameLengthMax = 200;

    /// <summary>Characters of a note.</summary>
    public const int NoteLengthMax = 2_000;

    public const int MembersMax = 40;

    public const int TagsMax = 32;

    public const int DesignatedPartsMax = 64;

    public const int CoveredChargesMax = 240;

    public const int InstalmentsMax = 400;

    public const int SecurityRankMax = 100;

    /// <summary>100 % a year.</summary>
    public const int YearlyRatePpmMax = 1_000_000;
}
