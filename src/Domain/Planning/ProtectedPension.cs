using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Planning;

/// <summary>A declared pension with what the law protects of it; information beside the checks of a plan (R47).</summary>
/// <param name="Entry">The income entry.</param>
/// <param name="Pension">A month.</param>
public sealed record ProtectedPension(FactId Entry, Money Pension, PensionProtection Protection)
{
    /// <summary>
    /// The monthly pensions that run on the day, by the social allowance of the day; none where the agency's table has no allowance for it.
    /// </summary>
    /// <param name="facts">As known.</param>
    /// <param name="rules">Of the day.</param>
    public static ValueList<ProtectedPension> All(HouseholdFacts facts, PlanningRules rules)
    {
        if (rules.Values.SocialAllowance.On(rules.AsOf, rules.KnownOn) is not { } allowance)
        {
            return [];
        }

        var pensions = facts.InOrder.OfType<IncomeEntryRecorded>()
            .Where(entry => entry.Source == IncomeSource.Pension && entry.Recurrence.Frequency == Frequency.Monthly)
            .Select(entry => entry.Id)
            .ToHashSet();
        return HouseholdBudget.Entries(facts, rules.AsOf)
            .Where(entry => pensions.Contains(entry.Id) && !(entry.Recurrence.Last < rules.AsOf))
            .Select(entry => new ProtectedPension(entry.Id, entry.Amount, PensionProtection.Of(entry.Amount, allowance.Amount)))
            .ToValueList();
    }
}
