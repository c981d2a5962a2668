using NodaTime;

namespace BudgetCoaching.Domain.Parameters;

/// <summary>
/// One published set of an agency's parameters: always all values at once, never edited (R60).
/// </summary>
/// <param name="ValidFrom">First day on which the set is in force.</param>
/// <param name="PublishedOn">When the agency or the law made it public: it may precede or follow <paramref name="ValidFrom"/>.</param>
/// <param name="ContentHash">SHA-256 of the stored values in lower-case hex: what a judgement cites beside the id.</param>
public sealed record ParameterSet(
    ParameterSetId Id, LocalDate ValidFrom, LocalDate PublishedOn, ParameterValues Values, string ContentHash);

/// <summary>Every value that an agency may set, with the shipped default in <c>ShippedDefaults</c>; rules table 4.11.</summary>
/// <param name="GraceDays">g of R33, 0 to 31 days.</param>
/// <param name="KeptTolerance">How much may be missing from a kept instalment (R34), 0.00 to 1.00.</param>
/// <param name="PartlyKeptWeightPpm">Weight of a partly kept promise in the compliance rate (R36), parts per million, 0 to
/// 1,000,000.</param>
/// <param name="InterestBeforeCosts">Order within interest and costs (R18); the default pays costs first.</param>
/// <param name="Excess">What happens to money above all that is due (R20).</param>
/// <param name="AgeBucketDays">Upper edges of the age buckets in days, inclusive, ascending (R27).</param>
/// <param name="MonthBuckets">Upper edges of the buckets by months of charge, inclusive, ascending (R27).</param>
/// <param name="TrendBandPpm">Smallest change of a month's charge that counts (R28), parts per million.</param>
/// <param name="NonPaymentPpm">From this change of a month's charge on, the class is non-payment (R28), parts per million.</param>
/// <param name="SuspensionMonthsMax">Longest suspension of one decision (R35), months.</param>
/// <param name="Lapse">When the system proposes that a plan lapsed (R37).</param>
/// <param name="InstalmentTable">Most months from first to last due date by debt (R41); ascending, the last row open.</param>
/// <param name="PlanMinimumDebt">No plan below this debt (R41).</param>
/// <param name="ReviewMonths">Months from signature to a plan's review (R43).</param>
public sealed record ParameterValues(
    int GraceDays,
    Money KeptTolerance,
    int PartlyKeptWeightPpm,
    bool InterestBeforeCosts,
    ExcessRule Excess,
    ValueList<int> AgeBucketDays,
    ValueList<int> MonthBuckets,
    int TrendBandPpm,
    int NonPaymentPpm,
    int SuspensionMonthsMax,
    LapseRule Lapse,
    ValueList<InstalmentRow> InstalmentTable,
    Money PlanMinimumDebt,
    int ReviewMonths)
{
    /// <summary>
    /// A consent given longer ago, in months, holds no more, and the household is asked again (R11); a set that says nothing of it has the
    /// shipped number.
    /// </summary>
    public int ConsentMonths { get; init; } = ShippedDefaults.ConsentMonths;

    /// <summary>About plans that a family can keep; a set that says nothing of them has the shipped ones.</summary>
    public PlanningValues Planning { get; init; } = ShippedPlanning.Values;

    /// <summary>When to warn; a set that says nothing of it has the shipped values.</summary>
    public WarningValues Warnings { get; init; } = WarningValues.Shipped;

    /// <summary>How progress is summed up; a set that says nothing of it has the shipped values.</summary>
    public EmpowermentValues Empowerment { get; init; } = EmpowermentValues.Shipped;

    /// <summary>Who is hosted and for how long; a set that says nothing of it has the shipped values.</summary>
    public HostingValues Hosting { get; init; } = HostingValues.Shipped;
}

public enum ExcessRule
{
    Unspecified = 0,

    /// <summary>Held as unallocated credit and applied when the next debt falls due: the default.</summary>
    HoldAsCredit = 1,

    /// <summary>Applied at once to the posted debt that falls due next.</summary>
    NextCharge = 2,
}

/// <param name="BrokenWithin">Broken outcomes that make the system propose a lapse.</param>
/// <param name="Months">Within how many months; 0 with one broken outcome is the strict rule.</param>
public readonly record struct LapseRule(int BrokenWithin, int Months);

/// <param name="DebtUpTo">Inclusive upper bound; null on the last row.</param>
public readonly record struct InstalmentRow(Money? DebtUpTo, int MonthsMax);
