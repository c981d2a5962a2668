using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Empowerment;

/// <summary>
/// E6: actions that the household did itself, of those that fell due since entry. Actions are its promises that are not about money; kept
/// or done late counts as done, partly kept does not; excused and withdrawn ones never fell due.
/// </summary>
/// <param name="Due">Judged by the day.</param>
/// <param name="Unjudged">Past their due date and judged by nobody yet: outside the rate, shown beside.</param>
public readonly record struct Autonomy(int Done, int Due, int Unjudged)
{
    /// <summary>0 to 100; null where nothing fell due.</summary>
    public Ratio? Points => Due == 0 ? null : new Ratio(Scale.Max * Done, Due);

    /// <param name="judged">As <see cref="JudgedPromise.All"/> gives them for the day.</param>
    public static Autonomy Of(HouseholdFacts facts, IReadOnlyList<JudgedPromise> judged, LocalDate asOf)
    {
        var done = 0;
        var due = 0;
        foreach (var action in judged)
        {
            if (!action.Promise.IsPayment && action.Latest.Outcome != ComplianceOutcome.Excused)
            {
                due++;
                done += action.Latest.Outcome == ComplianceOutcome.Kept || action.Latest.CuredOn is not null ? 1 : 0;
            }
        }

        return new Autonomy(done, due, UnjudgedPromise.All(facts, judged, asOf).Count(promise => !promise.IsPayment));
    }
}
