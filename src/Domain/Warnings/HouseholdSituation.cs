using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>What the work list knows of a household on a day: everything that its rank is read from.</summary>
/// <param name="Consultant">The last one assigned by the day; null while nobody is.</param>
/// <param name="IsOpen">A closed household is seen for its follow-up only (R9).</param>
/// <param name="Overdue">To all creditors (R23).</param>
/// <param name="MonthsOfCharge">The largest among the creditors (R26); null where no creditor has a current charge.</param>
/// <param name="Trend">The most urgent class among creditors with arrears; none where nobody has any (R28).</param>
/// <param name="LastContact">Null where nobody spoke with the household yet.</param>
/// <param name="ToJudge">Promises whose grace has run out and that nobody judged (R33).</param>
/// <param name="FollowUpDueOn">After an exit without a follow-up yet (R58); null otherwise.</param>
/// <param name="ReviewDueOn">The earliest open review of a plan, past or to come (R43); null where none is open.</param>
/// <param name="HostingReviewDueOn">Since when more persons live in a hosting than were admitted (R53); null where none do.</param>
/// <param name="HostingProposal">The earliest proposal of a hosting that nobody refused and not enough have approved (R51).</param>
/// <param name="Warnings">By kind, creditor and day.</param>
/// <param name="NextChangeOn">
/// The first later day on which the rank may change while facts, figures, trends and parameters stay (R61); null: never.
/// </param>
public sealed record HouseholdSituation(
    HouseholdId Household,
    StaffId? Consultant,
    LocalDate AsOf,
    bool IsOpen,
    Money Overdue,
    Ratio? MonthsOfCharge,
    TrendClass Trend,
    LocalDate? LastContact,
    int ToJudge,
    LocalDate? FollowUpDueOn,
    LocalDate? ReviewDueOn,
    LocalDate? HostingReviewDueOn,
    HostingPending? HostingProposal,
    ValueList<Warning> Warnings,
    LocalDate? NextChangeOn)
{
    /// <summary>Classes of households with arrears, the most urgent first; the others come after.</summary>
    private static readonly TrendClass[] ByUrgency =
    [
        TrendClass.NonPayment,
        TrendClass.Worsening,
        TrendClass.NoCharge,
        TrendClass.Stable,
        TrendClass.NotEnoughHistory,
        TrendClass.Improving,
    ];

    /// <summary>Null before the enrolment.</summary>
    /// <param name="timelines">One for every creditor of the household.</param>
    public static HouseholdSituation? Of(
        HouseholdFacts facts, IReadOnlyList<CreditorTimeline> timelines, LocalDate asOf, ParameterHistory history)
    {
        if (facts.Enrolment is not { } enrolment || enrolment.Date > asOf)
        {
            return null;
        }

        var view = new WarningView(facts, timelines, asOf, history);
        var overdue = Money.Zero;
        Ratio? months = null;
        var urgency = ByUrgency.Length;
        foreach (var (_, figures, charge, trend) in view.Creditors)
        {
            overdue += figures.Overdue;
            var ofCharge = ArrearsCalculator.MonthsOfCharge(figures.Overdue, charge);
            months = ofCharge is { } more && (months is not { } most || more > most) ? more : months;
            if (!figures.Overdue.IsZero || !figures.Stock.IsZero)
            {
                urgency = Math.Min(urgency, UrgencyOf(trend.Class));
            }
        }

        var followUpDueOn = EvaluatedCourse.FollowUpDue(facts, asOf, history);
        var reviewDueOn = PlanReview.DueOn(view);
        return new HouseholdSituation(
            enrolment.Household,
            view.Consultant,
            asOf,
            view.IsOpen,
            overdue,
            months,
            urgency < ByUrgency.Length ? ByUrgency[urgency] : TrendClass.None,
            view.LastContact?.Date,
            ToJudgeOf(view),
            followUpDueOn,
            reviewDueOn,
            HostingReview.DueOn(view),
            HostingPending.Of(view),
            WarningCalculator.Of(view),
            SituationChange.After(view, followUpDueOn, reviewDueOn));
    }

    /// <summary>A class of past months where nothing was owed at their ends says as little as no history.</summary>
    private static int UrgencyOf(TrendClass trend)
    {
        var at = Array.IndexOf(ByUrgency, trend);
        return at >= 0 ? at : Array.IndexOf(ByUrgency, TrendClass.NotEnoughHistory);
    }

    private static int ToJudgeOf(WarningView view)
        => UnjudgedPromise.All(view.Facts, view.Judged, view.AsOf)
            .Count(promise => ComplianceCalculator.FirstDayOfJudgement(promise.DueDate, view.Set.Values) <= view.AsOf);
}
