using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Empowerment;

/// <summary>One evaluation with the components on its day and the index beside them (R55).</summary>
public sealed record EvaluationStep(EvaluationRecorded Evaluation, EmpowermentFigures Figures, EmpowermentIndex Index);

/// <summary>A course from its entry on: what was measured and how far the family came (R56, R58).</summary>
/// <param name="Steps">By day: entry, intermediate ones, exit, follow-ups.</param>
/// <param name="EntryToExit">Component by component; empty while there is no exit.</param>
/// <param name="ExitToFollowUp">To the first follow-up; empty while there is none.</param>
/// <param name="FollowUpDueOn">The agency's months after the exit; null before it, and once a follow-up was made.</param>
public sealed record EvaluatedCourse(
    ValueList<EvaluationStep> Steps,
    ValueList<ComponentChange> EntryToExit,
    ValueList<ComponentChange> ExitToFollowUp,
    LocalDate? FollowUpDueOn)
{
    /// <summary>The courses of a household by the day, in order: an entry after an exit begins another. Empty without an entry.</summary>
    public static IReadOnlyList<EvaluatedCourse> All(
        HouseholdFacts facts, IReadOnlyList<CreditorTimeline> timelines, LocalDate asOf, ParameterHistory history)
    {
        var courses = new List<List<EvaluationStep>>();
        foreach (var evaluation in InOrder(facts, asOf))
        {
            if (evaluation.Phase == EvaluationPhase.Entry)
            {
                courses.Add([]);
            }

            if (courses.Count > 0 && EmpowermentCalculator.At(facts, timelines, evaluation, history) is { } figures)
            {
                var values = history.InForce(evaluation.Date)!.Values.Empowerment;
                courses[^1].Add(new EvaluationStep(evaluation, figures, EmpowermentIndex.Of(figures, values)));
            }
        }

        return courses.ConvertAll(steps => Of(steps, history));
    }

    /// <summary>
    /// The steps of a reporting period, of each phase the last, so that an outcome is counted once a household and period (R58).
    /// </summary>
    public static IReadOnlyList<EvaluationStep> CountedIn(DateSpan period, IEnumerable<EvaluatedCourse> courses)
        => [.. courses
            .SelectMany(course => course.Steps)
            .Where(step => period.Contains(step.Evaluation.Date))
            .GroupBy(step => step.Evaluation.Phase)
            .OrderBy(phase => phase.Key)
            .Select(phase => phase.Last())];

    /// <summary>The agency's months after the last exit; null before one, and once a follow-up or another entry came after it.</summary>
    public static LocalDate? FollowUpDue(HouseholdFacts facts, LocalDate asOf, ParameterHistory history)
        => InOrder(facts, asOf) is [.., { Phase: EvaluationPhase.Exit } exit] ? DueAfter(exit.Date, history) : null;

    private static List<EvaluationRecorded> InOrder(HouseholdFacts facts, LocalDate asOf)
    {
        var evaluations = facts.InOrder.OfType<EvaluationRecorded>().Where(e => e.Date <= asOf).ToList();
        evaluations.Sort(EvaluationOrder.Compare);
        return evaluations;
    }

    private static LocalDate DueAfter(LocalDate exit, ParameterHistory history)
        => exit.PlusMonths(history.InForce(exit)!.Values.Empowerment.FollowUpMonths);

    private static EvaluatedCourse Of(List<EvaluationStep> steps, ParameterHistory history)
    {
        var entry = Find(steps, EvaluationPhase.Entry);
        var exit = Find(steps, EvaluationPhase.Exit);
        var followUp = Find(steps, EvaluationPhase.FollowUp);
        return new EvaluatedCourse(
            steps.ToValueList(),
            Changes(entry, exit),
            Changes(exit, followUp),
            exit is not null && followUp is null ? DueAfter(exit.Figures.Day, history) : null);
    }

    private static EvaluationStep? Find(List<EvaluationStep> steps, EvaluationPhase phase)
        => steps.Find(step => step.Evaluation.Phase == phase);

    private static ValueList<ComponentChange> Changes(EvaluationStep? from, EvaluationStep? to)
        => from is null || to is null
            ? []
            : Enumerable.Range(1, EmpowermentValues.ComponentsCount)
                .Select(number => ComponentChange.Of((EmpowermentComponent)number, from.Figures, to.Figures))
                .ToValueList();
}
