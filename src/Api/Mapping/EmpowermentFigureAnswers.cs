using BudgetCoaching.Domain.Empowerment;

namespace BudgetCoaching.Api.Mapping;

/// <summary>The six components, the index and the courses as the contract shows them, every input with its figure (R57).</summary>
internal static class EmpowermentFigureAnswers
{
    public static V1.EmpowermentFigures ToWire(EmpowermentFigures figures) => new()
    {
        FigureDate = figures.Day.ToWire(),
        PaymentReliability = ToWire(figures.Reliability),
        ArrearsReduction = ToWire(figures.Arrears),
        Liquidity = new V1.Liquidity
        {
            Points = figures.Liquidity.Points?.ToWire(),
            WithResourcesDays = figures.Liquidity.WithResources,
            ObservedDays = figures.Liquidity.Observed,
            ReportedDays = figures.Liquidity.Reported,
        },
        WellBeing = figures.WellBeing is { } score ? ToWire(score) : null,
        SelfSufficiency = figures.SelfSufficiency is { } matrix ? ToWire(matrix) : null,
        Autonomy = new V1.Autonomy
        {
            Points = figures.Autonomy.Points?.ToWire(),
            DoneCount = figures.Autonomy.Done,
            DueCount = figures.Autonomy.Due,
            UnjudgedCount = figures.Autonomy.Unjudged,
        },
    };

    public static V1.PaymentReliability ToWire(PaymentReliability reliability) => new()
    {
        Points = reliability.Points?.ToWire(),
        KeptCount = reliability.Rate.Kept,
        PartlyKeptCount = reliability.Rate.PartlyKept,
        BrokenCount = reliability.Rate.Broken,
    };

    public static V1.ArrearsReduction ToWire(ArrearsReduction reduction) => new()
    {
        Points = reduction.Points?.ToWire(),
        EntryStock = reduction.AtEntry.ToWire(),
        Stock = reduction.Now.ToWire(),
    };

    public static V1.EmpowermentIndex ToWire(EmpowermentIndex index) => new()
    {
        Points = index.Points?.ToWire(),
        MissingCount = index.Missing,
    };

    public static V1.EvaluatedCourse ToWire(EvaluatedCourse course)
    {
        var wire = new V1.EvaluatedCourse { FollowUpDueDate = course.FollowUpDueOn.ToWire() };
        foreach (var step in course.Steps)
        {
            wire.Steps.Add(new V1.EvaluationStep
            {
                EvaluationId = step.Evaluation.Id.ToString(),
                Evaluation = CoachingFacts.ToWire(step.Evaluation),
                Figures = ToWire(step.Figures),
                Index = ToWire(step.Index),
            });
        }

        wire.EntryToExit.Add(course.EntryToExit.Select(ToWire));
        wire.ExitToFollowUp.Add(course.ExitToFollowUp.Select(ToWire));
        return wire;
    }

    private static V1.WellBeing ToWire(WellBeingScore score) => new()
    {
        Points = score.Points,
        Raw = score.Raw,
        Answers = CoachingFacts.ToWire(score.Answers),
    };

    private static V1.SelfSufficiency ToWire(SelfSufficiency matrix)
    {
        var wire = new V1.SelfSufficiency { Points = matrix.Points?.ToWire() };
        wire.Ratings.Add(matrix.Ratings.Select(CoachingFacts.ToWire));
        return wire;
    }

    private static V1.ComponentChange ToWire(ComponentChange change)
    {
        var wire = new V1.ComponentChange
        {
            Component = (V1.EmpowermentComponent)change.Component,
            FromDate = change.From.ToWire(),
            ToDate = change.To.ToWire(),
            Points = change.Points?.ToWire(),
        };
        wire.Caveats.Add(change.Caveats.Select(caveat => (V1.ChangeCaveat)caveat));
        return wire;
    }
}
