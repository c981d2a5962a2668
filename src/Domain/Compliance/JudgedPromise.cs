using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>A promise with the judgement that counts and those before it, which stay visible (R15).</summary>
/// <param name="Earlier">In the order in which they were made.</param>
public sealed record JudgedPromise(Promise Promise, ComplianceAssessed Latest, ValueList<ComplianceAssessed> Earlier)
{
    /// <summary>
    /// Every promise judged by the day, by (due date, id, instalment). What was promised in a voided fact, or judged in one, is left out.
    /// </summary>
    public static IReadOnlyList<JudgedPromise> All(HouseholdFacts facts, LocalDate asOf)
    {
        var subjects = new Dictionary<FactId, Fact>();
        var judgements = new Dictionary<(FactId Subject, int? Instalment), List<ComplianceAssessed>>();
        foreach (var happened in facts.InOrder)
        {
            switch (happened)
            {
                case CommitmentAgreed or RepaymentPlanAgreed:
                    subjects.Add(((Fact)happened).Id, (Fact)happened);
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

    /// <summary>The last that no other re-assesses: on one day the chain of re-assessments decides, not the random id.</summary>
    internal static JudgedPromise LatestOf(Promise promise, List<ComplianceAssessed> made)
    {
        var reassessed = made.Where(m => m.Reassesses is not null).Select(m => m.Reassesses!.Value).ToHashSet();
        var latest = made.FindLast(m => !reassessed.Contains(m.Id)) ?? made[^1];
        return new JudgedPromise(promise, latest, made.Where(m => m.Id != latest.Id).ToValueList());
    }

    /// <summary>By due date, then id, then instalment.</summary>
    internal static int Compare(JudgedPromise left, JudgedPromise right)
    {
        var byDue = left.Promise.DueDate.CompareTo(right.Promise.DueDate);
        var bySubject = byDue != 0 ? byDue : left.Promise.Subject.CompareTo(right.Promise.Subject);
        return bySubject != 0 ? bySubject : Nullable.Compare(left.Promise.Instalment, right.Promise.Instalment);
    }
}
