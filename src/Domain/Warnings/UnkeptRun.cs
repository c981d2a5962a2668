using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// EW4: the last promises by due date, of whatever kind, were not kept; excused ones are skipped. What was cured counts, for an outcome
/// stays what it was (R34), but nothing of it is missing any more.
/// </summary>
internal static class UnkeptRun
{
    public static Warning? Find(WarningView view)
    {
        var judged = view.Judged;
        var run = new List<JudgedPromise>();
        for (var i = judged.Count - 1; i >= 0 && judged[i].Latest.Outcome != ComplianceOutcome.Kept; i--)
        {
            if (judged[i].Latest.Outcome != ComplianceOutcome.Excused)
            {
                run.Add(judged[i]);
            }
        }

        if (run.Count < view.Values.UnkeptInARow)
        {
            return null;
        }

        run.Reverse();
        var missing = new Money(run.Where(j => j.Latest.CuredOn is null).Sum(j => (j.Latest.Due - j.Latest.PaidInTime).Cents));
        return view.Warn(
            WarningKind.UnkeptInARow,
            run.Max(j => j.Latest.JudgedOn),
            missing,
            run.Select(j => j.Latest.Id).ToValueList(),
            new WarningEvidence.Unkept(run.Count));
    }
}
