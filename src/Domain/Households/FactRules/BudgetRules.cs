using BudgetCoaching.Domain.Planning;
using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What facts about income, expenses and cash may say.</summary>
internal static class BudgetRules
{
    public static Refusal? Check(IncomeEntryRecorded fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Chosen(fact.Source, "source")
            ?? Positive(fact.Amount, "amount")
            ?? Check(fact.Recurrence)
            ?? Check(fact.Terms, fact.Recurrence)
            ?? Chosen(fact.Reliability, "reliability")
            ?? Note(fact.Note);

    public static Refusal? Check(IncomeReceived fact, Today today)
        => Past(fact.Date, today, "date") ?? Positive(fact.Amount, "amount") ?? Chosen(fact.Source, "source") ?? Note(fact.Note);

    public static Refusal? Check(ExpensePlanned fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Slugged(fact.Category, "category")
            ?? Chosen(fact.Need, "need")
            ?? Positive(fact.Amount, "amount")
            ?? Check(fact.Recurrence)
            ?? Check(fact.Terms, fact.Recurrence)
            ?? Note(fact.Note);

    public static Refusal? Check(ExpenseIncurred fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Slugged(fact.Category, "category")
            ?? Chosen(fact.Need, "need")
            ?? Positive(fact.Amount, "amount")
            ?? Note(fact.Note);

    public static Refusal? Check(BudgetEntryEnded fact, Today today) => Past(fact.Date, today, "date");

    public static Refusal? Check(OccurrenceAdjusted fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Day(fact.Change.Planned, "change.planned")
            ?? Day(fact.Change.Day, "change.day")
            ?? (fact.Change.Amount is { } amount ? NotNegative(amount, "change.amount") : null)
            ?? (fact.Change is { Amount: null, Day: null }
                ? At(Reasons.ValueMissing, "change", "change must give another amount, another date, or both.")
                : null);

    /// <summary>An occurrence is named by its date by the rule alone; of an entry that is not recorded yet nobody can tell (R14).</summary>
    public static Refusal? CheckDate(HouseholdState state, OccurrenceAdjusted fact)
        => state.Find(fact.Entry)?.Live switch
        {
            IncomeEntryRecorded income => CheckDate(HouseholdBudget.Entry(income), fact),
            ExpensePlanned expense => CheckDate(HouseholdBudget.Entry(expense), fact),
            _ => null,
        };

    private static Refusal? CheckDate(BudgetEntry entry, OccurrenceAdjusted fact)
        => Occurrences.IsPlanned(entry, fact.Change.Planned)
            ? null
            : At(
                Reasons.OccurrenceUnknown,
                "change.planned",
                entry.IsSpread
                    ? "A need that recurs is spread over the days and has no dates to change."
                    : $"The entry has no occurrence on {Text(fact.Change.Planned)} by its rule.",
                new RefusalDetail("date", Text(fact.Change.Planned)));

    /// <summary>An empty purse is a count like any other.</summary>
    public static Refusal? Check(CashCounted fact, Today today) => Past(fact.Date, today, "date") ?? NotNegative(fact.Amount, "amount");

    /// <summary>An overdrawn account is a figure too.</summary>
    public static Refusal? Check(BalanceObserved fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Bounded(fact.Balance, "balance")
            ?? (fact.Source.Length == 0 ? null : Slugged(fact.Source, "source"));

    /// <summary>The first date falls on the day of the month that is given.</summary>
    private static Refusal? Check(EntryTerms terms, Recurrence recurrence)
        => (Enum.IsDefined(terms.Shift) ? null : At(Reasons.ValueUnspecified, "shift", "shift must be one of the values offered."))
            ?? (terms.DayOfMonth is { } day
                ? Within(day, 1, InstalmentSchedule.LastDayOfMonth, "day_of_month")
                    ?? (InstalmentSchedule.Monthly(recurrence.First, day, 0) == recurrence.First
                        ? null
                        : At(Reasons.ValueOutOfRange, "day_of_month", "The first date must fall on the day of the month."))
                : null);

    private static Refusal? Check(Recurrence recurrence)
        => Chosen(recurrence.Frequency, "recurrence.frequency")
            ?? Day(recurrence.First, "recurrence.first")
            ?? Day(recurrence.Last, "recurrence.last")
            ?? (recurrence.Last is { } last ? InOrder(recurrence.First, last, "recurrence.last") : null);
}
