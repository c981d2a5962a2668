using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>What is owed, since when, and where it is going (R16–R28, R59): pure, total, and alike in any order of recording.</summary>
public static class ArrearsCalculator
{
    /// <summary>Cited by judgements; raised with every change that alters a golden figure (R60).</summary>
    public const int Number = 1;

    private const int MonthsOfTrend = 4;

    private const int MonthsOfCharges = 12;

    /// <summary>Every creditor that a charge, payment, credit, plan, suspension or contract names, in ascending order.</summary>
    public static IReadOnlyList<CreditorId> Creditors(HouseholdFacts facts)
    {
        var books = facts.Ledger.Books;
        var creditors = new CreditorId[books.Length];
        for (var i = 0; i < creditors.Length; i++)
        {
            creditors[i] = books[i].Creditor;
        }

        return creditors;
    }

    /// <summary>The figures of every day, each by the parameter set in force on it (R60).</summary>
    public static CreditorTimeline Timeline(HouseholdFacts facts, CreditorId creditor, ParameterHistory history) =>
        facts.Ledger.Of(creditor) is { } book
            ? new CreditorTimeline(creditor, TimelineStitching.Steps(book, history), book.Suspensions)
            : new CreditorTimeline(creditor, [], []);

    /// <summary>Months in which something moved, ascending.</summary>
    public static IReadOnlyList<MonthMovements> Movements(HouseholdFacts facts, CreditorId creditor) =>
        facts.Ledger.Of(creditor) is { } book ? MonthlyBooks.Of(book) : [];

    /// <summary>Facts that have no effect yet and belong to no creditor's statement, because what they name is not there (R14).</summary>
    public static IReadOnlyList<PendingReference> Unplaced(HouseholdFacts facts, LocalDate asOf)
    {
        var day = DayNumber.Of(asOf);
        return [.. facts.Ledger.Unplaced.Where(dated => dated.Day <= day).Select(dated => dated.Reference)];
    }

    /// <summary>
    /// c of R26 in cents a month: the contracts in force, else the charges due in the last twelve complete months; null where that is
    /// zero, so that nothing is ever divided by it.
    /// </summary>
    public static Ratio? CurrentMonthlyCharge(HouseholdFacts facts, CreditorId creditor, LocalDate asOf)
    {
        var end = FirstDayAfterCompleteMonths(asOf);
        var start = end.PlusMonths(-MonthsOfCharges);
        Ratio? contracted = null;
        long charged = 0;
        foreach (var happened in facts.Until(asOf))
        {
            switch (happened)
            {
                case ContractRecorded contract when contract.Creditor == creditor && contract.Term.Contains(asOf):
                    contracted = Add(contracted, new Ratio(contract.Amount.Cents, contract.EveryMonths));
                    break;
                case ChargePosted charge when charge.Creditor == creditor && charge.DueDate >= start && charge.DueDate < end:
                    charged += charge.Amount.Total.Cents;
                    break;
                default:
                    break;
            }
        }

        var c = contracted ?? new Ratio(charged, MonthsOfCharges);
        return c.Numerator > 0 ? c : null;
    }

    /// <summary>Overdue ÷ c; null, not infinite, where there is no current charge (R26).</summary>
    public static Ratio? MonthsOfCharge(Money overdue, Ratio? c) =>
        c is { } charge ? new Ratio(overdue.Cents * charge.Denominator, charge.Numerator) : null;

    /// <summary>The class of R28 from the arrears stock at the last four month-ends on or before the day.</summary>
    public static TrendAssessment Trend(CreditorTimeline timeline, LocalDate asOf, Ratio? c, ParameterValues values)
    {
        var ends = new List<MonthEndStock>(MonthsOfTrend);
        var next = FirstDayAfterCompleteMonths(asOf);
        for (var back = MonthsOfTrend - 1; back >= 0; back--)
        {
            var end = next.PlusMonths(-back).PlusDays(-1);
            if (timeline.Steps.Count > 0 && end >= timeline.Steps[0].Day)
            {
                ends.Add(new MonthEndStock(end, timeline.At(end).Stock));
            }
        }

        return Trend(ends, c, values);
    }

    /// <summary>The same from month-ends already at hand, ascending.</summary>
    public static TrendAssessment Trend(IReadOnlyList<MonthEndStock> monthEnds, Ratio? c, ParameterValues values)
    {
        ValueList<MonthEndStock> ends = [.. monthEnds];
        if (ends.Count < MonthsOfTrend)
        {
            return new TrendAssessment(TrendClass.NotEnoughHistory, ends, null, null);
        }

        var before = ends[0].Stock;
        var now = ends[^1].Stock;
        var change = new Ratio((now - before).Cents, MonthsOfTrend - 1);
        Ratio? share = c is { } charge
            ? new Ratio(change.Numerator * charge.Denominator, change.Denominator * charge.Numerator)
            : null;
        return new TrendAssessment(Classify(before, now, share, values), ends, change, share);
    }

    /// <summary>Index of the bucket of an age in days, from 0; the last one is open (R27).</summary>
    public static int AgeBucket(int ageDays, ParameterValues values)
    {
        var bucket = 0;
        foreach (var edge in values.AgeBucketDays.AsSpan())
        {
            if (ageDays <= edge)
            {
                break;
            }

            bucket++;
        }

        return bucket;
    }

    /// <summary>Index of the bucket by months of charge, from 0; the last is open; null where months are undefined (R26, R27).</summary>
    public static int? MonthBucket(Money overdue, Ratio? c, ParameterValues values)
    {
        if (c is not { } charge)
        {
            return null;
        }

        var bucket = 0;
        var scaled = overdue.Cents * charge.Denominator;
        foreach (var edge in values.MonthBuckets.AsSpan())
        {
            if (scaled <= edge * charge.Numerator)
            {
                break;
            }

            bucket++;
        }

        return bucket;
    }

    private static TrendClass Classify(Money before, Money now, Ratio? share, ParameterValues values)
    {
        if (now.IsZero)
        {
            return before.IsZero ? TrendClass.None : TrendClass.Cleared;
        }

        if (share is not { } rho)
        {
            return TrendClass.NoCharge;
        }

        var band = Ratio.PartsPerMillion(values.TrendBandPpm);
        return rho >= Ratio.PartsPerMillion(values.NonPaymentPpm) ? TrendClass.NonPayment
            : rho >= band ? TrendClass.Worsening
            : rho <= Ratio.PartsPerMillion(-values.TrendBandPpm) ? TrendClass.Improving
            : TrendClass.Stable;
    }

    /// <summary>A month is complete on its last day: the first day of the month after the last complete one.</summary>
    private static LocalDate FirstDayAfterCompleteMonths(LocalDate asOf)
    {
        var tomorrow = asOf.PlusDays(1);
        return new LocalDate(tomorrow.Year, tomorrow.Month, 1);
    }

    private static Ratio Add(Ratio? sum, Ratio term)
    {
        if (sum is not { } left)
        {
            return term;
        }

        // In lowest terms, so that any number of contracts stays within the type.
        var numerator = left.Numerator * term.Denominator + term.Numerator * left.Denominator;
        var denominator = left.Denominator * term.Denominator;
        var divisor = CommonDivisor(Int128.Abs(numerator), denominator);
        return new Ratio(numerator / divisor, denominator / divisor);
    }

    private static Int128 CommonDivisor(Int128 left, Int128 right)
    {
        while (left != 0)
        {
            (left, right) = (right % left, left);
        }

        return right;
    }
}
