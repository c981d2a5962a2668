using BudgetCoaching.Domain.Ledgers;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>One reason why a household stands where it stands, with its points.</summary>
/// <param name="Warning">Of a warning its kind; unspecified for the other reasons.</param>
/// <param name="Count">How often: warnings of the kind, full months of charge, promises, full weeks; 1 where nothing is counted.</param>
public readonly record struct ScorePart(ScoreReason Reason, WarningKind Warning, int Count, int Points);

public enum ScoreReason
{
    Unspecified = 0,

    /// <summary>Where the arrears are going (R28).</summary>
    Trend = 1,

    /// <summary>A relapse or an early warning (R29, R30).</summary>
    Warning = 2,

    /// <summary>How many full months of charge are overdue (R26).</summary>
    MonthsOfCharge = 3,

    /// <summary>Promises wait to be judged (R33).</summary>
    PromisesToJudge = 4,

    /// <summary>The follow-up evaluation is due (R58).</summary>
    FollowUpDue = 5,

    /// <summary>Full weeks since the last contact: they only add to another reason.</summary>
    WeeksWithoutContact = 6,

    /// <summary>A plan is to be talked over again (R43).</summary>
    PlanReviewDue = 7,

    /// <summary>More persons live in a hosting than were admitted to it (R53).</summary>
    HostingReviewDue = 8,

    /// <summary>A hosting was proposed and waits for others to decide it (R51).</summary>
    HostingToDecide = 9,
}

/// <summary>
/// The points of a situation. They say whom to see first and decide nothing (R31). What is close at hand and can still be turned weighs
/// most: money that runs out before a due date, arrears that grow or are back.
/// </summary>
public static class WorkScore
{
    /// <summary>Raised with every change of the points.</summary>
    public const int Number = 4;

    private const int PointsAMonthOfCharge = 2;
    private const int MonthsOfChargeMax = 12;
    private const int PointsAPromise = 5;
    private const int PromisesMax = 3;
    private const int PointsOfFollowUp = 15;
    private const int PointsOfReview = 10;
    private const int PointsOfDecision = 10;
    internal const int WeeksMax = 8;
    internal const int DaysInWeek = 7;

    /// <summary>In the order of the table in docs/rules.md, warnings by kind; empty where nothing calls for a visit.</summary>
    public static ValueList<ScorePart> Parts(HouseholdSituation situation)
    {
        var parts = new List<ScorePart>();
        if (situation.IsOpen)
        {
            Add(parts, ScoreReason.Trend, count: 1, PointsOf(situation.Trend));
            AddWarnings(parts, situation.Warnings);
            var months = situation.MonthsOfCharge is { } m ? (int)Int128.Min(m.Numerator / m.Denominator, MonthsOfChargeMax) : 0;
            Add(parts, ScoreReason.MonthsOfCharge, months, months * PointsAMonthOfCharge);
            Add(
                parts,
                ScoreReason.PromisesToJudge,
                situation.ToJudge,
                Math.Min(situation.ToJudge, PromisesMax) * PointsAPromise);
            Add(parts, ScoreReason.PlanReviewDue, count: 1, situation.ReviewDueOn <= situation.AsOf ? PointsOfReview : 0);
            Add(parts, ScoreReason.HostingReviewDue, count: 1, situation.HostingReviewDueOn is null ? 0 : PointsOfReview);
            Add(parts, ScoreReason.HostingToDecide, count: 1, situation.HostingProposal is null ? 0 : PointsOfDecision);
        }

        Add(parts, ScoreReason.FollowUpDue, count: 1, situation.FollowUpDueOn <= situation.AsOf ? PointsOfFollowUp : 0);
        if (parts.Count > 0 && situation.IsOpen && situation.LastContact is { } contact)
        {
            var weeks = Math.Min(NodaTime.Period.DaysBetween(contact, situation.AsOf) / DaysInWeek, WeeksMax);
            Add(parts, ScoreReason.WeeksWithoutContact, weeks, weeks);
        }

        return parts.ToValueList();
    }

    public static int PointsOf(TrendClass trend) => trend switch
    {
        TrendClass.NonPayment => 60,
        TrendClass.Worsening => 50,
        TrendClass.NoCharge => 40,
        TrendClass.Stable => 30,
        TrendClass.NotEnoughHistory => 20,
        TrendClass.Improving => 10,
        _ => 0,
    };

    public static int PointsOf(WarningKind kind) => kind switch
    {
        WarningKind.ShortfallAhead => 50,
        WarningKind.Relapse => 40,
        WarningKind.HalfwayUnpaid => 30,
        WarningKind.UnkeptInARow => 30,
        WarningKind.IncomeDrop => 25,
        WarningKind.HostingEnding => 25,
        WarningKind.Silence => 25,
        WarningKind.IncomeEnding => 15,
        _ => 0,
    };

    /// <summary>A kind counts once, however many creditors it concerns: two landlords make no family more urgent than one.</summary>
    private static void AddWarnings(List<ScorePart> parts, ValueList<Warning> warnings)
    {
        foreach (var kind in warnings.GroupBy(warning => warning.Kind).OrderBy(kind => kind.Key))
        {
            parts.Add(new ScorePart(ScoreReason.Warning, kind.Key, kind.Count(), PointsOf(kind.Key)));
        }
    }

    private static void Add(List<ScorePart> parts, ScoreReason reason, int count, int points)
    {
        if (points > 0)
        {
            parts.Add(new ScorePart(reason, WarningKind.Unspecified, count, points));
        }
    }
}
