using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>How promises were kept, counted by their latest judgement (R36).</summary>
/// <param name="Excused">Outside the rate.</param>
/// <param name="Cured">Partly kept or broken, and paid in full later: shown beside.</param>
/// <param name="Rate">(K + weight · P) ÷ (K + P + B); null where nothing can be assessed.</param>
public sealed record ComplianceRate(int Kept, int PartlyKept, int Broken, int Excused, int Cured, Ratio? Rate)
{
    private const long Whole = 1_000_000;

    public bool IsAssessable => Rate is not null;

    /// <summary>Promises that were assessed: the denominator.</summary>
    public int Assessed => Kept + PartlyKept + Broken;

    public static ComplianceRate Of(IEnumerable<JudgedPromise> judged, ParameterValues values)
    {
        int kept = 0, partly = 0, broken = 0, excused = 0, cured = 0;
        foreach (var promise in judged)
        {
            switch (promise.Latest.Outcome)
            {
                case ComplianceOutcome.Kept:
                    kept++;
                    break;
                case ComplianceOutcome.PartlyKept:
                    partly++;
                    break;
                case ComplianceOutcome.Broken:
                    broken++;
                    break;
                case ComplianceOutcome.Excused:
                    excused++;
                    continue;
                default:
                    throw new InvalidOperationException($"{promise.Latest.Outcome} is no outcome.");
            }

            cured += promise.Latest.CuredOn is null ? 0 : 1;
        }

        var assessed = kept + partly + broken;
        var rate = assessed == 0 ? (Ratio?)null : new Ratio(kept * Whole + partly * (long)values.PartlyKeptWeightPpm, assessed * Whole);
        return new ComplianceRate(kept, partly, broken, excused, cured, rate);
    }
}
