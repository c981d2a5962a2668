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
        for (var i = 0; i < progress.Steps.Count; i++)
        {
            var step = progress.Steps[i];
            wire.Steps.Add(new V1.EmpowermentStep
            {
                StepDate = step.Day.ToWire(),
                PaymentReliability = ToWire(step.Reliability, withPromises: i == progress.Steps.Count - 1),
                ArrearsReduction = new V1.ArrearsReduction
                {
                    Points = step.Arrears.Points?.ToWire(),
                    EntryStock = step.Arrears.AtEntry.ToWire(),
                    Stock = step.Arrears.Now.ToWire(),
                },
            });
        }

        return wire;
    }

    private static V1.PaymentReliability ToWire(PaymentReliability reliability, bool withPromises)
    {
        var wire = new V1.PaymentReliability
        {
            Points = reliability.Points?.ToWire(),
            KeptCount = reliability.Rate.Kept,
            PartlyKeptCount = reliability.Rate.PartlyKept,
            BrokenCount = reliability.Rate.Broken,
        };
        if (withPromises)
        {
            foreach (var counted in reliability.Counted)
            {
                wire.CountedPromises.Add(new V1.PaymentReliability.Types.CountedPromise
                {
                    SubjectId = counted.Promise.Subject.ToString(),
                    Instalment = counted.Promise.Instalment ?? 0,
                    JudgementId = counted.Latest.Id.ToString(),
                    Outcome = (V1.ComplianceOutcome)counted.Latest.Outcome,
                });
            }
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
