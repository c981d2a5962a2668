using BudgetCoaching.V1;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

/// <summary>A household of its own for one test, with a dated budget that opens on 31 March 2026.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Expense">Fact id of the last expense planned.</param>
internal sealed record BudgetedHousehold(string Name, string Expense)
{
    /// <summary>Case W6: 300 in hand, needs of 12 a day, three bills in the first half of the month, 900 on the 27th.</summary>
    public static async Task<BudgetedHousehold> W6Async(RunningService service, Reliability wages)
    {
        var name = (await OpenedHousehold.EnrolAsync(service)).Name;
        var budgets = new BudgetService.BudgetServiceClient(service.Channel);
        await PlanAsync(budgets, name, NeedClass.Primary, 84, Frequency.Weekly, "2026-03-02");
        await PlanAsync(budgets, name, NeedClass.Essential, 150, Frequency.Monthly, "2026-04-05");
        await PlanAsync(budgets, name, NeedClass.Essential, 90, Frequency.Monthly, "2026-04-10");
        var last = await PlanAsync(budgets, name, NeedClass.Other, 80, Frequency.Monthly, "2026-04-15");
        await EarnAsync(budgets, name, 900, "2026-04-27", wages);
        await CountAsync(budgets, name, 300);
        return new BudgetedHousehold(name, last);
    }

    /// <summary>20 in hand, 1000 on the 1st, an expense on the 5th, needs of 10 a day, and 120 overdue.</summary>
    public static async Task<BudgetedHousehold> TightAsync(RunningService service, decimal expense)
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2026-03-05", 120);
        var budgets = new BudgetService.BudgetServiceClient(service.Channel);
        await PlanAsync(budgets, household.Name, NeedClass.Primary, 70, Frequency.Weekly, "2026-03-02");
        var planned = await PlanAsync(budgets, household.Name, NeedClass.Other, expense, Frequency.Monthly, "2026-04-05");
        await EarnAsync(budgets, household.Name, 1_000, "2026-04-01", Reliability.Certain);
        await CountAsync(budgets, household.Name, 20);
        return new BudgetedHousehold(household.Name, planned);
    }

    private static async Task<string> PlanAsync(
        BudgetService.BudgetServiceClient budgets, string household, NeedClass need, decimal amount, Frequency frequency, string first) =>
        (await budgets.PlanExpenseAsync(
            new PlanExpenseRequest
            {
                Household = household,
                PlannedExpense = new PlannedExpense
                {
                    PlannedDate = Day("2026-03-01"),
                    Category = "any",
                    Need = need,
                    Amount = Euro(amount),
                    Recurrence = new Recurrence { Frequency = frequency, FirstDate = Day(first) },
                },
            },
            RunningService.Headers)).FactId;

    private static async Task EarnAsync(
        BudgetService.BudgetServiceClient budgets, string household, decimal amount, string first, Reliability reliability) =>
        await budgets.RecordIncomeEntryAsync(
            new RecordIncomeEntryRequest
            {
                Household = household,
                IncomeEntry = new IncomeEntry
                {
                    DeclaredDate = Day("2026-03-01"),
                    Source = IncomeSource.Wages,
                    Amount = Euro(amount),
                    Recurrence = new Recurrence { Frequency = Frequency.Monthly, FirstDate = Day(first) },
                    Reliability = reliability,
                },
            },
            RunningService.Headers);

    private static async Task CountAsync(BudgetService.BudgetServiceClient budgets, string household, decimal amount) =>
        await budgets.CountCashAsync(
            new CountCashRequest
            {
                Household = household, CashCount = new CashCount { CountDate = Day("2026-03-31"), Amount = Euro(amount) },
            },
            RunningService.Headers);
}
