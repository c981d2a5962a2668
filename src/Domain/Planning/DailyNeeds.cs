using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// n of R44: what the primary needs take on each day (R50). An entry counts evenly over the days on which it runs, a week as seven days
/// and a month as a twelfth of 365; the sum of a day is rounded up to the cent, once.
/// </summary>
public static class DailyNeeds
{
    /// <summary>Every frequency's share of a day is a whole number of these parts: 28 × 365.</summary>
    private const long PartsOfDay = 28 * 365;

    public static Money On(DatedBudget budget, LocalDate day)
    {
        var parts = 0L;
        foreach (var entry in budget.Entries)
        {
            if (entry.IsSpread && day >= entry.Recurrence.First && (entry.Recurrence.Last is not { } last || day <= last))
            {
                parts += Parts(entry);
            }
        }

        return new Money(RoundUp(parts));
    }

    /// <summary>Adds the needs of each day from <paramref name="firstDay"/> on.</summary>
    /// <returns>The largest of a single day.</returns>
    internal static Money AddTo(Span<long> cents, DatedBudget budget, LocalDate firstDay)
    {
        var changes = new long[cents.Length + 1];
        foreach (var entry in budget.Entries)
        {
            if (entry.IsSpread)
            {
                var start = Math.Clamp(Period.DaysBetween(firstDay, entry.Recurrence.First), 0, cents.Length);
                var end = entry.Recurrence.Last is { } last
                    ? Math.Clamp(Period.DaysBetween(firstDay, last) + 1, start, cents.Length)
                    : cents.Length;
                changes[start] += Parts(entry);
                changes[end] -= Parts(entry);
            }
        }

        var parts = 0L;
        var most = 0L;
        for (var i = 0; i < cents.Length; i++)
        {
            parts += changes[i];
            cents[i] += RoundUp(parts);
            most = Math.Max(most, parts);
        }

        return new Money(RoundUp(most));
    }

    private static long Parts(BudgetEntry entry) => entry.Amount.Cents * (Occurrences.Step(entry.Recurrence.Frequency) switch
    {
        (0, var months) => PartsOfDay * 12 / 365 / months,
        var (days, _) => PartsOfDay / days,
    });

    private static long RoundUp(long parts) => (parts + PartsOfDay - 1) / PartsOfDay;
}
