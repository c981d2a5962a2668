using BudgetCoaching.Domain.Parameters;

namespace BudgetCoaching.Domain.Agencies;

/// <summary>Between which bounds an agency may set its values (rules table 4.11).</summary>
internal static class ParameterBounds
{
    private const int GraceDaysMax = 31;
    private const int KeptToleranceCentsMax = 1_00;
    internal const int WholePpm = 1_000_000;
    private const int TrendPpmMax = 100 * WholePpm;
    private const int BucketsMax = 20;
    private const int AgeDaysMax = 36_500;
    private const int MonthsMax = 600;
    private const int InstalmentRowsMax = 50;
    private const int LapseCountMax = 60;
    private const int LapseMonthsMax = 120;
    private const int SuspensionMonthsMax = 60;
    private const int ReviewMonthsMax = 60;
    private const int ConsentMonthsMax = 60;
    private const int IncomeMonthsMax = 24;
    private const int WarningDaysMax = 366;
    private const int WeightMax = 1_000;
    private const int HostedPersonsMax = 40;
    private const int HostingApprovalsMax = 5;
    private const int HostingMonthsMax = 120;
    internal const long DebtCentsMax = 100_000_000_00;

    /// <summary>Every value outside its bounds by name, with what would be right; none when all are inside.</summary>
    public static ValueList<RefusalDetail> Violations(ParameterValues values)
    {
        List<RefusalDetail> bad = [];
        Expect(bad, "grace_days", values.GraceDays, 0, GraceDaysMax);
        Expect(bad, "kept_tolerance", values.KeptTolerance.Cents, 0, KeptToleranceCentsMax, "must be 0.00 to 1.00");
        Expect(bad, "partly_kept_weight_ppm", values.PartlyKeptWeightPpm, 0, WholePpm);
        Expect(bad, "excess", values.Excess is ExcessRule.HoldAsCredit or ExcessRule.NextCharge, "must be chosen");
        Edges(bad, "age_bucket_days", values.AgeBucketDays, AgeDaysMax);
        Edges(bad, "month_buckets", values.MonthBuckets, MonthsMax);
        Expect(bad, "trend_band_ppm", values.TrendBandPpm, 1, TrendPpmMax);
        Expect(bad, "non_payment_ppm", values.NonPaymentPpm, 1, TrendPpmMax);
        Expect(bad, "non_payment_ppm", values.NonPaymentPpm >= values.TrendBandPpm, "must not be below trend_band_ppm");
        Expect(bad, "suspension_months_max", values.SuspensionMonthsMax, 1, SuspensionMonthsMax);
        Expect(bad, "lapse.broken_within", values.Lapse.BrokenWithin, 1, LapseCountMax);
        Expect(bad, "lapse.months", values.Lapse.Months, 0, LapseMonthsMax);
        Expect(bad, "lapse.months", values.Lapse.Months > 0 || values.Lapse.BrokenWithin == 1, "may be 0 with one broken outcome only");
        Rows(bad, values.InstalmentTable);
        Expect(bad, "plan_minimum_debt", values.PlanMinimumDebt.Cents, 0, DebtCentsMax, "must be 0.00 to 100000000.00");
        Expect(bad, "review_months", values.ReviewMonths, 1, ReviewMonthsMax);
        Expect(bad, "consent_months", values.ConsentMonths, 1, ConsentMonthsMax);
        PlanningBounds.AddViolations(bad, values.Planning);
        Warnings(bad, values.Warnings);
        Empowerment(bad, values.Empowerment);
        Hosting(bad, values.Hosting);
        return [.. bad];
    }

    private static void Warnings(List<RefusalDetail> bad, WarningValues values)
    {
        Expect(bad, "warnings.relapse_month_ends", values.RelapseMonthEnds, 1, MonthsMax);
        Expect(bad, "warnings.relapse_charge_ppm", values.RelapseChargePpm, 0, TrendPpmMax);
        Expect(bad, "warnings.halfway_share_ppm", values.HalfwaySharePpm, 0, WholePpm);
        Expect(bad, "warnings.income_months", values.IncomeMonths, 1, IncomeMonthsMax);
        Expect(bad, "warnings.income_drop_ppm", values.IncomeDropPpm, 1, WholePpm);
        Expect(bad, "warnings.unkept_in_a_row", values.UnkeptInARow, 1, LapseCountMax);
        Expect(bad, "warnings.renewal_days", values.RenewalDays, 0, WarningDaysMax);
        Expect(bad, "warnings.hosting_end_days", values.HostingEndDays, 0, WarningDaysMax);
        Expect(bad, "warnings.silence_days", values.SilenceDays, 1, WarningDaysMax);
    }

    private static void Hosting(List<RefusalDetail> bad, HostingValues values)
    {
        Expect(bad, "hosting.persons_max", values.PersonsMax, 1, HostedPersonsMax);
        Expect(bad, "hosting.approvals", values.Approvals, 1, HostingApprovalsMax);
        Expect(bad, "hosting.term_months", values.TermMonths, 1, HostingMonthsMax);
        Expect(bad, "hosting.total_months", values.TotalMonths, values.TermMonths, HostingMonthsMax);
    }

    private static void Empowerment(List<RefusalDetail> bad, EmpowermentValues values)
    {
        var isWhole = values.Weights.Count == EmpowermentValues.ComponentsCount
            && values.Weights.All(weight => weight is >= 0 and <= WeightMax)
            && values.Weights.Any(weight => weight > 0);
        Expect(
            bad, "empowerment.weights", isWhole, $"must be {EmpowermentValues.ComponentsCount} numbers from 0 to {WeightMax}, not all 0");
        Expect(bad, "empowerment.follow_up_months", values.FollowUpMonths, 1, ReviewMonthsMax);
    }

    private static void Edges(List<RefusalDetail> bad, string name, ValueList<int> edges, int max)
    {
        var ascending = edges.Count is > 0 and <= BucketsMax && edges[0] >= 0 && edges[^1] <= max;
        for (var i = 1; ascending && i < edges.Count; i++)
        {
            ascending = edges[i] > edges[i - 1];
        }

        Expect(bad, name, ascending, $"must be 1 to {BucketsMax} ascending numbers from 0 to {max}");
    }

    /// <summary>Bounds ascend, and the last row has none, so that every debt finds its row.</summary>
    private static void Rows(List<RefusalDetail> bad, ValueList<InstalmentRow> rows)
    {
        const string Name = "instalment_table";
        if (rows.Count is 0 or > InstalmentRowsMax)
        {
            Expect(bad, Name, isMet: false, $"must have 1 to {InstalmentRowsMax} rows");
            return;
        }

        var above = Money.Zero;
        for (var i = 0; i < rows.Count; i++)
        {
            var isLast = i == rows.Count - 1;
            var fits = isLast ? rows[i].DebtUpTo is null : rows[i].DebtUpTo is { } upTo && upTo > above && upTo.Cents <= DebtCentsMax;
            Expect(bad, $"{Name}[{i}].debt_up_to", fits, isLast ? "must be absent on the last row" : "must be above the row before");
            Expect(bad, $"{Name}[{i}].months_max", rows[i].MonthsMax, 1, MonthsMax);
            above = rows[i].DebtUpTo ?? above;
        }
    }

    internal static void Expect(List<RefusalDetail> bad, string name, long value, long min, long max, string? wanted = null)
        => Expect(bad, name, value >= min && value <= max, wanted ?? $"must be {min} to {max}");

    internal static void Expect(List<RefusalDetail> bad, string name, bool isMet, string wanted)
    {
        if (!isMet)
        {
            bad.Add(new RefusalDetail(name, wanted));
        }
    }
}
