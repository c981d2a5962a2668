using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>A proposal to let a plan lapse, with the broken instalments that led to it; a person decides (R31, R37).</summary>
/// <param name="Broken">By due date.</param>
public sealed record LapseProposal(FactId Plan, ValueList<JudgedPromise> Broken)
{
    /// <summary>
    /// Null while too few instalments of the plan are broken within the agency's months, looking back from the last broken one. Excused and
    /// partly kept ones never count.
    /// </summary>
    /// <param name="judged">By due date, as <see cref="JudgedPromise.All"/> gives them.</param>
    public static LapseProposal? Of(FactId plan, IEnumerable<JudgedPromise> judged, ParameterValues values)
    {
        var broken = judged.Where(j => j.Promise.Subject == plan && j.Latest.Outcome == ComplianceOutcome.Broken).ToList();
        if (broken.Count == 0)
        {
            return null;
        }

        var since = broken[^1].Promise.DueDate.PlusMonths(-values.Lapse.Months);
        var within = broken.Where(j => values.Lapse.Months == 0 || j.Promise.DueDate > since).ToValueList();
        return within.Count >= values.Lapse.BrokenWithin ? new LapseProposal(plan, within) : null;
    }
}
