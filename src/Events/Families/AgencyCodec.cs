using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>The agency, its creditors and its parameters: message and record.</summary>
internal static class AgencyCodec
{
    public static V1.AgencyCreated MessageOf(AgencyCreated happened) => new()
    {
        Agency = happened.Agency.Value,
        EffectiveDay = CivilDay.Of(happened.Date),
        DisplayName = happened.DisplayName,
    };

    public static AgencyCreated Read(V1.AgencyCreated message) =>
        new(new AgencyId(message.Agency), CivilDay.ToDate(message.EffectiveDay), message.DisplayName);

    public static V1.CreditorRegistered MessageOf(CreditorRegistered happened) => new()
    {
        Creditor = happened.Creditor.Value,
        EffectiveDay = CivilDay.Of(happened.Date),
        DisplayName = happened.DisplayName,
    };

    public static CreditorRegistered Read(V1.CreditorRegistered message) =>
        new(new CreditorId(message.Creditor), CivilDay.ToDate(message.EffectiveDay), message.DisplayName);

    public static V1.OwnIdMapped MessageOf(OwnIdMapped happened)
    {
        var message = new V1.OwnIdMapped
        {
            OwnId = Uuid.Of(happened.OwnId),
            Kind = (V1.OwnIdKind)happened.Kind,
            EffectiveDay = CivilDay.Of(happened.Date),
        };
        if (happened.Target is { } target)
        {
            message.Target = target;
        }

        return message;
    }

    public static OwnIdMapped Read(V1.OwnIdMapped message) => new(
        Uuid.Read(message.OwnId),
        (OwnIdKind)message.Kind,
        CivilDay.ToDate(message.EffectiveDay),
        message.HasTarget ? message.Target : null);

    public static V1.ParameterSetPublished MessageOf(ParameterSet set) => new()
    {
        ParameterSet = set.Id.Value,
        ValidFromDay = CivilDay.Of(set.ValidFrom),
        PublishedDay = CivilDay.Of(set.PublishedOn),
        Values = MessageOf(set.Values),
        ContentHash = set.ContentHash,
    };

    public static ParameterSet Read(V1.ParameterSetPublished message) => new(
        new ParameterSetId(message.ParameterSet),
        CivilDay.ToDate(message.ValidFromDay),
        CivilDay.ToDate(message.PublishedDay),
        Read(message.Values ?? throw new InvalidDataException("A parameter set without values.")),
        message.ContentHash);

    public static V1.ParameterValues MessageOf(ParameterValues values)
    {
        var message = new V1.ParameterValues
        {
            GraceDays = values.GraceDays,
            KeptToleranceCents = values.KeptTolerance.Cents,
            PartlyKeptWeightPpm = values.PartlyKeptWeightPpm,
            InterestBeforeCosts = values.InterestBeforeCosts,
            Excess = (V1.ExcessRule)values.Excess,
            TrendBandPpm = values.TrendBandPpm,
            NonPaymentPpm = values.NonPaymentPpm,
            SuspensionMonthsMax = values.SuspensionMonthsMax,
            Lapse = new V1.LapseRule { BrokenWithin = values.Lapse.BrokenWithin, Months = values.Lapse.Months },
            PlanMinimumDebtCents = values.PlanMinimumDebt.Cents,
            ReviewMonths = values.ReviewMonths,

            // What is as shipped is not written: a set that says nothing of it keeps its bytes and its hash.
            Planning = values.Planning == ShippedPlanning.Values ? null : PlanningCodec.MessageOf(values.Planning),
            Warnings = values.Warnings == WarningValues.Shipped ? null : MessageOf(values.Warnings),
            Empowerment = values.Empowerment == EmpowermentValues.Shipped ? null : MessageOf(values.Empowerment),
            Hosting = values.Hosting == HostingValues.Shipped ? null : MessageOf(values.Hosting),
        };
        if (values.ConsentMonths != ShippedDefaults.ConsentMonths)
        {
            message.ConsentMonths = values.ConsentMonths;
        }

        message.AgeBucketDays.AddRange(values.AgeBucketDays);
        message.MonthBuckets.AddRange(values.MonthBuckets);
        message.InstalmentTable.AddRange(values.InstalmentTable.Select(MessageOf));
        return message;
    }

    private static V1.InstalmentRow MessageOf(InstalmentRow row)
    {
        var message = new V1.InstalmentRow { MonthsMax = row.MonthsMax };
        if (row.DebtUpTo is { } bound)
        {
            message.DebtUpToCents = bound.Cents;
        }

        return message;
    }

    private static ParameterValues Read(V1.ParameterValues message) => new(
        GraceDays: message.GraceDays,
        KeptTolerance: new Money(message.KeptToleranceCents),
        PartlyKeptWeightPpm: message.PartlyKeptWeightPpm,
        InterestBeforeCosts: message.InterestBeforeCosts,
        Excess: (ExcessRule)message.Excess,
        AgeBucketDays: message.AgeBucketDays.ToValueList(),
        MonthBuckets: message.MonthBuckets.ToValueList(),
        TrendBandPpm: message.TrendBandPpm,
        NonPaymentPpm: message.NonPaymentPpm,
        SuspensionMonthsMax: message.SuspensionMonthsMax,
        Lapse: new LapseRule(message.Lapse?.BrokenWithin ?? 0, message.Lapse?.Months ?? 0),
        InstalmentTable: message.InstalmentTable
            .Select(r => new InstalmentRow(r.HasDebtUpToCents ? new Money(r.DebtUpToCents) : null, r.MonthsMax)).ToValueList(),
        PlanMinimumDebt: new Money(message.PlanMinimumDebtCents),
        ReviewMonths: message.ReviewMonths)
    {
        ConsentMonths = message.HasConsentMonths ? message.ConsentMonths : ShippedDefaults.ConsentMonths,
        Planning = message.Planning is { } planning ? PlanningCodec.Read(planning) : ShippedPlanning.Values,
        Warnings = message.Warnings is { } warnings ? Read(warnings) : WarningValues.Shipped,
        Empowerment = message.Empowerment is { } empowerment
            ? new EmpowermentValues(empowerment.Weights.ToValueList(), empowerment.FollowUpMonths)
            : EmpowermentValues.Shipped,
        Hosting = message.Hosting is { } hosting
            ? new HostingValues(hosting.PersonsMax, hosting.Approvals, hosting.TermMonths, hosting.TotalMonths)
            : HostingValues.Shipped,
    };

    private static V1.WarningValues MessageOf(WarningValues values) => new()
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

    private static WarningValues Read(V1.WarningValues message) => new(
        RelapseMonthEnds: message.RelapseMonthEnds,
        RelapseChargePpm: message.RelapseChargePpm,
        HalfwaySharePpm: message.HalfwaySharePpm,
        IncomeMonths: message.IncomeMonths,
        IncomeDropPpm: message.IncomeDropPpm,
        UnkeptInARow: message.UnkeptInARow,
        RenewalDays: message.RenewalDays,
        HostingEndDays: message.HostingEndDays,
        SilenceDays: message.SilenceDays);

    private static V1.HostingValues MessageOf(HostingValues values) => new()
    {
        PersonsMax = values.PersonsMax,
        Approvals = values.Approvals,
        TermMonths = values.TermMonths,
        TotalMonths = values.TotalMonths,
    };

    private static V1.EmpowermentValues MessageOf(EmpowermentValues values)
    {
        var message = new V1.EmpowermentValues { FollowUpMonths = values.FollowUpMonths };
        message.Weights.AddRange(values.Weights);
        return message;
    }
}
