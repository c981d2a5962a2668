using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>The late or corrected fact that led from one judgement to another (R15).</summary>
internal static class JudgementCause
{
    /// <summary>
    /// The fact or correction with which what was recorded since the earlier judgement came to say the new one, found by halving; where a
    /// person judged, the suspension that excuses. Null when nothing recorded since explains it: only time passed, or the parameters
    /// changed.
    /// </summary>
    /// <param name="values">Of the set that judged.</param>
    public static FactId? Find(
        HouseholdState state,
        Promise promise,
        ComplianceAssessed before,
        Judgement judgement,
        LocalDate judgedOn,
        ParameterValues values,
        ParameterHistory history)
    {
        if (!promise.IsPayment)
        {
            return judgement.Suspension;
        }

        // Versions are gap-free from 1, so that a version is also a count of entries.
        var without = state.Find(before.Id) is { } recorded ? (int)recorded.Version : 0;
        var with = state.Entries.Count;
        if (Says(without))
        {
            return null;
        }

        while (with - without > 1)
        {
            var middle = (with + without) / 2;
            if (Says(middle))
            {
                with = middle;
            }
            else
            {
                without = middle;
            }
        }

        return state.Entries[with - 1].Event switch
        {
            Fact fact => fact.Id,
            FactCorrected correction => correction.Id,
            _ => null,
        };

        bool Says(int count)
        {
            var facts = HouseholdFacts.Known(state.Entries.Take(count));
            return facts.InOrder.FirstOrDefault(happened => happened is Fact fact && fact.Id == promise.Subject) is Fact subject
                && Promise.Of(subject, promise.Instalment) is { } promised
                && ComplianceCalculator.Judge(facts, promised, judgedOn, values, history) == judgement;
        }
    }
}
