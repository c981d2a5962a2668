using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>The days of one entry inside a horizon, and what balances become when it is changed alone.</summary>
internal sealed class EntryDays
{
    private readonly LocalDate firstDay;
    private readonly IncomeWeights weights;
    private readonly IReadOnlyList<Occurrence> occurrences;
    private readonly int[] at;

    /// <summary>Dates that are left, beyond the horizon too: a move loses none. Only for an entry that ends.</summary>
    private readonly Lazy<int> remaining;

    /// <param name="firstDay">Of the horizon.</param>
    /// <param name="entry">Without changes of single occurrences.</param>
    /// <param name="occurrences">Those inside the horizon; at least one.</param>
    /// <param name="weights">How income counts.</param>
    public EntryDays(LocalDate firstDay, BudgetEntry entry, IReadOnlyList<Occurrence> occurrences, IncomeWeights weights)
    {
        this.firstDay = firstDay;
        this.weights = weights;
        this.occurrences = occurrences;
        Entry = entry;
        at = Indexes(occurrences);
        remaining = new Lazy<int>(() => Occurrences.CountFrom(entry, occurrences[0].Planned));
    }

    public BudgetEntry Entry { get; }

    /// <summary>Occurrences on or before a day.</summary>
    public int CountUntil(int index)
    {
        var found = Array.BinarySearch(at, index);
        if (found < 0)
        {
            return ~found;
        }

        while (found < at.Length && at[found] == index)
        {
            found++;
        }

        return found;
    }

    /// <summary>
    /// False for an outflow of which a later date cannot help: some bad day lacks more than all that falls on it or shortly before.
    /// </summary>
    public bool MayHelpLater(ReadOnlySpan<long> balances, int daysMax)
    {
        // Months and shifts to working days differ by some days, which the reach grants.
        var reach = daysMax + 2 * WorkingDays.ShiftDaysMax;
        for (var i = 0; i < balances.Length; i++)
        {
            if (balances[i] < 0 && balances[i] + (CountUntil(i) - CountUntil(i - reach)) * Entry.Amount.Cents < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The entry from its next date on, so many days later; null where that lies before the horizon.</summary>
    public BudgetEntry? Moved(int days)
    {
        var first = occurrences[0].Planned.PlusDays(days);
        if (WorkingDays.Shift(first, Entry.Shift) < firstDay)
        {
            return null;
        }

        var moved = Entry with { DayOfMonth = null, Recurrence = Entry.Recurrence with { First = first, Last = null } };
        return Entry.Recurrence.Last is null
            ? moved
            : moved with { Recurrence = moved.Recurrence with { Last = Occurrences.Planned(moved, remaining.Value - 1) } };
    }

    /// <summary>
    /// The lowest balance with a changed entry in the place of this one; null where a day ends below zero, and where the horizon would end
    /// so if what was moved out of it were paid by then.
    /// </summary>
    public LowestBalance? LowestWith(BudgetEntry changed, ReadOnlySpan<long> balances)
    {
        var changedAt = Indexes(Occurrences.Between(changed, firstDay, firstDay.PlusDays(balances.Length - 1)));
        var (each, changedEach) = (Signed(Entry), Signed(changed));
        var (next, changedNext, lowestAt) = (0, 0, 0);
        var (difference, lowest) = (0L, long.MaxValue);
        for (var i = 0; i < balances.Length; i++)
        {
            for (; next < at.Length && at[next] == i; next++)
            {
                difference -= each;
            }

            for (; changedNext < changedAt.Length && changedAt[changedNext] == i; changedNext++)
            {
                difference += changedEach;
            }

            var balance = balances[i] + difference;
            if (balance < 0)
            {
                return null;
            }

            (lowest, lowestAt) = balance < lowest ? (balance, i) : (lowest, lowestAt);
        }

        var movedOut = Math.Max(0, at.Length - changedAt.Length) * Math.Min(changedEach, 0);
        return balances[^1] + difference + movedOut < 0 ? null : new LowestBalance(new Money(lowest), firstDay.PlusDays(lowestAt));
    }

    private long Signed(BudgetEntry entry)
        => entry.IsIncome ? weights.Count(entry.Amount, entry.Reliability).Cents : -entry.Amount.Cents;

    private int[] Indexes(IReadOnlyList<Occurrence> found)
    {
        var indexes = new int[found.Count];
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = Period.DaysBetween(firstDay, found[i].Day);
        }

        return indexes;
    }
}
