using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Parameter sets between contract and domain.</summary>
internal static class ParameterSets
{
    public static ParameterValues Read(Fields fields, V1.ParameterValues wire) => new(
        wire.GraceDays,
        fields.MoneyOrZero("kept_tolerance", wire.KeptTolerance),
        wire.PartlyKeptWeightPpm,
        wire.InterestBeforeCosts,
        fields.Choice("excess_rule", (ExcessRule)wire.ExcessRule),
        wire.AgeBucketDays.ToValueList(),
        wire.MonthBuckets.ToValueList(),
        wire.TrendBandPpm,
        wire.NonPaymentPpm,
        wire.SuspensionMonthsMax,
        new LapseRule(wire.LapseRule?.BrokenCount ?? 0, wire.LapseRule?.Months ?? 0),
        wire.InstalmentTable
            .Select((row, i) => new InstalmentRow(
                fields.At("instalment_table", i).OptionalMoney("debt_up_to", row.DebtUpTo), row.MonthsMax))
            .ToValueList(),
        fields.MoneyOrZero("plan_minimum_debt", wire.PlanMinimumDebt),
        wire.ReviewMonths)
    {
        ConsentMonths = wire.ConsentMonths == 0 ? ShippedDefaults.ConsentMonths : wire.ConsentMonths,
        Planning = wire.Planning is { } planning ? PlanningParameters.Read(fields.In("planning"), planning) : ShippedPlanning.Values,
        Warnings = wire.Warnings is { } warnings ? Read(warnings) : WarningValues.Shipped,
        Empowerment = wire.Empowerment is { } empowerment
            ? new EmpowermentValues(empowerment.Weights.ToValueList(), empowerment.FollowUpMonths)
            : EmpowermentValues.Shipped,
        Hosting = wire.Hosting is { } hosting
            ? new HostingValues(hosting.PersonsMax, hosting.Approvals, hosting.TermMonths, hosting.TotalMonths)
            : HostingValues.Shipped,
    };

    /// <summary>Where a value stands in the request, by the name that the rules of its bounds give it.</summary>
    public static string FieldOf(string value) => "parameter_set.values." + value switch
    {
        "excess" => "excess_rule",
        "lapse.broken_within" => "lapse_rule.broken_count",
        "lapse.months" => "lapse_rule.months",
        _ when value.EndsWith(".valid_from", StringComparison.Ordinal) => value + "_date",
        _ => value,
    };

    public static V1.ParameterSet ToWire(ParameterSet set, AgencyId agency, Instant recorded, long version) => new()
    {
        Name = ResourceNames.Of(agency, set.Id),
        ValidFromDate = set.ValidFrom.ToWire(),
        PublicationDate = set.PublishedOn.ToWire(),
        Values = ToWire(set.Values),
        ContentHash = set.ContentHash,
        CreateTime = recorded.ToWire(),
        Etag = Etag.Of(version),
    };

    private static V1.ParameterValues ToWire(ParameterValues values)
    {
        var wire = new V1.ParameterValues
        {
            GraceDays = values.GraceDays,
            KeptTolerance = values.KeptTolerance.ToWire(),
            PartlyKeptWeightPpm = values.PartlyKeptWeightPpm,
            InterestBeforeCosts = values.InterestBeforeCosts,
            ExcessRule = (V1.ExcessRule)values.Excess,
            TrendBandPpm = values.TrendBandPpm,
            NonPaymentPpm = values.NonPaymentPpm,
            SuspensionMonthsMax = values.SuspensionMonthsMax,
            LapseRule = new V1.LapseRule { BrokenCount = values.Lapse.BrokenWithin, Months = values.Lapse.Months },
            PlanMinimumDebt = values.PlanMinimumDebt.ToWire(),
            ReviewMonths = values.ReviewMonths,
            ConsentMonths = values.ConsentMonths,
            Planning = PlanningParameters.ToWire(values.Planning),
            Warnings = ToWire(values.Warnings),
            Empowerment = new V1.EmpowermentValues { FollowUpMonths = values.Empowerment.FollowUpMonths },
            Hosting = new V1.HostingValues
            {
                PersonsMax = values.Hosting.PersonsMax,
                Approvals = values.Hosting.Approvals,
                TermMonths = values.Hosting.TermMonths,
                TotalMonths = values.Hosting.TotalMonths,
            },
        };
        wire.Empowerment.Weights.Add(values.Empowerment.Weights);
        wire.AgeBucketDays.Add(values.AgeBucketDays);
        wire.MonthBuckets.Add(values.MonthBuckets);
        foreach (var row in values.InstalmentTable)
        {
            wire.InstalmentTable.Add(new V1.InstalmentRow { DebtUpTo = row.DebtUpTo.ToWire(), MonthsMax = row.MonthsMax });
        }

        return wire;
    }

    private static WarningValues Read(V1.WarningValues wire) => new(
        wire.RelapseMonthEnds,
        wire.RelapseChargePpm,
        wire.HalfwaySharePpm,
        wire.IncomeMonths,
        wire.IncomeDropPpm,
        wire.UnkeptInARow,
        wire.RenewalDays,
        wire.HostingEndDays,
        wire.SilenceDays);

    private static V1.WarningValues ToWire(WarningValues values) => new()
    {
        RelapseMonthEnds = values.RelapseMonthEnds,
        RelapseChargePpm = values.RelapseChargePpm,
        HalfwaySharePpm = values.HalfwaySharePpm,
        IncomeMonths = values.IncomeMonths,
        IncomeDropPpm = values.IncomeDropPpm,
        UnkeptInARow = values.UnkeptInARow,
        RenewalDays = values.RenewalDays,
        HostingEndDays = values.HostingEndDays,
        SilenceDays = values.SilenceDays,
    };
}
