using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>Entries of dated budgets, of which a test states only what it is about.</summary>
internal static class Budgets
{
    /// <summary>Likely income in full, uncertain at nothing: the default of R45.</summary>
    public static readonly IncomeWeights Weights = new(IncomeWeights.WholePpm, UncertainPpm: 0);

    /// <summary>The household of case W6: a surplus of 220 a month, and seventeen days without money.</summary>
    public static readonly DatedBudget W6 = Budget(
        "2026-03-31",
        300,
        Food(12),
        Expense(1, 150, "2026-04-05") with { Need = NeedClass.Essential, IsHousing = true },
        Expense(2, 90, "2026-04-10") with { Need = NeedClass.Essential },
        Expense(3, 80, "2026-04-15"),
        Income(4, 900, "2026-04-27"));

    public static DatedBudget Budget(string openingDay, decimal cash, params BudgetEntry[] entries)
        => new(Day(openingDay), Euro(cash), [.. entries]);

    /// <summary>A need of so much a day, written as a week's.</summary>
    public static BudgetEntry Food(decimal perDay, string since = "2020-01-06")
        => new(Id(900), EntryKind.PrimaryNeed, Euro(7 * perDay), new Recurrence(Frequency.Weekly, Day(since), null))
        {
            Need = NeedClass.Primary,
        };

    public static BudgetEntry Expense(int id, decimal amount, string first, Frequency frequency = Frequency.Monthly, string? last = null)
        => new(Id(id), EntryKind.Expense, Euro(amount), Repeats(frequency, first, last)) { Need = NeedClass.Other };

    public static BudgetEntry Income(int id, decimal amount, string first, Frequency frequency = Frequency.Monthly, string? last = null)
        => new(Id(id), EntryKind.Income, Euro(amount), Repeats(frequency, first, last));

    public static Recurrence Repeats(Frequency frequency, string first, string? last = null)
        => new(frequency, Day(first), last is null ? null : Day(last));

    public static ScheduledAmount Due(string day, decimal amount) => new(Day(day), Euro(amount));

    public static LowestBalance Lowest(decimal balance, string day) => new(Euro(balance), Day(day));

    public static IEnumerable<string> Days(IEnumerable<Occurrence> occurrences)
        => occurrences.Select(o => NodaTime.Text.LocalDatePattern.Iso.Format(o.Day));
}
