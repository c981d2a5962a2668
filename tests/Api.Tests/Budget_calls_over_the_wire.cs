using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Budget_calls_over_the_wire(RunningService service)
{
    private readonly BudgetService.BudgetServiceClient budgets = new(service.Channel);

    [Fact]
    public async Task A_month_sums_what_came_and_went_in_it_up_to_the_day_asked_for()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var wages = await DeclareAsync(household);
        await ReceiveAsync(household, "2025-02-27", 1_200, wages);
        await ReceiveAsync(household, "2025-03-27", 1_150.40m, wages);
        await ReceiveAsync(household, "2025-03-31", 80, entry: "");
        var food = await PlanAsync(household);
        await SpendAsync(household, "2025-03-03", 92.35m, NeedClass.Primary, food);
        await SpendAsync(household, "2025-03-20", 40, NeedClass.Other, planned: "");
        await SpendAsync(household, "2025-04-01", 11, NeedClass.Primary, food);
        await CountAsync(household, "2025-03-01", 0);
        await CountAsync(household, "2025-03-15", 61.05m);

        var march = await GetAsync(household, "2025-03", "2025-04-30");
        var middle = await GetAsync(household, month: "", "2025-03-15");

        march.Month.Should().Be("2025-03");
        march.Incomes.Select(i => (i.Income.ReceiptDate, i.Income.Amount, i.Income.EntryId)).Should().Equal(
            (Day("2025-03-27"), Euro(1_150.40m), wages), (Day("2025-03-31"), Euro(80), ""));
        march.Expenses.Select(e => (e.Expense.ExpenseDate, e.Expense.Amount, e.Expense.PlannedId)).Should().Equal(
            (Day("2025-03-03"), Euro(92.35m), food), (Day("2025-03-20"), Euro(40), ""));
        march.CashCounts.Select(c => (c.CountDate, c.Amount)).Should().Equal(
            (Day("2025-03-01"), Euro(0)), (Day("2025-03-15"), Euro(61.05m)));
        (march.IncomeTotal, march.ExpenseTotal, march.PrimaryExpenseTotal)
            .Should().Be((Euro(1_230.40m), Euro(132.35m), Euro(92.35m)));
        (middle.Month, middle.IncomeTotal, middle.ExpenseTotal, middle.CashCounts.Count)
            .Should().Be(("2025-03", Euro(0), Euro(92.35m), 2));
    }

    [Fact]
    public async Task An_entry_that_ended_stands_in_its_last_month_and_in_none_after()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var wages = await DeclareAsync(household);
        var food = await PlanAsync(household);
        await EndAsync(household, wages, "2025-03-16");
        await EndAsync(household, food, "2025-04-01");

        var before = await GetAsync(household, month: "", "2025-03-15");
        var march = await GetAsync(household, "2025-03", "2025-04-30");
        var april = await GetAsync(household, "2025-04", "2025-04-30");

        (before.IncomeEntries.Single().FactId, before.IncomeEntries[0].EndDate).Should().Be((wages, null!));
        before.IncomeEntries[0].IncomeEntry.Should().Be(Wages());
        march.IncomeEntries.Single().EndDate.Should().Be(Day("2025-03-16"));
        march.PlannedExpenses.Single().EndDate.Should().Be(Day("2025-04-01"));
        march.PlannedExpenses.Single().PlannedExpense.Should().Be(Food());
        (april.IncomeEntries.Count, april.PlannedExpenses.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task An_entry_whose_last_occurrence_is_past_stands_in_no_later_month()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await PlanAsync(household);
        await budgets.RecordIncomeEntryAsync(
            new RecordIncomeEntryRequest
            {
                Household = household.Name,
                IncomeEntry = new IncomeEntry(Wages())
                {
                    Recurrence = new Recurrence { Frequency = Frequency.OneOff, FirstDate = Day("2025-03-20") },
                },
            },
            RunningService.Headers);

        var march = await GetAsync(household, "2025-03", "2026-01-31");
        var december = await GetAsync(household, "2025-12", "2026-01-31");
        var january = await GetAsync(household, "2026-01", "2026-01-31");

        (march.IncomeEntries.Count, march.PlannedExpenses.Count).Should().Be((1, 1));
        (december.IncomeEntries.Count, december.PlannedExpenses.Count).Should().Be((0, 1));
        (january.IncomeEntries.Count, january.PlannedExpenses.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task R12_a_budget_is_told_as_it_was_known()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var first = await SpendAsync(household, "2025-03-03", 10, NeedClass.Primary, planned: "");
        await SpendAsync(household, "2025-03-02", 5, NeedClass.Primary, planned: "");
        var viewpoint = At("2025-03-31");
        viewpoint.KnownAt = first.RecordTime;

        var then = await budgets.GetBudgetAsync(new GetBudgetRequest { Household = household.Name, Viewpoint = viewpoint });
        var now = await GetAsync(household, "2025-03", "2025-03-31");

        (then.ExpenseTotal, then.Resolved.KnownAt, now.ExpenseTotal).Should().Be((Euro(10), first.RecordTime, Euro(15)));
    }

    [Fact]
    public async Task R3_money_that_has_not_come_yet_is_no_income()
    {
        var household = await OpenedHousehold.EnrolAsync(service);

        await Refused(
            budgets.RecordIncomeAsync(
                new RecordIncomeRequest
                {
                    Household = household.Name,
                    Income = new Income { ReceiptDate = Day("2199-01-01"), Amount = Euro(1), Source = IncomeSource.Wages },
                },
                RunningService.Headers),
            StatusCode.FailedPrecondition,
            "DATE_AFTER_RECORDED_DAY");
    }

    private static IncomeEntry Wages() => new()
    {
        DeclaredDate = Day("2025-01-10"),
        Source = IncomeSource.Wages,
        Amount = Euro(1_200),
        Recurrence = new Recurrence { Frequency = Frequency.Monthly, FirstDate = Day("2025-01-27") },
        Reliability = Reliability.Certain,
        Note = "part time",
    };

    private static PlannedExpense Food() => new()
    {
        PlannedDate = Day("2025-01-10"),
        Category = "groceries",
        Need = NeedClass.Primary,
        Amount = Euro(90),
        Recurrence = new Recurrence { Frequency = Frequency.Weekly, FirstDate = Day("2025-01-13"), LastDate = Day("2025-12-31") },
    };

    private async Task<string> DeclareAsync(OpenedHousehold household) => (await budgets.RecordIncomeEntryAsync(
        new RecordIncomeEntryRequest { Household = household.Name, IncomeEntry = Wages() }, RunningService.Headers)).FactId;

    private async Task<string> PlanAsync(OpenedHousehold household) => (await budgets.PlanExpenseAsync(
        new PlanExpenseRequest { Household = household.Name, PlannedExpense = Food() }, RunningService.Headers)).FactId;

    private async Task ReceiveAsync(OpenedHousehold household, string day, decimal amount, string entry) =>
        await budgets.RecordIncomeAsync(
            new RecordIncomeRequest
            {
                Household = household.Name,
                Income = new Income
                {
                    ReceiptDate = Day(day), Amount = Euro(amount), Source = IncomeSource.Wages, EntryId = entry,
                },
            },
            RunningService.Headers);

    private async Task<FactReceipt> SpendAsync(OpenedHousehold household, string day, decimal amount, NeedClass need, string planned) =>
        await budgets.RecordExpenseAsync(
            new RecordExpenseRequest
            {
                Household = household.Name,
                Expense = new Expense
                {
                    ExpenseDate = Day(day), Category = "groceries", Need = need, Amount = Euro(amount), PlannedId = planned,
                },
            },
            RunningService.Headers);

    private async Task CountAsync(OpenedHousehold household, string day, decimal amount) => await budgets.CountCashAsync(
        new CountCashRequest
        {
            Household = household.Name, CashCount = new CashCount { CountDate = Day(day), Amount = Euro(amount) },
        },
        RunningService.Headers);

    private async Task EndAsync(OpenedHousehold household, string entry, string day) => await budgets.EndBudgetEntryAsync(
        new EndBudgetEntryRequest
        {
            Household = household.Name, BudgetEntryEnd = new BudgetEntryEnd { EndDate = Day(day), EntryId = entry },
        },
        RunningService.Headers);

    private async Task<Budget> GetAsync(OpenedHousehold household, string month, string asOf) => await budgets.GetBudgetAsync(
        new GetBudgetRequest { Household = household.Name, Month = month, Viewpoint = At(asOf) });
}
