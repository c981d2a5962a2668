using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.V1;
using Grpc.Core;
using BudgetService = BudgetCoaching.Api.Services.BudgetService;
using EmpowermentService = BudgetCoaching.Api.Services.EmpowermentService;
using HouseholdService = BudgetCoaching.Api.Services.HouseholdService;
using LedgerService = BudgetCoaching.Api.Services.LedgerService;
using WriteCase = BudgetCoaching.V1.ImportFactsRequest.WriteOneofCase;

namespace BudgetCoaching.Api.Bulk;

/// <summary>
/// A row as the write in it. Running one is calling the very method that serves the write by itself, so the two can never disagree.
/// </summary>
internal sealed class BulkRows(
    HouseholdService households,
    BudgetService budgets,
    LedgerService ledgers,
    EmpowermentService empowerment)
{
    /// <summary>The household that a row is about; null when the row does not say so readably.</summary>
    public static HouseholdId? HouseholdOf(ImportFactsRequest row)
    {
        var id = WriteOf(row) switch
        {
            EnrolHouseholdRequest enrol => enrol.HouseholdId,
            IHouseholdWrite write => ResourceNames.HouseholdPart(write.Household),
            _ => "",
        };
        return Guid.TryParseExact(id, "D", out var household) ? new HouseholdId(household) : null;
    }

    /// <summary>The write of a row; null when there is none.</summary>
    public static IRowWrite? WriteOf(ImportFactsRequest row) => row.WriteCase switch
    {
        WriteCase.EnrolHousehold => row.EnrolHousehold,
        WriteCase.RecordComposition => row.RecordComposition,
        WriteCase.AssignConsultant => row.AssignConsultant,
        WriteCase.RecordIncomeEntry => row.RecordIncomeEntry,
        WriteCase.RecordIncome => row.RecordIncome,
        WriteCase.PlanExpense => row.PlanExpense,
        WriteCase.RecordExpense => row.RecordExpense,
        WriteCase.EndBudgetEntry => row.EndBudgetEntry,
        WriteCase.AdjustOccurrence => row.AdjustOccurrence,
        WriteCase.CountCash => row.CountCash,
        WriteCase.RecordBalance => row.RecordBalance,
        WriteCase.RecordContract => row.RecordContract,
        WriteCase.PostCharge => row.PostCharge,
        WriteCase.RecordOpeningArrears => row.RecordOpeningArrears,
        WriteCase.AddInterestAndCosts => row.AddInterestAndCosts,
        WriteCase.RecordPayment => row.RecordPayment,
        WriteCase.ReversePayment => row.ReversePayment,
        WriteCase.RefundPayment => row.RefundPayment,
        WriteCase.GrantCredit => row.GrantCredit,
        WriteCase.DisputeCharge => row.DisputeCharge,
        WriteCase.CloseDispute => row.CloseDispute,
        WriteCase.RecordContact => row.RecordContact,
        WriteCase.RecordResourcesLack => row.RecordResourcesLack,
        WriteCase.RecordEvaluation => row.RecordEvaluation,
        WriteCase.RecordHosting => row.RecordHosting,
        WriteCase.AgreeExitPlan => row.AgreeExitPlan,
        _ => null,
    };

    public Task<FactReceipt> RunAsync(IRowWrite write, ServerCallContext context) => write switch
    {
        EnrolHouseholdRequest enrol => EnrolAsync(enrol, context),
        RecordCompositionRequest composition => households.RecordComposition(composition, context),
        AssignConsultantRequest assignment => households.AssignConsultant(assignment, context),
        RecordIncomeEntryRequest entry => budgets.RecordIncomeEntry(entry, context),
        RecordIncomeRequest income => budgets.RecordIncome(income, context),
        PlanExpenseRequest planned => budgets.PlanExpense(planned, context),
        RecordExpenseRequest expense => budgets.RecordExpense(expense, context),
        EndBudgetEntryRequest end => budgets.EndBudgetEntry(end, context),
        AdjustOccurrenceRequest adjusted => budgets.AdjustOccurrence(adjusted, context),
        CountCashRequest count => budgets.CountCash(count, context),
        RecordBalanceRequest balance => budgets.RecordBalance(balance, context),
        RecordContractRequest contract => ledgers.RecordContract(contract, context),
        PostChargeRequest charge => ledgers.PostCharge(charge, context),
        RecordOpeningArrearsRequest opening => ledgers.RecordOpeningArrears(opening, context),
        AddInterestAndCostsRequest added => ledgers.AddInterestAndCosts(added, context),
        RecordPaymentRequest payment => ledgers.RecordPayment(payment, context),
        ReversePaymentRequest reversal => ledgers.ReversePayment(reversal, context),
        RefundPaymentRequest refund => ledgers.RefundPayment(refund, context),
        GrantCreditRequest credit => ledgers.GrantCredit(credit, context),
        DisputeChargeRequest dispute => ledgers.DisputeCharge(dispute, context),
        CloseDisputeRequest closing => ledgers.CloseDispute(closing, context),
        RecordContactRequest contact => households.RecordContact(contact, context),
        RecordResourcesLackRequest lack => budgets.RecordResourcesLack(lack, context),
        RecordEvaluationRequest evaluation => empowerment.RecordEvaluation(evaluation, context),
        RecordHostingRequest hosting => households.RecordHosting(hosting, context),
        AgreeExitPlanRequest exit => households.AgreeExitPlan(exit, context),
        _ => throw new InvalidOperationException($"{write.Descriptor.FullName} is no row."),
    };

    private async Task<FactReceipt> EnrolAsync(EnrolHouseholdRequest request, ServerCallContext context) =>
        (await households.EnrolHousehold(request, context)).Receipt;
}
