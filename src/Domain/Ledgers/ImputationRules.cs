using BudgetCoaching.Domain.Parameters;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>The parameters that change how money is laid on debts; figures that differ in no other value need one pass (R18, R20, R60).</summary>
internal readonly record struct ImputationRules(bool InterestBeforeCosts, bool ExcessToNextCharge)
{
    /// <summary>Before an agency's first set, the shipped defaults.</summary>
    public static ImputationRules Of(ParameterSet? set)
    {
        var values = set?.Values ?? ShippedDefaults.Values;
        return new ImputationRules(values.InterestBeforeCosts, values.Excess == ExcessRule.NextCharge);
    }
}
