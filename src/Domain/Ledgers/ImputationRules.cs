using BudgetCoaching.Domain.Parameters;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>The parameters that change how money is laid on debts (R18, R20): sets alike in these share a pass (R60).</summary>
internal readonly record struct ImputationRules(bool InterestBeforeCosts, bool ExcessToNextCharge)
{
    /// <summary>Before an agency's first set, the shipped defaults.</summary>
    public static ImputationRules Of(ParameterSet? set)
    {
        var values = set?.Values ?? ShippedDefaults.Values;
        return new ImputationRules(values.InterestBeforeCosts, values.Excess == ExcessRule.NextCharge);
    }
}
