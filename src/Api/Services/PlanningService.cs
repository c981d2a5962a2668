using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using DebtToPlan = BudgetCoaching.Domain.Planning.DebtToPlan;
using PlanDraft = BudgetCoaching.Domain.Planning.PlanDraft;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates questions about plans that a household can keep. Nothing is recorded.</summary>
internal sealed class PlanningService(HouseholdReads reads) : V1.PlanningService.PlanningServiceBase
{
    public override async Task<V1.CashFlow> GetCashFlow(GetCashFlowRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var days = Horizon(faults.Root, request.HorizonDays) ?? Domain.Planning.CashFlow.DaysInDetail;
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var budget = Budget(view, BudgetEdits.None);
        if (DraftConditions.Check(budget) is { } refusal)
        {
            throw Refused(refusal, "budget");
        }

        var answer = PlanningAnswers.ToWire(Sustainability.Judge(budget, days, Rules(view)));
        answer.Household = request.Household;
        answer.Resolved = view.Resolved;
        return answer;
    }

    public override async Task<CheckPlanResponse> CheckPlan(CheckPlanRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var draft = DraftReading.Read(faults.Root, "draft", request.Draft);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var (budget, payments) = await DraftAsync(faults, view, draft, context.CancellationToken);
        if (DraftConditions.Check(budget) is { } bad)
        {
            throw Refused(bad, "draft.budget");
        }

        if (DraftConditions.Check(payments) is { } badPayment)
        {
            throw Refused(badPayment, "draft.plans");
        }

        var rules = Rules(view);
        var days = Sustainability.Horizon(budget, payments.AsSpan());
        var judged = Sustainability.Judge(budget, days, rules).With(payments.AsSpan(), rules);
        var answer = new CheckPlanResponse
        {
            HorizonDays = days,
            Draft = PlanningAnswers.ToWire(judged, new PlanDraft(budget, payments).End),
            Basis = PlanningAnswers.ToWire(judged.Basis),
            Resolved = view.Resolved,
        };
        answer.ProtectedPensions.Add(Domain.Planning.ProtectedPension.All(view.Facts, rules).Select(PlanningAnswers.ToWire));
        return answer;
    }

    public override async Task<ComparePlansResponse> ComparePlans(ComparePlansRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var first = DraftReading.Read(faults.Root, "first", request.First);
        var second = DraftReading.Read(faults.Root, "second", request.Second);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var one = await DraftAsync(faults, view, first, context.CancellationToken);
        var two = await DraftAsync(faults, view, second, context.CancellationToken);
        var (compared, refusal) = DraftComparison.Of(one, two, Rules(view));
        if (compared is null)
        {
            var isOfFirst = DraftConditions.Check(one.Budget) is not null || DraftConditions.Check(one.Payments) is not null;
            throw Refused(refusal!, isOfFirst ? "first" : "second");
        }

        var answer = PlanningAnswers.ToWire(compared);
        answer.Resolved = view.Resolved;
        return answer;
    }

    public override async Task<ProposePlansResponse> ProposePlans(ProposePlansRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var asked = request.Debts.Select((debt, i) => DebtReading.Read(faults.Root.At("debts", i), debt)).ToList();
        var edits = BudgetDrafts.Read(faults.Root, "budget", request.Budget);
        var days = Horizon(faults.Root, request.HorizonDays);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        await CheckCreditorsAsync(faults, view, asked.Select(debt => debt.Creditor), context.CancellationToken);
        var plannable = asked.Select(debt => debt.Debt is null ? Plannable(view, debt) : null).ToList();
        var debts = asked.Select((debt, i) => new DebtToPlan(debt.Creditor, debt.Debt ?? plannable[i]!.Total, debt.Interest)
        {
            BearsLegalInterest = debt.BearsLegalInterest,
        });
        var budget = Budget(view, edits, [.. asked.Where(debt => debt.ReplacesPlan).Select(debt => debt.Creditor)]);
        var (answer, refusal) = PlanProposals.For(
            new ProposalRequest(budget, debts.ToValueList(), Rules(view), days, request.PreferWithinLimits));
        if (answer is null)
        {
            throw Refused(refusal!, IsOfDebts(refusal!) ? "" : "budget");
        }

        var wire = PlanningAnswers.ToWire(answer, plannable);
        wire.Resolved = view.Resolved;
        return wire;
    }

