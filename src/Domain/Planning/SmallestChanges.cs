using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>One thing done otherwise in a budget that lets every day end at zero or above.</summary>
/// <param name="Changed">The entry as it would be: put it into the budget with <see cref="DatedBudget.With(BudgetEntry)"/>.</param>
/// <param name="Lowest">With it and the easiest plans.</param>
public abstract record BudgetChange(BudgetEntry Changed, LowestBalance Lowest)
{
    /// <summary>
    /// Whether with it a plan exists that no check blocks (R46–R48), as it is the days alone that it was found by (R44); null where the
    /// limits were not asked about.
    /// </summary>
    public bool? IsWithinLimits { get; init; }

    /// <summary>From its next date on, the entry falls so many days later; below zero, earlier.</summary>
    public sealed record Move(BudgetEntry Changed, LowestBalance Lowest, int Days) : BudgetChange(Changed, Lowest);

    /// <summary>Each occurrence of an expense takes so much less.</summary>
    public sealed record Reduction(BudgetEntry Changed, LowestBalance Lowest, Money By) : BudgetChange(Changed, Lowest);
}

/// <summary>
/// The smallest single changes that let every day of a horizon end at zero or above, found exactly: an expense later, an income earlier, or
/// an expense smaller, since nothing else raises a balance. Primary needs are never touched (R50), nor entries that are fixed or of which
/// single occurrences were changed.
/// </summary>
public static class SmallestChanges
{
    public const int MoveDaysMax = 31;

    public const int ShownMax = 3;

    /// <summary>Moves first, by days, then the higher lowest balance; then reductions, by cents; ties in the entries' order.</summary>
    /// <param name="budget">In which one entry is changed.</param>
    /// <param name="balances">Of each day of the horizon with all that is to be paid; at least one is below zero.</param>
    /// <param name="weights">How income counts.</param>
    internal static ValueList<BudgetChange> Of(DatedBudget budget, ReadOnlySpan<long> balances, IncomeWeights weights)
    {
        var moves = new List<BudgetChange.Move>();
        var reductions = new List<BudgetChange.Reduction>();
        var lastDay = budget.FirstDay.PlusDays(balances.Length - 1);
        foreach (var entry in budget.Entries)
        {
            if (entry.IsFixed || entry.Changes.Count > 0 || entry.Kind == EntryKind.PrimaryNeed)
            {
                continue;
            }

            var occurrences = Occurrences.Between(entry, budget.FirstDay, lastDay);
            if (occurrences.Count > 0)
            {
                var day = new EntryDays(budget.FirstDay, entry, occurrences, weights);
                AddIfAny(moves, SmallestMove(day, balances));
                AddIfAny(reductions, entry.IsIncome ? null : SmallestReduction(day, balances));
            }
        }

        return moves.OrderBy(move => Math.Abs(move.Days)).ThenByDescending(move => move.Lowest.Balance)
            .Concat<BudgetChange>(reductions.OrderBy(reduction => reduction.By))
            .Take(ShownMax)
            .ToValueList();
    }

    private static BudgetChange.Move? SmallestMove(EntryDays days, ReadOnlySpan<long> balances)
    {
        if (!days.Entry.IsIncome && !days.MayHelpLater(balances, MoveDaysMax))
        {
            return null;
        }

        for (var by = 1; by <= MoveDaysMax; by++)
        {
            var moved = days.Moved(days.Entry.IsIncome ? -by : by);
            if (moved is not null && days.LowestWith(moved, balances) is { } lowest)
            {
                return new BudgetChange.Move(moved, lowest, days.Entry.IsIncome ? -by : by);
            }
        }

        return null;
    }

    /// <summary>Each bad day asks for its shortfall over the occurrences until then; the day that asks for most decides.</summary>
    private static BudgetChange.Reduction? SmallestReduction(EntryDays days, ReadOnlySpan<long> balances)
    {
        var by = 0L;
        for (var i = 0; i < balances.Length; i++)
        {
            if (balances[i] < 0)
            {
                var count = days.CountUntil(i);
                by = count == 0 ? long.MaxValue : Math.Max(by, (-balances[i] + count - 1) / count);
            }

            if (by > days.Entry.Amount.Cents)
            {
                return null;
            }
        }

        var reduced = days.Entry with { Amount = days.Entry.Amount - new Money(by) };
        return new BudgetChange.Reduction(reduced, days.LowestWith(reduced, balances)!.Value, new Money(by));
    }

    private static void AddIfAny<TChange>(List<TChange> changes, TChange? change)
        where TChange : BudgetChange
    {
        if (change is not null)
        {
            changes.Add(change);
        }
    }
}
