using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;

namespace BudgetCoaching.Domain.Empowerment;

/// <summary>E1: how reliably the last promises to pay were kept. Never an input to rent, eligibility or sanctions (R57).</summary>
/// <param name="Counted">What it was read from, so that a person can see every input.</param>
/// <param name="Rate">Its numerator and denominator are those of the rate of R36.</param>
public sealed record PaymentReliability(ValueList<JudgedPromise> Counted, ComplianceRate Rate)
{
    /// <summary>Promises to pay that count, from the last one back.</summary>
    public const int PromisesMax = 6;

    /// <summary>0 to 100; null where nothing can be assessed.</summary>
    public Ratio? Points => Rate.Rate is { } rate ? new Ratio(rate.Numerator * Scale.Max, rate.Denominator) : null;

    /// <param name="judged">By due date, as <see cref="JudgedPromise.All"/> gives them.</param>
    public static PaymentReliability Of(IReadOnlyList<JudgedPromise> judged, ParameterValues values)
    {
        var last = new List<JudgedPromise>(PromisesMax);
        for (var i = judged.Count - 1; i >= 0 && last.Count < PromisesMax; i--)
        {
            if (judged[i].Promise.IsPayment && judged[i].Latest.Outcome != ComplianceOutcome.Excused)
            {
                last.Add(judged[i]);
            }
        }

        last.Reverse();
        var counted = last.ToValueList();
        return new PaymentReliability(counted, ComplianceRate.Of(counted, values));
    }
}
