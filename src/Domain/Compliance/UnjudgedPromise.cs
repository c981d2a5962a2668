using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>Promises past their due date that nobody has judged, so that none is forgotten.</summary>
public static class UnjudgedPromise
{
    /// <summary>
    /// Commitments that were not withdrawn and instalments that fell due while their plan was active, by (due date, id, instalment).
    /// </summary>
    /// <param name="judged">As <see cref="JudgedPromise.All"/> gives them for the day.</param>
    public static IReadOnlyList<Promise> All(HouseholdFacts facts, IReadOnlyList<JudgedPromise> judged, LocalDate asOf)
    {
        var known = judged.Select(j => (j.Promise.Subject, j.Promise.Instalment)).ToHashSet();
        var ended = Ended(facts, asOf);
        var open = new List<Promise>();
        foreach (var happened in facts.Until(asOf))
        {
            switch (happened)
            {
                case CommitmentAgreed commitment when !(ended.TryGetValue(commitment.Id, out var withdrawnOn) && withdrawnOn <= commitment.DueDate):
                    Add(commitment, instalment: null);
                    break;
                case RepaymentPlanAgreed plan:
                    foreach (var instalment in plan.Instalments)
                    {
                        if (!ended.TryGetValue(plan.Id, out var endedOn) || endedOn > instalment.DueDate)
                        {
                            Add(plan, instalment.Number);
                        }
                    }

                    break;
                default:
                    break;
            }
        }

        open.Sort(Promise.Compare);
        return open;

        void Add(Fact subject, int? instalment)
        {
            if (!known.Contains((subject.Id, instalment)) && Promise.Of(subject, instalment) is { } promise && promise.DueDate < asOf)
            {
                open.Add(promise);
            }
        }
    }

    /// <summary>The day on which a commitment was withdrawn or a plan lapsed or was replaced, by fact; the earliest counts.</summary>
    private static Dictionary<FactId, LocalDate> Ended(HouseholdFacts facts, LocalDate asOf)
    {
        var ended = new Dictionary<FactId, LocalDate>();
        foreach (var happened in facts.Until(asOf))
        {
            var subject = happened switch
            {
                CommitmentWithdrawn withdrawn => withdrawn.Commitment,
                PlanLapsed lapsed => lapsed.Plan,
                RepaymentPlanAgreed { Replaces: { } replaced } => replaced.Plan,
                _ => (FactId?)null,
            };
            if (subject is { } id)
            {
                ended.TryAdd(id, happened.Effective);
            }
        }

        return ended;
    }
}
