using BudgetCoaching.Domain.Empowerment;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Progress since entry as the contract shows it.</summary>
internal static class EmpowermentAnswers
{
    public static V1.EmpowermentProgress ToWire(EmpowermentProgress progress)
    {
        var wire = new V1.EmpowermentProgress
        {
            PaymentReliability = ToWire(progress.Reliability),
            ArrearsReduction = ToWire(progress.Arrears),
        };
        foreach (var step in progress.Steps)
        {
            wire.Steps.Add(new V1.EmpowermentStep
            {
                StepDate = step.Day.ToWire(),
                PaymentReliability = EmpowermentFigureAnswers.ToWire(step.Reliability),
                ArrearsReduction = EmpowermentFigureAnswers.ToWire(step.Arrears),
            });
        }

        return wire;
    }

    private static V1.ComponentProgress ToWire(ComponentProgress progress) => new()
    {
        FirstDate = progress.FirstOn.ToWire(),
        First = progress.First?.ToWire(),
        Now = progress.Now?.ToWire(),
        Change = progress.Change?.ToWire(),
    };
}
