using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>A promise with the judgement that counts and those before it, which stay visible (R15).</summary>
/// <param name="Earlier">In the order in which they were made.</param>
public sealed record JudgedPromise(Promise Promise, ComplianceAssessed Latest, ValueList<ComplianceAssessed> Earlier)
{
    /// <summary>
    /// Every promise judged by the day, by (due date, id, instalment). What was promised in a voided fact, or judged in one, is left out,
    /// and so is what was withdrawn.
    /// </summary>
    public static IReadOnlyList<JudgedPromise> All(HouseholdFacts facts, LocalDate asOf)
    {
        var subjects = new Dictionary<FactId, Fact>();
        var judgements = new Dictionary<(FactId Subject, int? Instalment), List<ComplianceAssessed>>();
        foreach (var happened in facts.Span)
        {
            switch (happened)
            {
                case CommitmentAgreed or RepaymentPlanAgreed:
                    subjects.Add(((Fact)happened).Id, (Fact)happened);
                    break;
                case CommitmentWithdrawn withdrawn:
                    Withdraw(subjects, withdrawn);
                    break;
                case ComplianceAssessed assessed when assessed.JudgedOn <= asOf:
                    var key = (assessed.Subject, assessed.Instalment);
                    if (!judgements.TryGetValue(key, out var known))
                    {
                        judgements.Add(key, known = []);
                    }

                    known.Add(assessed);
                    break;
                default:
                    break;
            }
        }

        var judged = new List<JudgedPromise>(judgements.Count);
        foreach (var (key, made) in judgements)
        {
            if (subjects.TryGetValue(key.Subject, out var subject) && Promise.Of(subject, key.Instalment) is { } promise)
            {
                judged.Add(LatestOf(promise, made));
            }
        }

        judged.Sort(Compare);
        return judged;
    }

    /// <summary>A promise withdrawn by its due date counts nowhere (R38); afterwards it is too late.</summary>
    internal static void Withdraw(Dictionary<FactId, Fact> subjects, CommitmentWithdrawn withdrawn)
    {
        if (subjects.TryGetValue(withdrawn.Commitment, out var subject)
            && subject is CommitmentAgreed commitment
            && withdrawn.Date <= commitment.DueDate)
        {
            subjects.Remove(withdrawn.Commitment);
        }
    }

    /// <summary>The last that no other re-assesses: on one day the chain of re-assessments decides, not the random id.</summary>
    internal static JudgedPromise LatestOf(Promise promise, List<ComplianceAssessed> made)
    {
        if (made.Count == 1)
        {
            return new JudgedPromise(promise, made[0], []);
        }

        var reassessed = made.Where(m => m.Reassesses is not null).Select(m => m.Reassesses!.Value).ToHashSet();
        var latest = made.FindLast(m => !reassessed.Contains(m.Id)) ?? made[^1];
        return new JudgedPromise(promise, latest, made.Where(m => m.Id != latest.Id).ToValueList());
    }

    /// <summary>By due date, then id, then instalment.</summary>
    internal static int Compare(JudgedPromise left, JudgedPromise right) => Promise.Compare(left.Promise, right.Promise);
}
