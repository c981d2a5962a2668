using NodaTime;

namespace BudgetCoaching.Domain.Parameters;

/// <summary>What an agency sets about plans that a family can keep (R45–R50) and about what interest a plan may bear (R42).</summary>
/// <param name="LikelyIncomePpm">How much of likely income counts (R45), parts per million, 0 to 1,000,000.</param>
/// <param name="UncertainIncomePpm">How much of uncertain income counts (R45).</param>
/// <param name="SavingLine">What should be left of a month after essentials and instalments (R46); zero or more.</param>
/// <param name="InstalmentCapPpm">Most that the instalments of a month may take of its income (R47), parts per million.</param>
/// <param name="RentBurdenPpm">Above this share of income the housing cost is a warning (R47), parts per million.</param>
/// <param name="ReserveDays">Days of primary needs that a balanced plan leaves at its lowest.</param>
/// <param name="Floor">From which table the living minimum is read (R48).</param>
/// <param name="FloorBlocks">Whether income below the living minimum blocks a plan; otherwise it warns.</param>
/// <param name="SocialAllowance">The monthly <i>assegno sociale</i>, which art. 283 CCII builds on; ascending by first day.</param>
/// <param name="OwnBasket">The agency's own living minimum a month for 1, 2, 3 … persons; more persons take the last.</param>
/// <param name="PlanInterest">Whether a plan bears interest (R42).</param>
/// <param name="LegalInterest">The legal rate of art. 1284 c.c.; ascending by first day.</param>
public sealed record PlanningValues(
    int LikelyIncomePpm,
    int UncertainIncomePpm,
    Money SavingLine,
    int InstalmentCapPpm,
    int RentBurdenPpm,
    int ReserveDays,
    FloorBasis Floor,
    bool FloorBlocks,
    ValueList<DatedAmount> SocialAllowance,
    ValueList<Money> OwnBasket,
    PlanInterestRule PlanInterest,
    ValueList<DatedRate> LegalInterest);

public enum FloorBasis
{
    Unspecified = 0,

    /// <summary>The social allowance increased by half, times the ISEE scale (art. 283 CCII).</summary>
    Art283 = 1,

    OwnBasket = 2,
}

public enum PlanInterestRule
{
    Unspecified = 0,
    None = 1,

    /// <summary>The legal rate year by year, actual days over 365.</summary>
    Legal = 2,
}

/// <summary>An amount of a table whose rows change inside and after the year for which they hold.</summary>
/// <param name="PublishedOn">By then it was public; of two rows for one day the one published later holds.</param>
/// <param name="Source">Where it was read, for an auditor.</param>
public sealed record DatedAmount(LocalDate ValidFrom, LocalDate PublishedOn, Money Amount, string Source) : IDatedRow;

/// <param name="YearlyPpm">Parts per million a year: 2.5 % is 25,000.</param>
public sealed record DatedRate(LocalDate ValidFrom, LocalDate PublishedOn, int YearlyPpm, string Source) : IDatedRow;

/// <summary>A row of a dated table.</summary>
public interface IDatedRow
{
    LocalDate ValidFrom { get; }

    LocalDate PublishedOn { get; }
}

public static class DatedTable
{
    /// <summary>
    /// The row for a day among those public by another: the latest first day on or before it, then the latest published. Null before the
    /// first. After the last the last goes on: its first day tells how old the figure is.
    /// </summary>
    public static TRow? On<TRow>(this ValueList<TRow> rows, LocalDate day, LocalDate knownOn)
        where TRow : class, IDatedRow
    {
        TRow? best = null;
        foreach (var row in rows)
        {
            if (row.ValidFrom <= day
                && row.PublishedOn <= knownOn
                && (best is null
                    || row.ValidFrom > best.ValidFrom
                    || (row.ValidFrom == best.ValidFrom && row.PublishedOn >= best.PublishedOn)))
            {
                best = row;
            }
        }

        return best;
    }
}
