namespace BudgetCoaching.Domain.Parameters;

/// <summary>From where on something is worth a warning (R29, R30): a part of an agency's parameter set.</summary>
/// <param name="RelapseMonthEnds">Month-ends without arrears after which new ones are a relapse (R29).</param>
/// <param name="RelapseChargePpm">Above so many months of charge, parts per million (R29).</param>
/// <param name="HalfwaySharePpm">Less than this share paid at the middle of a period warns (EW1), parts per million.</param>
/// <param name="IncomeMonths">Complete months compared with as many before them (EW3).</param>
/// <param name="IncomeDropPpm">A loss of this share of income or more warns (EW3), parts per million.</param>
/// <param name="UnkeptInARow">Outcomes in a row that were not kept (EW4).</param>
/// <param name="RenewalDays">An income entry that ends within so many days warns (EW5).</param>
/// <param name="HostingEndDays">A hosting that ends within so many days without an exit plan warns (EW6).</param>
/// <param name="SilenceDays">So many days without contact warn while arrears grow (EW7).</param>
public sealed record WarningValues(
    int RelapseMonthEnds,
    int RelapseChargePpm,
    int HalfwaySharePpm,
    int IncomeMonths,
    int IncomeDropPpm,
    int UnkeptInARow,
    int RenewalDays,
    int HostingEndDays,
    int SilenceDays)
{
    /// <summary>
    /// As the rules state them, and in force for every set that says nothing else. They never change: another default would be another
    /// set (R60).
    /// </summary>
    public static WarningValues Shipped { get; } = new(
        RelapseMonthEnds: 3,
        RelapseChargePpm: 1_000_000,
        HalfwaySharePpm: 500_000,
        IncomeMonths: 3,
        IncomeDropPpm: 300_000,
        UnkeptInARow: 2,
        RenewalDays: 30,
        HostingEndDays: 90,
        SilenceDays: 60);
}
