using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Events;
using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using LedgerStatement = BudgetCoaching.Domain.Ledgers.LedgerStatement;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates plans and suspensions.</summary>
internal sealed class PlanService(HouseholdWrites writes, HouseholdReads reads) : V1.PlanService.PlanServiceBase
{
    private static readonly PageLimits Limits = new(Default: 50, Max: 500);

    public override async Task<AgreePlanResponse> AgreePlan(AgreePlanRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var id = write.FactId("plan_id", request.PlanId);
        Approver.Require(write.Fields.In("terms").In("override"), context, request.Terms?.Override);
        var plan = write.Fields.Required("terms", request.Terms, (fields, terms) => PlanCommands.Read(fields, id, terms, write.Today.Date));
        var written = await writes.RunAsync(
            request, write, (state, agency, today) => Domain.Households.AgreePlan.Decide(state, plan!, agency, today), "terms");
        var agreed = (RepaymentPlanAgreed)(await writes.StateAsync(written)).Find(id)!.Original;
        return new AgreePlanResponse { Plan = PlanFacts.ToWire(agreed), Receipt = await writes.ReceiptAsync(written, agreed) };
    }

    public override async Task<FactReceipt> LapsePlan(LapsePlanRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var id = write.FactId("lapse_id", request.LapseId);
        var lapse = write.Fields.Required(
            "lapse", request.Lapse, (fields, message) => PlanCommands.Read(fields, id, message, write.Today.Date));
        var written = await writes.RunAsync(
            request,
            write,
            (state, agency, today) => Domain.Households.LapsePlan.Decide(
                state, lapse! with { Residual = ResidualOf(state, lapse, agency) }, agency, today),
            "lapse");
        return written.Receipt(id);
    }

    public override async Task<FactReceipt> ApproveSuspension(ApproveSuspensionRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var id = write.FactId("suspension_id", request.SuspensionId);
        Approver.Require(write.Fields.In("suspension"), context, request.Suspension);
        var approval = write.Fields.Required(
            "suspension", request.Suspension, (fields, message) => PlanCommands.Read(fields, id, message, write.Today.Date));
        if (approval is not null && Caller.VerifiedOf(context) is not null)
        {
            approval = approval with { Decision = new Domain.FactId(EventIds.NameBased(id.Value, "decision")) };
        }

        var written = await writes.RunAsync(
            request,
            write,
            (state, agency, today) => Domain.Households.ApproveSuspension.Decide(state, approval!, agency, today),
            "suspension");
        return written.Receipt(id);
    }

    public override Task<FactReceipt> ProposeSuspension(ProposeSuspensionRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request,
            context,
            "proposal_id",
            request.ProposalId,
            "suspension_proposal",
            request.SuspensionProposal,
            (fields, id, proposal) =>
            {
                Approver.Require(fields, context, proposal);
                proposal.ProposalDate ??= writes.Today.Date.ToWire();
                return SuspensionFacts.Read(fields, id, proposal);
            });

    public override async Task<DecideSuspensionResponse> DecideSuspension(DecideSuspensionRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var id = write.FactId("decision_id", request.DecisionId);
        Approver.Require(write.Fields.In("ruling"), context, request.Ruling);
        var ruling = write.Fields.Required(
            "ruling", request.Ruling, (fields, message) => SuspensionFacts.Read(fields, id, message, write.Today.Date));
        var written = await writes.RunAsync(
            request, write, (state, agency, today) => Domain.Households.DecideSuspension.Decide(state, ruling!, agency, today), "ruling");
        var state = await writes.StateAsync(written);
        var decided = (SuspensionDecided)state.Find(id)!.Original;
        return new DecideSuspensionResponse
        {
            Decision = SuspensionFacts.ToWire(decided),
            Suspension = SuspensionFacts.Granted(state, decided.Suspension),
            Receipt = written.Receipt(id),
        };
    }

    public override async Task<ListSuspensionsResponse> ListSuspensions(ListSuspensionsRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var page = PageToken.Read(faults.Root, request, request.PageSize, request.PageToken, Limits, request.Household, request.Viewpoint);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var answer = new ListSuspensionsResponse { Resolved = view.Resolved };
        answer.NextPageToken = page.Cut(SuspensionFacts.Lines([.. view.Effective()]), answer.Suspensions.Add);
        return answer;
    }

    public override Task<FactReceipt> EndSuspension(EndSuspensionRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "suspension_end_id", request.SuspensionEndId, "suspension_end", request.SuspensionEnd, PlanFacts.Read);

    public override async Task<Plan> GetPlan(GetPlanRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var (household, id) = faults.Root.Plan("name", request.Name);
        var view = await reads.ViewAsync(faults, household, request.Viewpoint, context.CancellationToken);
        var signed = view.Facts.InOrder.OfType<RepaymentPlanAgreed>().FirstOrDefault(plan => plan.Id == id)
            ?? throw ApiFault.NotFound("Plan", request.Name);
        return ToWire(view, signed, Statement(view, signed));
    }

    public override async Task<ListPlansResponse> ListPlans(ListPlansRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var page = PageToken.Read(faults.Root, request, request.PageSize, request.PageToken, Limits, request.Household, request.Viewpoint);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var statements = new Dictionary<Domain.CreditorId, LedgerStatement>();
        var answer = new ListPlansResponse { Resolved = view.Resolved };
        var plans = view.Facts.InOrder.OfType<RepaymentPlanAgreed>().Reverse().ToList();
        answer.NextPageToken = page.Cut(plans, plan =>
        {
            if (!statements.TryGetValue(plan.Creditor, out var statement))
            {
                statements.Add(plan.Creditor, statement = Statement(view, plan));
            }

            answer.Plans.Add(ToWire(view, plan, statement));
        });
        return answer;
    }

    /// <summary>Zero for a plan that is not recorded: the rules refuse it next.</summary>
    private static Domain.Money ResidualOf(HouseholdState state, LapsePlan lapse, AgencyState agency) =>
        state.Find(lapse.Plan)?.Live is RepaymentPlanAgreed plan
            ? PlanResidual.Of(state.Facts(), plan, lapse.Date, agency.Parameters)
            : Domain.Money.Zero;

    private static LedgerStatement Statement(HouseholdView view, RepaymentPlanAgreed plan) =>
        LedgerStatement.Build(view.Facts, plan.Creditor, view.AsOf, view.ParameterSet);

    private static Plan ToWire(HouseholdView view, RepaymentPlanAgreed plan, LedgerStatement statement) => new()
    {
        Name = ResourceNames.OfPlan(view.Household, plan.Id),
        Agreement = PlanFacts.ToWire(plan),
        Line = statement.Plans.FirstOrDefault(line => line.Id == plan.Id) is { } found ? LedgerStatements.ToWire(found) : null,
        Resolved = view.Resolved,
    };
}
