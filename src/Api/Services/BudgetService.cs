using BudgetCoaching.Api.Mapping;
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

    public override async Task<Budget> GetBudget(GetBudgetRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var month = faults.Root.OptionalMonth("month", request.Month);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        return Budgets.ToWire(view, month ?? view.AsOf.ToYearMonth());
    }
}
