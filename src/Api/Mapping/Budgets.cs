using BudgetCoaching.Api.Services;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>A month of a household's budget as the contract shows it.</summary>
internal static class Budgets
{
    public static V1.Budget ToWire(HouseholdView view, YearMonth month)
    {
        var days = month.ToDateInterval();
        var effective = view.Effective().ToList();
        var ends = effective.OfType<BudgetEntryEnded>().GroupBy(e => e.Entry).ToDictionary(e => e.Key, e => e.Min(end => end.Date));
        var budget = new V1.Budget
        {
            Household = ResourceNames.Of(view.Household),
            Month = month.ToWire(),
            Resolved = view.Resolved,
        };
        Money income = default, expense = default, primary = default;
        foreach (var happened in effective)
        {
            switch (happened)
            {
                case IncomeEntryRecorded entry when Lasts(ends, entry.Id, entry.Recurrence, days):
                    budget.IncomeEntries.Add(new V1.Budget.Types.DeclaredIncome
                    {
                        FactId = entry.Id.ToString(),
                        IncomeEntry = BudgetFacts.ToWire(entry),
                        EndDate = EndOf(ends, entry.Id),
                    });
                    break;
                case ExpensePlanned planned when Lasts(ends, planned.Id, planned.Recurrence, days):
                    budget.PlannedExpenses.Add(new V1.Budget.Types.DeclaredExpense
                    {
                        FactId = planned.Id.ToString(),
                        PlannedExpense = BudgetFacts.ToWire(planned),
                        EndDate = EndOf(ends, planned.Id),
                    });
                    break;
                case IncomeReceived received when days.Contains(received.Date):
                    budget.Incomes.Add(
                        new V1.Budget.Types.ReceivedIncome { FactId = received.Id.ToString(), Income = BudgetFacts.ToWire(received) });
                    income += received.Amount;
                    break;
                case ExpenseIncurred spent when days.Contains(spent.Date):
                    budget.Expenses.Add(
                        new V1.Budget.Types.IncurredExpense { FactId = spent.Id.ToString(), Expense = BudgetFacts.ToWire(spent) });
                    expense += spent.Amount;
                    primary += spent.Need == NeedClass.Primary ? spent.Amount : Money.Zero;
                    break;
                case OccurrenceAdjusted adjusted when days.Contains(adjusted.Change.Planned)
                    || (adjusted.Change.Day is { } moved && days.Contains(moved)):
                    budget.AdjustedOccurrences.Add(new V1.Budget.Types.AdjustedOccurrence
                    {
                        FactId = adjusted.Id.ToString(), OccurrenceAdjustment = BudgetFacts.ToWire(adjusted),
                    });
                    break;
                case CashCounted counted when days.Contains(counted.Date):
                    budget.CashCounts.Add(BudgetFacts.ToWire(counted));
                    break;
            }
        }

        budget.IncomeTotal = income.ToWire();
        budget.ExpenseTotal = expense.ToWire();
        budget.PrimaryExpenseTotal = primary.ToWire();
        return budget;
    }

    /// <summary>Neither ended nor past its last occurrence when the month begins.</summary>
    private static bool Lasts(Dictionary<FactId, LocalDate> ends, FactId entry, Recurrence recurrence, DateInterval days)
    {
        var last = recurrence.Frequency == Frequency.OneOff ? recurrence.First : recurrence.Last;
        return (last is null || last >= days.Start) && (!ends.TryGetValue(entry, out var end) || end > days.Start);
    }

    private static Google.Type.Date? EndOf(Dictionary<FactId, LocalDate> ends, FactId entry) =>
        ends.TryGetValue(entry, out var end) ? end.ToWire() : null;
}