    public override async Task<ListLapseProposalsResponse> ListLapseProposals(
        ListLapseProposalsRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var answer = new ListLapseProposalsResponse { Resolved = view.Resolved };
        var parameters = view.Parameters.InForce(view.AsOf) is null ? view.Books.Parameters : view.Parameters;
        foreach (var plan in view.Effective().OfType<RepaymentPlanAgreed>())
        {
            if (parameters.InForce(view.AsOf) is not null && LapseGrounds.Of(view.Facts, plan, view.AsOf, parameters) is { } grounds)
            {
                answer.Proposals.Add(PlanningAnswers.ToWire(grounds, plan.Creditor));
            }
        }

        return answer;
    }

    /// <summary>Null for zero: the caller leaves it open.</summary>
    private static int? Horizon(Fields fields, int days)
    {
        if (days is < 0 or > Domain.Planning.CashFlow.DaysMax)
        {
            fields.Fault("horizon_days", "must be 1 to 731, or 0 to leave it open", $"{days}");
        }

        return days == 0 ? null : days;
    }

    /// <summary>What was public on the day of the last event read counts: the resolved viewpoint gives the same answer (R12).</summary>
    private static PlanningRules Rules(HouseholdView view) => new(
        view.ParameterSet,
        view.AsOf,
        Today.At(view.Resolved.KnownAt.ToInstant()).Date,
        PlanningRules.PersonsOn(view.Facts, view.AsOf));

    /// <exception cref="RpcException">Nobody counted cash, and none is drafted; or an edit names no entry.</exception>
    private static DatedBudget Budget(HouseholdView view, BudgetEdits edits, params ReadOnlySpan<CreditorId> replanned)
    {
        var cash = edits.OpeningCash ?? ModelledCash.On(view.Facts, view.AsOf)?.Balance ?? throw ApiFault.Refused(new Refusal(
            Reasons.CashNotCounted, $"No cash of household {view.Household} was counted by {view.AsOf:uuuu-MM-dd}."));
        return edits.On(HouseholdBudget.Opening(cash, view.Facts, view.AsOf, view.ParameterSet, replanned));
    }

    private async Task<PlanDraft> DraftAsync(FieldFaults faults, HouseholdView view, DraftReading draft, CancellationToken cancel)
    {
        await CheckCreditorsAsync(faults, view, draft.Creditors, cancel);
        return new PlanDraft(Budget(view, draft.Budget, [.. draft.Replanned]), draft.Payments);
    }

    private async Task CheckCreditorsAsync(
        FieldFaults faults, HouseholdView view, IEnumerable<CreditorId> creditors, CancellationToken cancel)
    {
        foreach (var creditor in creditors)
        {
            await reads.CheckCreditorAsync(faults, view.Agency, creditor, cancel);
        }
    }

    /// <exception cref="RpcException">Nothing is due to the creditor that a plan could cover.</exception>
    private static PlannableDebt Plannable(HouseholdView view, DebtReading debt)
    {
        var statement = Domain.Ledgers.LedgerStatement.Build(view.Facts, debt.Creditor, view.AsOf, view.ParameterSet);
        var plannable = PlannableDebt.Of(statement, debt.ReplacesPlan);
        return plannable.Total.IsPositive
            ? plannable
            : throw ApiFault.Refused(new Refusal(
                Reasons.PlanDebtTooSmall,
                $"Nothing is due to {debt.Creditor} that a plan could cover.",
                [new RefusalDetail("creditor", debt.Creditor.ToString())]));
    }

    private static RpcException Refused(Refusal refusal, string place) => ApiFault.Refused(ContractPaths.Of(refusal, place));

    private static bool IsOfDebts(Refusal refusal)
        => refusal.Details.Any(part => part.Name == "field" && part.Value.StartsWith("debts", StringComparison.Ordinal));
}
