using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Projections;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Arrears and their trend as the contract shows them, from whichever side they were read: read model or replay.</summary>
internal static class ArrearsAnswers
{
    public static V1.CreditorArrears ToWire(CreditorFigures figures, CreditorId creditor, AgencyReading agency)
    {
        var values = agency.ValuesOn(figures.Day);
        return new V1.CreditorArrears
        {
            Creditor = ResourceNames.Of(agency.Agency, creditor),
            Figures = ToWire(figures.Figures),
            OverdueSinceDate = figures.Figures.OverdueSince.ToWire(),
            AgeDays = figures.AgeDays,
            AgeBucket = Bucket(figures.AgeBucket, values.AgeBucketDays),
            MonthlyCharge = figures.MonthlyCharge?.CentsToWire(),
            MonthsOfCharge = figures.MonthsOfCharge?.ToWire(),
            MonthBucket = figures.MonthBucket is { } bucket ? Bucket(bucket, values.MonthBuckets) : null,
        };
    }

    public static V1.CreditorTrend Trend(CreditorLedger ledger, NodaTime.LocalDate asOf, AgencyReading agency)
    {
        var current = ledger.At(asOf, agency);
        var trend = new V1.CreditorTrend
        {
            Current = ToWire(current, ledger.Creditor, agency),
            Assessment = ToWire(current.Trend),
        };
        foreach (var month in ledger.Months(asOf, agency))
        {
            trend.Months.Add(new V1.ArrearsMonth
            {
                Month = month.Movements.Month.ToWire(),
                Opening = month.Movements.Opening.ToWire(),
                Charged = month.Movements.Charged.ToWire(),
                Paid = month.Movements.Paid.ToWire(),
                Credited = month.Movements.Credited.ToWire(),
                MonthEnd = ToWire(month.End, ledger.Creditor, agency),
                TrendClass = (V1.TrendClass)month.End.Trend.Class,
            });
        }

        return trend;
    }

    public static V1.ArrearsFigures ToWire(ArrearsFigures figures) => new()
    {
        Overdue = figures.Overdue.ToWire(),
        DueToday = figures.DueToday.ToWire(),
        NotYetDue = figures.NotYetDue.ToWire(),
        Scheduled = figures.Scheduled.ToWire(),
        Disputed = figures.Disputed.ToWire(),
        TotalDebt = figures.TotalDebt.ToWire(),
        Stock = figures.Stock.ToWire(),
        UnallocatedCredit = figures.UnallocatedCredit.ToWire(),
        PlanInterestUnpaid = figures.PlanInterestUnpaid.ToWire(),
    };

    private static V1.TrendAssessment ToWire(TrendAssessment trend)
    {
        var wire = new V1.TrendAssessment
        {
            TrendClass = (V1.TrendClass)trend.Class,
            MonthlyChange = trend.MonthlyChange?.CentsToWire(),
            RelativeChange = trend.ShareOfCharge?.ToWire(),
        };
        foreach (var end in trend.MonthEnds)
        {
            wire.MonthEnds.Add(new V1.MonthEndStock { MonthEndDate = end.Day.ToWire(), Stock = end.Stock.ToWire() });
        }

        return wire;
    }

    /// <summary>A bucket by its index among the edges: the first has no lower edge, the last no upper one.</summary>
    private static V1.Bucket Bucket(int index, ValueList<int> edges)
    {
        var bucket = new V1.Bucket();
        if (index > 0)
        {
            bucket.Above = edges[index - 1];
        }

        if (index < edges.Count)
        {
            bucket.UpTo = edges[index];
        }

        return bucket;
    }
}
