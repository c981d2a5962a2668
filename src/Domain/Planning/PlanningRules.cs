using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Planning;

/// <summary>By which values plans are judged (R49, R60).</summary>
/// <param name="Set">In force on the day.</param>
/// <param name="AsOf">The day of judgement: dated tables are read for it.</param>
/// <param name="KnownOn">Rows of dated tables that were public later do not count.</param>
/// <param name="Persons">Who live in the household; null when nobody recorded it: then there is no living minimum to compare with.</param>
public sealed record PlanningRules(ParameterSet Set, LocalDate AsOf, LocalDate KnownOn, int? Persons)
{
    /// <summary>Raised with every change of the planning calculators that alters a golden figure (R60).</summary>
    public const int Number = 1;

    public PlanningValues Values => Set.Values.Planning;

    public IncomeWeights Weights => new(Values.LikelyIncomePpm, Values.UncertainIncomePpm);

    /// <summary>What a judgement stores of the rules that made it.</summary>
    public JudgementBasis Basis => new(Set.Id, Set.ContentHash, Number);

    /// <summary>Null without the household's size, or where the agency's tables say nothing for the day.</summary>
    public LivingMinimum? LivingMinimum
        => Persons is { } persons ? Planning.LivingMinimum.For(Values, persons, AsOf, KnownOn) : null;

    /// <summary>The members last recorded by the day; null when there are none.</summary>
    public static int? PersonsOn(HouseholdFacts facts, LocalDate day)
    {
        int? persons = null;
        foreach (var happened in facts.InOrder)
        {
            if (happened.Effective > day)
            {
                break;
            }

            persons = happened is CompositionRecorded { Members.Count: > 0 and var count } ? count : persons;
        }

        return persons;
    }
}
