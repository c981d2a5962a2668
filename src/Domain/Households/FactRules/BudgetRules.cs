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
            ?? Note(fact.Note);

    public static Refusal? Check(ExpenseIncurred fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Slugged(fact.Category, "category")
            ?? Chosen(fact.Need, "need")
            ?? Positive(fact.Amount, "amount")
            ?? Note(fact.Note);

    public static Refusal? Check(BudgetEntryEnded fact, Today today) => Past(fact.Date, today, "date");

    /// <summary>An empty purse is a count like any other.</summary>
    public static Refusal? Check(CashCounted fact, Today today) => Past(fact.Date, today, "date") ?? NotNegative(fact.Amount, "amount");

    /// <summary>An overdrawn account is a figure too.</summary>
    public static Refusal? Check(BalanceObserved fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Bounded(fact.Balance, "balance")
            ?? (fact.Source.Length == 0 ? null : Slugged(fact.Source, "source"));

    private static Refusal? Check(Recurrence recurrence)
        => Chosen(recurrence.Frequency, "recurrence.frequency")
            ?? Day(recurrence.First, "recurrence.first")
            ?? Day(recurrence.Last, "recurrence.last")
            ?? (recurrence.Last is { } last ? InOrder(recurrence.First, last, "recurrence.last") : null);
}
