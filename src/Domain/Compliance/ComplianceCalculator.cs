using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>Judges promises to pay from facts and ledger (R33–R35): pure, and the same in any order of recording.</summary>
public static class ComplianceCalculator
{
    /// <summary>Cited by judgements; raised with every change here or in the ledger that alters a golden figure (R60).</summary>
    public const int Number = 1;

    /// <summary>D + g + 1: before it, a promise may still be kept (R33).</summary>
    public static LocalDate FirstDayOfJudgement(LocalDate dueDate, ParameterValues values) => dueDate.PlusDays(values.GraceDays + 1);

    /// <summary>
    /// How a promise to pay was kept, as of a day from the first day of judgement on. Null for an instalment whose plan ended on or before
    /// its due date.
    /// </summary>
    /// <param name="values">Of the set that judges: grace and tolerance.</param>
    /// <param name="history">By which the ledger of each day is kept.</param>
    public static Judgement? Judge(
        HouseholdFacts facts, Promise promise, LocalDate judgedOn, ParameterValues values, ParameterHistory history)
    {
        if (promise.Creditor is not { } creditor)
        {
            throw new ArgumentException("Only a promise to pay is judged by payments.", nameof(promise));
        }

        var judgement = promise.Instalment is null
            ? JudgeCommitment(facts, promise, creditor, judgedOn, values, history)
            : InstalmentPayments.Judge(facts, promise, judgedOn, values, history);
        return judgement is not null && CoveringSuspension.Find(facts, creditor, promise.DueDate, judgedOn) is { } suspension
            ? judgement with { Outcome = ComplianceOutcome.Excused, Suspension = suspension }
            : judgement;
    }

    private static Judgement JudgeCommitment(
        HouseholdFacts facts, Promise promise, CreditorId creditor, LocalDate judgedOn, ParameterValues values, ParameterHistory history)
    {
        var paid = new PromisedPayments(facts, creditor, judgedOn, history);
        var inTime = paid.InTime(promise.Subject, values.GraceDays);
        var outcome = Judgement.OutcomeOf(promise.Amount, inTime, values.KeptTolerance);
        var cured = outcome == ComplianceOutcome.Kept
            ? null
            : paid.FullOn(promise.Subject, values.GraceDays, values.KeptTolerance, judgedOn);
        return new Judgement(outcome, promise.Amount, inTime, cured, Suspension: null);
    }
}
