using NodaTime;

namespace BudgetCoaching.Domain.Parameters;

/// <summary>
/// The values that a new agency starts from; copied into its stream, so that a later release changes nobody's figures (R60).
/// </summary>
public static class ShippedDefaults
{
    public static ParameterSetId Id { get; } = new("shipped-2026-01");

    /// <summary>Early enough that every day a household can ask about has a set in force.</summary>
    public static LocalDate ValidFrom { get; } = new(1900, 1, 1);

    public static LocalDate PublishedOn { get; } = new(2026, 1, 1);

    /// <summary>In force for every set that says nothing else; it never changes, as another default would be another set (R60).</summary>
    public const int ConsentMonths = 6;

    public static ParameterValues Values { get; } = new(
        GraceDays: 5,
        KeptTolerance: new Money(1),
        PartlyKeptWeightPpm: 500_000,
        InterestBeforeCosts: false,
        Excess: ExcessRule.HoldAsCredit,
        AgeBucketDays: [0, 30, 60, 90, 180, 365],
        MonthBuckets: [0, 1, 2, 3, 4, 6],
        TrendBandPpm: 100_000,
        NonPaymentPpm: 750_000,
        SuspensionMonthsMax: 6,
        Lapse: new LapseRule(BrokenWithin: 2, Months: 6),
        InstalmentTable: Cremona,
        PlanMinimumDebt: new Money(100_00),
        ReviewMonths: 3);

    /// <summary>Comune di Cremona, regulation of 10 December 1998, art. 10-bis; bounds read as (lower, upper].</summary>
    private static ValueList<InstalmentRow> Cremona =>
    [
        new(new Money(400_00), 6),
        new(new Money(1_000_00), 12),
        new(new Money(2_000_00), 20),
        new(new Money(4_000_00), 30),
        new(new Money(6_000_00), 36),
        new(new Money(10_000_00), 45),
        new(null, 72),
    ];
}
