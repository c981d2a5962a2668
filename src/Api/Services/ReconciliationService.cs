using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Reconciliation;
using BudgetCoaching.V1;
using Grpc.Core;
using CashAgreement = BudgetCoaching.Domain.Reconciliation.CashAgreement;
using CashDay = BudgetCoaching.Domain.Reconciliation.CashDay;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates what others say of the books, and how the books stand to it.</summary>
internal sealed class ReconciliationService(HouseholdReads reads, CreditorReconciler creditors)
    : V1.ReconciliationService.ReconciliationServiceBase
{
    /// <summary>Lines with which a page ends before it has all its days.</summary>
    private const int LinesMax = 5000;

    private static readonly PageLimits Limits = new(Default: 100, Max: 1000);

    public override async Task<CashReconciliation> ReconcileCash(ReconcileCashRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var fields = faults.Root;
        var from = fields.OptionalDate("from_date", request.FromDate);
        var to = fields.OptionalDate("to_date", request.ToDate);
        if (to < from)
        {
            faults.Add("to_date", "must not be before from_date");
        }

        var account = fields.OptionalAccount("account_id", request.AccountId);
        var tolerance = fields.MoneyOrZero("tolerance", request.Tolerance);
        var page = PageToken.Read(
            fields,
            request,
            request.PageSize,
            request.PageToken,
            Limits,
            request.Household, from, to, account, tolerance, request.DifferencesOnly, request.Viewpoint);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);

        var answer = new CashReconciliation
        {
            Household = ResourceNames.Of(view.Household), Counts = new CashDayCounts(), Resolved = view.Resolved,
        };
        var listed = new List<(AccountId? Account, CashDay Day)>();
        foreach (var reconciled in CashCalculator.Reconcile(view.Facts, view.AsOf, tolerance))
        {
            if (account is not null && reconciled.Account != account)
            {
                continue;
            }

            foreach (var day in reconciled.Days)
            {
                if (day.Date < from || day.Date > to)
                {
                    continue;
                }

                CashAnswers.Count(answer.Counts, day.Agreement);
                if (!request.DifferencesOnly || day.Agreement is CashAgreement.Odd or CashAgreement.Unobserved)
                {
                    listed.Add((reconciled.Account, day));
                }
            }
        }

        answer.NextPageToken = page.Cut(
            listed,
            item => answer.Days.Add(CashAnswers.ToWire(item.Account, item.Day)),
            item => item.Day.Lines.Count + item.Day.Observations.Count,
            LinesMax);
        return answer;
    }

    public override Task ReconcileCreditor(
        ReconcileCreditorRequest request, IServerStreamWriter<ReconcileCreditorResponse> responseStream, ServerCallContext context) =>
        creditors.RunAsync(request, responseStream, context);
}
