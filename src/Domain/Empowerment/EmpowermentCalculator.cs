using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Empowerment;

/// <summary>All components of a household on a day (R55): pure, from the facts known, alike in any order of recording (R14).</summary>
public static class EmpowermentCalculator
{
    /// <summary>Raised with every change that alters a golden figure (R60).</summary>
    public const int Number = 1;

    /// <summary>E4 and E5 as last measured by the day. Null before the enrolment.</summary>
    /// <param name="timelines">One for every creditor of the household.</param>
    public static EmpowermentFigures? At(
        HouseholdFacts facts, IReadOnlyList<CreditorTimeline> timelines, LocalDate day, ParameterHistory history)
    {
        WellBeingAnswers? answers = null;
        ValueList<DomainRating> matrix = [];
        foreach (var happened in facts.InOrder.TakeWhile(happened => happened.Effective <= day))
        {
            if (happened is EvaluationRecorded evaluation)
            {
                answers = evaluation.WellBeing ?? answers;
                matrix = evaluation.Matrix.Count > 0 ? evaluation.Matrix : matrix;
            }
        }

        return Of(facts, timelines, day, answers, matrix, history);
    }

    /// <summary>On an evaluation's day, with what was measured in it and nothing older.</summary>
    public static EmpowermentFigures? At(
        HouseholdFacts facts, IReadOnlyList<CreditorTimeline> timelines, EvaluationRecorded evaluation, ParameterHistory history)
        => Of(facts, timelines, evaluation.Date, evaluation.WellBeing, evaluation.Matrix, history);

    private static EmpowermentFigures? Of(
        HouseholdFacts facts,
        IReadOnlyList<CreditorTimeline> timelines,
        LocalDate day,
        WellBeingAnswers? answers,
        ValueList<DomainRating> matrix,
        ParameterHistory history)
    {
        if (facts.Enrolment is not { } enrolment || enrolment.Date > day)
        {
            return null;
        }

        var values = history.InForce(day)?.Values ?? throw new InvalidOperationException("No parameter set is in force.");
        var judged = JudgedPromise.All(facts, day);
        return new EmpowermentFigures(
            day,
            PaymentReliability.Of(judged, values),
            new ArrearsReduction(Stock(timelines, enrolment.Date), Stock(timelines, day)),
            Liquidity.Of(facts, day),
            WellBeingScore.Of(answers),
            SelfSufficiency.Of(matrix),
            Autonomy.Of(facts, judged, day));
    }

    private static Money Stock(IReadOnlyList<CreditorTimeline> timelines, LocalDate day)
        => new(timelines.Sum(timeline => timeline.At(day).Stock.Cents));
}
