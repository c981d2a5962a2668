using System.Text.Json;
using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

/// <summary>Standard Financial Statements in and out: checked sum by sum, recorded line by line, and written from the books.</summary>
[Collection(Wire_collection.Name)]
public sealed class Financial_statements_over_the_wire(RunningService service)
{
    private readonly BudgetService.BudgetServiceClient budgets = new(service.Channel);

    [Fact]
    public async Task W4_two_sums_do_not_add_up_and_each_is_told_by_how_much()
    {
        var checkedOne = await budgets.CheckFinancialStatementAsync(
            new CheckFinancialStatementRequest { StatementJson = StatementSamples.W4 }, RunningService.Headers);

        checkedOne.Differences.Should().Equal(
            Difference("overview.total-available-for-non-priority-debts", 157.59m, 134.59m, 23),
            Difference("monthly-outgoings.fixed-costs.total-fixed-costs", 2_009.59m, 1_654.85m, 354.74m));
        (checkedOne.Income, checkedOne.Outgoings, checkedOne.Surplus).Should().Be((Euro(3_157.67m), Euro(2_617.34m), Euro(540.33m)));
    }

    [Fact]
    public async Task Every_sum_of_the_format_is_checked_and_so_are_the_persons()
    {
        var wrong = StatementSamples.Right
            .Replace("\"total-number-in-household\": 7", "\"total-number-in-household\": 6", StringComparison.Ordinal)
            .Replace("\"total-priority-debts\": 2470.00", "\"total-priority-debts\": 2470.01", StringComparison.Ordinal)
            .Replace("\"total-non-priority-debts\": 1250.00", "\"total-non-priority-debts\": 0", StringComparison.Ordinal)
            .Replace("\"total-flexible-costs\": 962.49", "\"total-flexible-costs\": 962.48", StringComparison.Ordinal)
            .Replace("\"total-earnings\": 3000", "\"total-earnings\": 2999.99", StringComparison.Ordinal);

        var told = await budgets.CheckFinancialStatementAsync(
            new CheckFinancialStatementRequest { StatementJson = wrong }, RunningService.Headers);
        var right = await budgets.CheckFinancialStatementAsync(
            new CheckFinancialStatementRequest { StatementJson = StatementSamples.Right }, RunningService.Headers);

        told.Differences.Should().Equal(
            Difference("monthly-income.total-monthly-income", 3_157.67m, 3_157.66m, 0.01m),
            Difference("monthly-outgoings.flexible-costs.total-flexible-costs", 962.48m, 962.49m, -0.01m),
            Difference("monthly-outgoings.total-monthly-outgoings", 2_617.34m, 2_617.33m, 0.01m),
            Difference("debts.total-priority-debts", 2_470.01m, 2_470, 0.01m),
            Difference("debts.total-non-priority-debts", 0, 1_250, -1_250),
            new StatementDifference { Line = "total-number-in-household", StatedPersons = 6, ComputedPersons = 7 });
        right.Differences.Should().BeEmpty();
    }

