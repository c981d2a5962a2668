using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Empowerment;

/// <summary>The rate of E1 from a day until the next step.</summary>
public readonly record struct ReliabilityStep(LocalDate Day, ComplianceRate Rate);

/// <summary>E1 on every day, in one pass: what <see cref="PaymentReliability"/> is from the promises judged by that day.</summary>
public static class ReliabilitySteps
{
    private static readonly Comparer<JudgedPromise> ByDueDate = Comparer<JudgedPromise>.Create(JudgedPromise.Compare);

    /// <summary>While nothing has been judged.</summary>
    public static ComplianceRate None { get; } = new(0, 0, 0, 0, 0, Rate: null);

    /// <returns>Ascending by day; before the first step it is <see cref="None"/>.</returns>
    public static IReadOnlyList<ReliabilityStep> Of(HouseholdFacts facts, ParameterHistory history)
    {
        var subjects = new Dictionary<FactId, Fact>();
        var assessments = new List<ComplianceAssessed>();
        foreach (var happened in facts.InOrder)
        {
            if (happened is CommitmentAgreed or RepaymentPlanAgreed)
            {
                subjects.Add(((Fact)happened).Id, (Fact)happened);
            }
            else if (happened is CommitmentWithdrawn withdrawn)
            {
                JudgedPromise.Withdraw(subjects, withdrawn);
            }
            else if (happened is ComplianceAssessed assessed)
            {
                assessments.Add(assessed);
            }
        }

        return assessments.Count == 0 ? [] : Sweep(subjects, assessments, history);
    }

    public static ComplianceRate At(IReadOnlyList<ReliabilityStep> steps, LocalDate asOf)
    {
        var low = 0;
        var high = steps.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = steps[middle].Day <= asOf ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? None : steps[low - 1].Rate;
    }

    /// <param name="subjects">What was promised, by fact.</param>
    /// <param name="assessments">Ascending by the day of judgement.</param>
    /// <param name="history">For the weight of what was partly kept.</param>
    private static List<ReliabilityStep> Sweep(
        Dictionary<FactId, Fact> subjects, List<ComplianceAssessed> assessments, ParameterHistory history)
    {
        var made = new Dictionary<(FactId, int?), List<ComplianceAssessed>>();
        var judged = new List<JudgedPromise>();
        var steps = new List<ReliabilityStep>();
        var next = 0;
        foreach (var day in assessments.Select(assessed => assessed.JudgedOn).Concat(history.Boundaries()).Distinct().Order())
        {
            for (; next < assessments.Count && assessments[next].JudgedOn <= day; next++)
            {
                Judge(subjects, assessments[next], made, judged);
            }

            var rate = PaymentReliability.Of(judged, history.InForce(day)?.Values ?? ShippedDefaults.Values).Rate;
            if (rate != (steps.Count == 0 ? None : steps[^1].Rate))
            {
                steps.Add(new ReliabilityStep(day, rate));
            }
        }

        return steps;
    }

    private static void Judge(
        Dictionary<FactId, Fact> subjects,
        ComplianceAssessed assessed,
        Dictionary<(FactId, int?), List<ComplianceAssessed>> made,
        List<JudgedPromise> judged)
    {
        if (!subjects.TryGetValue(assessed.Subject, out var subject)
            || Promise.Of(subject, assessed.Instalment) is not { IsPayment: true } promise)
        {
            return;
        }

        if (!made.TryGetValue((assessed.Subject, assessed.Instalment), out var earlier))
        {
            made.Add((assessed.Subject, assessed.Instalment), earlier = []);
        }

        earlier.Add(assessed);
        var latest = JudgedPromise.LatestOf(promise, earlier);
        var at = judged.BinarySearch(latest, ByDueDate);
        if (at >= 0)
        {
            judged[at] = latest;
        }
        else
        {
            judged.Insert(~at, latest);
        }
    }
}
