using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Statements;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates the dated budget.</summary>
internal sealed class BudgetService(HouseholdWrites writes, HouseholdReads reads) : V1.BudgetService.BudgetServiceBase
{
    public override Task<FactReceipt> RecordIncomeEntry(RecordIncomeEntryRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "income_entry_id", request.IncomeEntryId, "income_entry", request.IncomeEntry, BudgetFacts.Read);

    public override Task<FactReceipt> RecordIncome(RecordIncomeRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "income_id", request.IncomeId, "income", request.Income, BudgetFacts.Read);

    public override Task<FactReceipt> PlanExpense(PlanExpenseRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "planned_expense_id", request.PlannedExpenseId, "planned_expense", request.PlannedExpense, BudgetFacts.Read);

    public override Task<FactReceipt> RecordExpense(RecordExpenseRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "expense_id", request.ExpenseId, "expense", request.Expense, BudgetFacts.Read);

    public override Task<FactReceipt> EndBudgetEntry(EndBudgetEntryRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request,
            context,
            "budget_entry_end_id",
            request.BudgetEntryEndId,
            "budget_entry_end",
            request.BudgetEntryEnd,
            BudgetFacts.Read);

    public override Task<FactReceipt> AdjustOccurrence(AdjustOccurrenceRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request,
            context,
            "occurrence_adjustment_id",
            request.OccurrenceAdjustmentId,
            "occurrence_adjustment",
            request.OccurrenceAdjustment,
            BudgetFacts.Read);

    public override Task<FactReceipt> CountCash(CountCashRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "cash_count_id", request.CashCountId, "cash_count", request.CashCount, BudgetFacts.Read);

    public override Task<FactReceipt> RecordBalance(RecordBalanceRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request,
            context,
            "observed_balance_id",
            request.ObservedBalanceId,
            "observed_balance",
            request.ObservedBalance,
            BudgetFacts.Read);

    public override Task<FactReceipt> RecordResourcesLack(RecordResourcesLackRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "resources_lack_id", request.ResourcesLackId, "resources_lack", request.ResourcesLack, CoachingFacts.Read);

    public override Task<CheckFinancialStatementResponse> CheckFinancialStatement(
        CheckFinancialStatementRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var statement = StatementJson.Read(faults.Root, "statement_json", request.StatementJson);
        faults.ThrowIfAny();
        return Task.FromResult(StatementAnswers.ToWire(statement!));
    }

    public override async Task<ImportFinancialStatementResponse> ImportFinancialStatement(
        ImportFinancialStatementRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var statement = StatementJson.Read(write.Fields, "statement_json", request.StatementJson);
        var date = write.Fields.OptionalDate("import_date", request.ImportDate) ?? write.Today.Date;
        var first = write.Fields.Date("first_date", request.FirstDate);
        var written = await writes.RunAsync(
            request,
            write,
            (state, agency, today) => ImportStatement.Decide(
                state, new ImportStatement(date, first, statement!, request.ReplaceBudget, write.PartId), agency, today));
        var answer = StatementAnswers.ToWire(await writes.StateAsync(written), write.PartId);
        answer.Receipt = written.Receipt();
        return answer;
    }

    public override async Task<ExportFinancialStatementResponse> ExportFinancialStatement(
        ExportFinancialStatementRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var statement = HouseholdStatement.Of(
            view.Facts,
            view.AsOf,
            view.Parameters.InForce(view.AsOf) is null ? view.Books.Parameters : view.Parameters,
            creditor => view.Books.FindCreditor(creditor)?.DisplayName ?? creditor.Value);
        return new ExportFinancialStatementResponse
        {
            StatementJson = StatementWriting.Write(statement, ResourceNames.Of(view.Household)), Resolved = view.Resolved,
        };
    }

    public override async Task<Budget> GetBudget(GetBudgetRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var month = faults.Root.OptionalMonth("month", request.Month);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        return Budgets.ToWire(view, month ?? view.AsOf.ToYearMonth());
    }
}
