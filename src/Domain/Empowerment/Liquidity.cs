using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using NodaTime;

namespace BudgetCoaching.Domain.Empowerment;

/// <summary>E3: of the days observed lately, those that ended with money left.</summary>
/// <param name="WithResources">The modelled balance was not below zero, and the household reported no lack.</param>
/// <param name="Observed">At most so many days after a count of cash that the model still says something, or reported as lacking.</param>
/// <param name="Reported">Days without resources by the household's own word: they override what is modelled.</param>
public readonly record struct Liquidity(int WithResources, int Observed, int Reported)
{
    /// <summary>Looked back upon, the day asked for included.</summary>
    public const int DaysMax = 90;

    /// <summary>A day so long after a count is the last one that counts as observed.</summary>
    public const int DaysAfterCountMax = 31;

    /// <summary>0 to 100; null where no day was observed.</summary>
    public Ratio? Points => Observed == 0 ? null : new Ratio(Scale.Max * WithResources, Observed);

    /// <summary>From the counts, income, payments and expenses recorded and the primary needs planned.</summary>
    public static Liquidity Of(HouseholdFacts facts, LocalDate asOf)
    {
        var from = asOf.PlusDays(1 - DaysMax);
        var lacking = facts.InOrder
            .OfType<HouseholdEvent.ResourcesLacked>()
            .Where(lack => lack.Date >= from && lack.Date <= asOf)
            .Select(lack => lack.Date)
            .ToHashSet();
        var withResources = 0;
        var observed = lacking.Count;
        foreach (var position in ModelledCash.Days(facts, from, asOf))
        {
            if (!lacking.Contains(position.Day) && Period.DaysBetween(position.CountedOn, position.Day) <= DaysAfterCountMax)
            {
                observed++;
                withResources += position.Balance.IsNegative ? 0 : 1;
            }
        }

        return new Liquidity(withResources, observed, lacking.Count);
    }
}
