using NodaTime;

namespace BudgetCoaching.Domain.Parameters;

/// <summary>
/// The planning values that a new agency starts from (rules table 4.11). They also stand for the values of a set that was published before
/// sets held any, so they never change: a later release ships others under another name.
/// </summary>
public static class ShippedPlanning
{
    public static PlanningValues Values { get; } = new(
        LikelyIncomePpm: 1_000_000,
        UncertainIncomePpm: 0,
        SavingLine: Money.Zero,
        InstalmentCapPpm: 200_000,
        RentBurdenPpm: 300_000,
        ReserveDays: 7,
        Floor: FloorBasis.Art283,
        FloorBlocks: false,
        SocialAllowance: SocialAllowance,
        OwnBasket: [],
        PlanInterest: PlanInterestRule.None,
        LegalInterest: LegalInterest);

    /// <summary>
    /// Monthly, thirteen times a year. The amount of 2023 was provisional until the adjustment was published. 2026 is left to the agency:
    /// its amount was not confirmed when these were shipped.
    /// </summary>
    private static ValueList<DatedAmount> SocialAllowance =>
    [
        Allowance(2021, new LocalDate(2021, 1, 30), 460_28, "INPS, amounts of 2021"),
        Allowance(2022, new LocalDate(2022, 9, 25), 468_11, "INPS, amounts of 2022"),
        Allowance(2023, new LocalDate(2022, 12, 22), 503_27, "INPS, provisional amounts of 2023"),
        Allowance(2023, new LocalDate(2023, 11, 29), 507_30, "D.M. 20 November 2023, final amounts of 2023"),
        Allowance(2024, new LocalDate(2024, 1, 2), 534_41, "INPS, amounts of 2024"),
        Allowance(2025, new LocalDate(2025, 1, 28), 538_69, "INPS, amounts of 2025"),
    ];

    /// <summary>By year from 2014 on; art. 1284 c.c. has each rate published by 15 December of the year before.</summary>
    private static ValueList<DatedRate> LegalInterest =>
    [
        Rate(2014, 10_000), Rate(2015, 5_000), Rate(2016, 2_000), Rate(2017, 1_000), Rate(2018, 3_000), Rate(2019, 8_000), Rate(2020, 500),
        Rate(2021, 100), Rate(2022, 12_500), Rate(2023, 50_000), Rate(2024, 25_000), Rate(2025, 20_000), Rate(2026, 16_000),
    ];

    private static DatedAmount Allowance(int year, LocalDate publishedOn, long cents, string source)
        => new(new LocalDate(year, 1, 1), publishedOn, new Money(cents), source);

    private static DatedRate Rate(int year, int ppm)
        => new(new LocalDate(year, 1, 1), new LocalDate(year - 1, 12, 15), ppm, "art. 1284 c.c., decree of the year before");
}
