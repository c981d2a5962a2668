using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using static BudgetCoaching.Domain.Households.FactRules.Conditions;

namespace BudgetCoaching.Domain.Planning;

/// <summary>What a drafted budget may say: within these bounds no calculator here overflows or runs long.</summary>
public static class DraftConditions
{
    /// <summary>Most instalments of agreed plans, and most of a draft.</summary>
    public const int PaymentsMax = 2 * Bounds.InstalmentsMax;

    /// <summary>Null when the budget can be judged; else the first condition that it breaks, in the order of its fields.</summary>
    public static Refusal? Check(DatedBudget budget)
        => Day(budget.OpeningDay, "opening_day")
            ?? NotNegative(budget.OpeningCash.IsNegative ? -budget.OpeningCash : budget.OpeningCash, "opening_cash")
            ?? AtMost(budget.Entries.Count, DatedBudget.EntriesMax, "entries")
            ?? Distinct(budget.Entries.Select(entry => entry.Id), "entries.id")
            ?? First(budget.Entries, Check)
            ?? AtMost(budget.Instalments.Count, PaymentsMax, "instalments")
            ?? First(
                budget.Instalments,
                agreed => Day(agreed.DueDate, "instalments.due_date") ?? Positive(agreed.Amount, "instalments.amount"));

    /// <summary>The same of what is to be paid in a draft.</summary>
    public static Refusal? Check(ValueList<ScheduledAmount> payments)
        => AtMost(payments.Count, PaymentsMax, "payments")
            ?? First(payments, payment => Day(payment.DueDate, "payments.due_date") ?? Positive(payment.Amount, "payments.amount"));

    private static Refusal? Check(BudgetEntry entry)
        => Chosen(entry.Kind, "entries.kind")
            ?? NotNegative(entry.Amount, "entries.amount")
            ?? Check(entry.Recurrence)
            ?? CheckDay(entry)
            ?? (entry.IsIncome ? Chosen(entry.Reliability, "entries.reliability") : null)
            ?? (Enum.IsDefined(entry.Shift) ? null : At(Reasons.ValueUnspecified, "entries.shift", "entries.shift is no shift known here."))
            ?? AtMost(entry.Changes.Count, BudgetEntry.ChangesMax, "entries.changes")
            ?? Distinct(entry.Changes.Select(change => change.Planned), "entries.changes.planned")
            ?? (entry is { IsSpread: true, Changes.Count: > 0 }
                ? At(Reasons.ValueNotExpected, "entries.changes", "A need that is spread over the days has no dates to change.")
                : null)
            ?? First(entry.Changes, Check);

    private static Refusal? Check(Recurrence recurrence)
        => Chosen(recurrence.Frequency, "entries.recurrence.frequency")
            ?? Day(recurrence.First, "entries.recurrence.first")
            ?? Day(recurrence.Last, "entries.recurrence.last")
            ?? (recurrence.Last is { } last ? InOrder(recurrence.First, last, "entries.recurrence.last") : null);

    /// <summary>The first date falls on the day of the month that is given.</summary>
    private static Refusal? CheckDay(BudgetEntry entry)
        => entry.DayOfMonth is not { } day
            ? null
            : Within(day, 1, InstalmentSchedule.LastDayOfMonth, "entries.day_of_month")
                ?? (InstalmentSchedule.Monthly(entry.Recurrence.First, day, 0) == entry.Recurrence.First
                    ? null
                    : At(Reasons.ValueOutOfRange, "entries.day_of_month", "The first date must fall on the day of the month."));

    private static Refusal? Check(OccurrenceChange change)
        => Day(change.Planned, "entries.changes.planned")
            ?? Day(change.Day, "entries.changes.day")
            ?? (change.Amount is { } amount ? NotNegative(amount, "entries.changes.amount") : null);
}
