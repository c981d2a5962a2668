using BudgetCoaching.Domain.Compliance;

namespace BudgetCoaching.Api.Mapping;

/// <summary>What speaks for and against a claim, as the contract shows it.</summary>
internal static class NoFaultAnswers
{
    public static V1.NoFaultAssessment ToWire(NoFaultAssessment assessment)
    {
        var wire = new V1.NoFaultAssessment
        {
            IncomeBefore = assessment.IncomeBefore.ToWire(),
            IncomeAfter = assessment.IncomeAfter.ToWire(),
            KeptCount = assessment.KeptBefore.Kept,
            PartlyKeptCount = assessment.KeptBefore.PartlyKept,
            BrokenCount = assessment.KeptBefore.Broken,
            ExcusedCount = assessment.KeptBefore.Excused,
            KeptRate = assessment.KeptBefore.Rate?.ToWire(),
            AgeDays = assessment.AgeDays,
            RecognisedAgeDays = assessment.AgeDaysRecognised,
        };
        if (assessment.IncomeFell is { } fell)
        {
            wire.IncomeFell = fell;
        }

        foreach (var promise in assessment.Excused)
        {
            wire.Promises.Add(new V1.PromiseDue
            {
                SubjectId = promise.Subject.ToString(),
                Instalment = promise.Instalment ?? 0,
                DueDate = promise.DueDate.ToWire(),
                Amount = promise.Amount.ToWire(),
            });
        }

        return wire;
    }
}
