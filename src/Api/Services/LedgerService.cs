using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.V1;
using Grpc.Core;
using LedgerStatement = BudgetCoaching.Domain.Ledgers.LedgerStatement;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates what a household owes and pays.</summary>
internal sealed class LedgerService(HouseholdWrites writes, HouseholdReads reads) : V1.LedgerService.LedgerServiceBase
{
    public override Task<FactReceipt> RecordContract(RecordContractRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "contract_id", request.ContractId, "contract", request.Contract, LedgerFacts.Read);

    public override Task<FactReceipt> PostCharge(PostChargeRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "charge_id", request.ChargeId, "charge", request.Charge, LedgerFacts.Read);

    public override Task<FactReceipt> RecordOpeningArrears(RecordOpeningArrearsRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "opening_arrears_id", request.OpeningArrearsId, "opening_arrears", request.OpeningArrears, LedgerFacts.Read);

    public override Task<FactReceipt> AddInterestAndCosts(AddInterestAndCostsRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request,
            context,
            "added_interest_and_costs_id",
            request.AddedInterestAndCostsId,
            "added_interest_and_costs",
            request.AddedInterestAndCosts,
            LedgerFacts.Read);

    public override Task<FactReceipt> RecordPayment(RecordPaymentRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "payment_id", request.PaymentId, "payment", request.Payment, LedgerFacts.Read);

    public override Task<FactReceipt> ReversePayment(ReversePaymentRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "reversal_id", request.ReversalId, "reversal", request.Reversal, LedgerFacts.Read);

    public override Task<FactReceipt> RefundPayment(RefundPaymentRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "refund_id", request.RefundId, "refund", request.Refund, LedgerFacts.Read);

    public override Task<FactReceipt> GrantCredit(GrantCreditRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "credit_id", request.CreditId, "credit", request.Credit, LedgerFacts.Read);

    public override Task<FactReceipt> DisputeCharge(DisputeChargeRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "dispute_id", request.DisputeId, "dispute", request.Dispute, LedgerFacts.Read);

    public override Task<FactReceipt> CloseDispute(CloseDisputeRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "dispute_closing_id", request.DisputeClosingId, "dispute_closing", request.DisputeClosing, LedgerFacts.Read);

    public override async Task<Ledger> GetLedger(GetLedgerRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var only = faults.Root.OptionalCreditor("creditor", request.Creditor);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        await reads.CheckCreditorAsync(faults, view.Agency, only, context.CancellationToken);
        var set = view.ParameterSet;
        var ledger = new Ledger
        {
            Household = ResourceNames.Of(view.Household),
            ParameterSet = set.Id.Value,
            Resolved = view.Resolved,
        };
        foreach (var creditor in view.Creditors(only))
        {
            ledger.Statements.Add(
                LedgerStatements.ToWire(LedgerStatement.Build(view.Facts, creditor, view.AsOf, set), view.Agency));
        }

        return ledger;
    }
}