    [Fact]
    public async Task A_statement_that_does_not_add_up_is_refused_whole_and_names_each_sum()
    {
        var household = (await OpenedHousehold.EnrolAsync(service)).Name;

        var refused = await Refused(
            ImportAsync(household, StatementSamples.W4), StatusCode.InvalidArgument, "STATEMENT_SUM_DIFFERS");

        refused.Details[1].Unpack<BadRequest>().FieldViolations.Select(v => (v.Field, v.Description)).Should().Equal(
            (
                "statement_json.overview.total-available-for-non-priority-debts",
                "says 157.59 where its parts come to 134.59: the difference is 23.00"),
            (
                "statement_json.monthly-outgoings.fixed-costs.total-fixed-costs",
                "says 2009.59 where its parts come to 1654.85: the difference is 354.74"));
        var budget = await budgets.GetBudgetAsync(
            new GetBudgetRequest { Household = household, Month = "2026-03", Viewpoint = At("2026-03-01") });
        (budget.IncomeEntries.Count, budget.PlannedExpenses.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task Lines_above_zero_become_the_budget_and_stand_in_the_cash_flow()
    {
        var household = (await OpenedHousehold.EnrolAsync(service)).Name;
        var request = Importing(household, StatementSamples.Right);

        var imported = await budgets.ImportFinancialStatementAsync(request, RunningService.Headers);
        var again = await budgets.ImportFinancialStatementAsync(request, RunningService.Headers);

        imported.Lines.Should().HaveCount(18);
        imported.Lines[0].Should().Be(new ImportedLine
        {
            Line = "monthly-income.total-earnings", FactId = imported.Lines[0].FactId, Amount = Euro(3_000),
        });
        (again.Lines, again.Receipt.Already, again.Receipt.Version).Should().Be((imported.Lines, true, imported.Receipt.Version));
        var budget = await budgets.GetBudgetAsync(
            new GetBudgetRequest { Household = household, Month = "2026-04", Viewpoint = At("2026-03-31") });
        budget.IncomeEntries.Select(entry => (entry.IncomeEntry.Source, entry.IncomeEntry.Amount, entry.IncomeEntry.Reliability))
            .OrderBy(income => income.Source)
            .Should().Equal(
                (IncomeSource.Wages, Euro(3_000), Reliability.Certain),
                (IncomeSource.Benefit, Euro(112.67m), Reliability.Certain),
                (IncomeSource.Other, Euro(45), Reliability.Likely));
        budget.PlannedExpenses.Select(entry => entry.PlannedExpense).Single(expense => expense.Category == "food").Should().Be(
            new PlannedExpense
            {
                PlannedDate = Day("2026-03-31"),
                Category = "food",
                Need = NeedClass.Primary,
                Amount = Euro(788.33m),
                Recurrence = new Recurrence { Frequency = Frequency.Monthly, FirstDate = Day("2026-04-05") },
            });
    }

    [Fact]
    public async Task A_budget_that_runs_is_replaced_only_when_asked()
    {
        var household = (await OpenedHousehold.EnrolAsync(service)).Name;
        var first = await ImportAsync(household, StatementSamples.Right);
        var later = Importing(household, StatementSamples.Right);
        later.ImportDate = Day("2026-04-30");

        var refused = await Refused(
            budgets.ImportFinancialStatementAsync(later, RunningService.Headers), StatusCode.FailedPrecondition, "BUDGET_RUNNING");
        later.ReplaceBudget = true;
        var second = await budgets.ImportFinancialStatementAsync(later, RunningService.Headers);

        refused.Details[0].Unpack<ErrorInfo>().Metadata["count"].Should().Be("18");
        second.EndedEntryIds.Should().BeEquivalentTo(first.Lines.Select(line => line.FactId));
        var may = await budgets.GetBudgetAsync(
            new GetBudgetRequest { Household = household, Month = "2026-05", Viewpoint = At("2026-05-01") });
        may.IncomeEntries.Concat<object>(may.PlannedExpenses).Should().HaveCount(18);
    }

    [Fact]
    public async Task What_is_written_from_the_books_adds_up_and_says_the_same_when_it_is_read_again()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2026-03-05", 120.50m);
        await ImportAsync(household.Name, StatementSamples.Right);
        var exporting = new ExportFinancialStatementRequest { Household = household.Name, Viewpoint = At("2026-03-31") };

        var written = (await budgets.ExportFinancialStatementAsync(exporting)).StatementJson;
        var other = (await OpenedHousehold.EnrolAsync(service)).Name;
        var imported = await ImportAsync(other, written);
        exporting.Household = other;
        var again = (await budgets.ExportFinancialStatementAsync(exporting)).StatementJson;

        using var statement = JsonDocument.Parse(written);
        statement.RootElement.GetProperty("client-name").GetString().Should().Be(household.Name);
        statement.RootElement.GetProperty("overview").ToString().Where(letter => !char.IsWhiteSpace(letter)).Should().Equal(
            "{\"total-monthly-income\":3157.67,\"total-monthly-outgoings\":2617.34,\"savings-contribution\":0,\"debt-admin-fee\":0,"
            + "\"total-available-for-priority-debts\":540.33,\"total-available-for-non-priority-debts\":540.33}");
        var debt = statement.RootElement.GetProperty("debts").GetProperty("priority-debts")[0];
        (debt.GetProperty("amount-owed").GetDecimal(), debt.GetProperty("repayment-offer").GetDecimal()).Should().Be((120.50m, 0m));
        imported.Lines.Should().HaveCount(18);
        Figures(again).Should().Be(Figures(written));
    }

    [Fact]
    public async Task What_is_no_statement_is_refused_with_every_bad_figure_and_no_words_of_it()
    {
        var household = (await OpenedHousehold.EnrolAsync(service)).Name;
        var wrong = StatementSamples.Right
            .Replace("\"total-earnings\": 3000", "\"total-earnings\": 3000.005", StringComparison.Ordinal)
            .Replace("\"total-benefits\": 112.67", "\"total-benefits\": -112.67", StringComparison.Ordinal)
            .Replace("\"rent\": 0, ", "", StringComparison.Ordinal)
            .Replace("\"gas\": 37.50", "\"gas\": \"37.50\"", StringComparison.Ordinal)
            .Replace("\"amount-owed\": 1250.00", "\"amount-owed\": 1e15", StringComparison.Ordinal)
            .Replace("\"other-dependents\": 3", "\"other-dependents\": -3", StringComparison.Ordinal);
        var request = Importing(household, wrong);
        request.FirstDate = null;

        var refused = await Refused(
            budgets.ImportFinancialStatementAsync(request, RunningService.Headers), StatusCode.InvalidArgument, "FIELD_INVALID");

        refused.Details[1].Unpack<BadRequest>().FieldViolations.Select(v => v.Field).Should().BeEquivalentTo(
            "statement_json.monthly-income.total-earnings",
            "statement_json.monthly-income.total-benefits",
            "statement_json.monthly-outgoings.fixed-costs.rent",
            "statement_json.monthly-outgoings.fixed-costs.gas",
            "statement_json.debts.priority-debts[1].amount-owed",
            "statement_json.other-dependents",
            "first_date");
        foreach (var json in new[] { "", "{", "[]", "{\"a\": 1, \"a\": 2}", new string(' ', 65_537) })
        {
            var told = await Refused(
                budgets.CheckFinancialStatementAsync(
                    new CheckFinancialStatementRequest { StatementJson = json }, RunningService.Headers),
                StatusCode.InvalidArgument,
                "FIELD_INVALID");
            told.Details[1].Unpack<BadRequest>().FieldViolations.Single().Field.Should().Be("statement_json");
        }
    }

    private static StatementDifference Difference(string line, decimal stated, decimal computed, decimal difference) => new()
    {
        Line = line, Stated = Euro(stated), Computed = Euro(computed), Difference = Euro(difference),
    };

    /// <summary>Income and outgoings alone.</summary>
    private static string Figures(string json)
    {
        using var statement = JsonDocument.Parse(json);
        return $"{statement.RootElement.GetProperty("monthly-income")}{statement.RootElement.GetProperty("monthly-outgoings")}";
    }

    private static ImportFinancialStatementRequest Importing(string household, string json) => new()
    {
        Household = household,
        StatementJson = json,
        ImportDate = Day("2026-03-31"),
        FirstDate = Day("2026-04-05"),
        RequestId = NewId(),
    };

    private AsyncUnaryCall<ImportFinancialStatementResponse> ImportAsync(string household, string json) =>
        budgets.ImportFinancialStatementAsync(Importing(household, json), RunningService.Headers);
}
