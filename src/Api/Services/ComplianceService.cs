using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using ComplianceOutcome = BudgetCoaching.Domain.Households.ComplianceOutcome;
using NoFaultAssessment = BudgetCoaching.Domain.Compliance.NoFaultAssessment;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates promises and judgements.</summary>
internal sealed class ComplianceService(HouseholdWrites writes, HouseholdReads reads) : V1.ComplianceService.ComplianceServiceBase
{
    private static readonly PageLimits Limits = new(Default: 50, Max: 500);

    public override Task<FactReceipt> AgreeCommitment(AgreeCommitmentRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "commitment_id", request.CommitmentId, "commitment", request.Commitment, ComplianceFacts.Read);

    public override Task<FactReceipt> WithdrawCommitment(WithdrawCommitmentRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "withdrawal_id", request.WithdrawalId, "withdrawal", request.Withdrawal, ComplianceFacts.Read);

    public override Task<FactReceipt> ClaimNoFault(ClaimNoFaultRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request,
            context,
            "claim_id",
            request.ClaimId,
            "no_fault_claim",
            request.NoFaultClaim,
            (fields, id, claim) =>
            {
                Approver.Require(fields, context, claim);
                return NoFaultFacts.Read(fields, id, claim);
            });

    public override async Task<DecideNoFaultResponse> DecideNoFault(DecideNoFaultRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var id = write.FactId("decision_id", request.DecisionId);
        Approver.Require(write.Fields.In("ruling"), context, request.Ruling);
        var ruling = write.Fields.Required(
            "ruling", request.Ruling, (fields, message) => NoFaultFacts.Read(fields, id, message, write.Today.Date));
        var written = await writes.RunAsync(
            request, write, (state, agency, today) => Domain.Households.DecideNoFault.Decide(state, ruling!, agency, today), "ruling");
        var state = await writes.StateAsync(written);
        var decided = (NoFaultDecided)state.Find(id)!.Original;
        return new DecideNoFaultResponse
        {
            Decision = NoFaultFacts.ToWire(decided),
            Suspension = SuspensionFacts.Granted(state, decided.Suspension),
            Receipt = written.Receipt(id),
        };
    }

    public override async Task<V1.NoFaultAssessment> GetNoFaultAssessment(
        GetNoFaultAssessmentRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var id = faults.Root.Fact("claim_id", request.ClaimId);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var claim = view.Effective().OfType<NoFaultClaimed>().FirstOrDefault(claim => claim.Id == id)
            ?? throw ApiFault.NotFound("NoFaultClaim", request.ClaimId);
        var timeline = ArrearsCalculator.Timeline(view.Facts, claim.Creditor, view.Parameters);
        var assessment = NoFaultAssessment.Of(view.Facts, claim, timeline, view.AsOf, view.Parameters);
        var answer = NoFaultAnswers.ToWire(assessment);
        answer.Household = ResourceNames.Of(view.Household);
        answer.Claim = NoFaultFacts.ToWire(claim);
        answer.ParameterSet = view.ParameterSet.Id.Value;
        answer.Resolved = view.Resolved;
        return answer;
    }

    public override async Task<CheckComplianceResponse> CheckCompliance(CheckComplianceRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var id = write.FactId("judgement_id", request.JudgementId);
        var fields = write.Fields;
        var check = new CheckCompliance(
            id,
            fields.OptionalDate("judgement_date", request.JudgementDate) ?? write.Today.Date,
            fields.Fact("subject_id", request.SubjectId),
            request.Instalment == 0 ? null : request.Instalment,
            request.Outcome == V1.ComplianceOutcome.Unspecified ? null : fields.Choice("outcome", (ComplianceOutcome)request.Outcome),
            fields.OptionalFact("suspension_id", request.SuspensionId),
            fields.Text("evidence", request.Evidence))
        {
            DoneOn = fields.OptionalDate("done_date", request.DoneDate),
            ByNewerSet = request.ByNewerSet,
        };
        var written = await writes.RunAsync(
            request, write, (state, agency, today) => Domain.Households.CheckCompliance.Decide(state, check, agency, today));
        var latest = JudgedPromise.All((await writes.StateAsync(written)).Facts(), NodaTime.LocalDate.MaxIsoValue)
            .First(judged => judged.Promise.Subject == check.Subject && judged.Promise.Instalment == check.Instalment)
            .Latest;
        return new CheckComplianceResponse { Judgement = ComplianceFacts.ToWire(latest), Receipt = written.Receipt(latest.Id) };
    }

    public override async Task<ListCommitmentsResponse> ListCommitments(ListCommitmentsRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var page = PageToken.Read(faults.Root, request, request.PageSize, request.PageToken, Limits, request.Household, request.Viewpoint);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var judged = JudgedPromise.All(view.Facts, view.AsOf).ToDictionary(j => (j.Promise.Subject, j.Promise.Instalment), j => j.Latest);
        var answer = new ListCommitmentsResponse { Resolved = view.Resolved };
        var promised = view.Effective().OfType<CommitmentAgreed>().OrderBy(c => c.DueDate).ThenBy(c => c.Id).ToList();
        answer.NextPageToken = page.Cut(promised, commitment =>
        {
            var first = ComplianceCalculator.FirstDayOfJudgement(commitment.DueDate, view.ParameterSet.Values);
            var latest = judged.GetValueOrDefault((commitment.Id, (int?)null));
            answer.Commitments.Add(new CommitmentLine
            {
                CommitmentId = commitment.Id.ToString(),
                Commitment = ComplianceFacts.ToWire(commitment),
                JudgeableFromDate = first.ToWire(),
                Outcome = (V1.ComplianceOutcome)(latest?.Outcome ?? ComplianceOutcome.Unspecified),
                State = latest is not null ? CommitmentLine.Types.State.Judged
                    : view.AsOf < first ? CommitmentLine.Types.State.Open
                    : CommitmentLine.Types.State.ToJudge,
            });
        });
        return answer;
    }

    public override async Task<Compliance> GetCompliance(GetComplianceRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var judged = JudgedPromise.All(view.Facts, view.AsOf);
        var rate = ComplianceRate.Of(judged, view.ParameterSet.Values);
        var answer = new Compliance
        {
            Household = ResourceNames.Of(view.Household),
            KeptCount = rate.Kept,
            PartlyKeptCount = rate.PartlyKept,
            BrokenCount = rate.Broken,
            ExcusedCount = rate.Excused,
            CuredCount = rate.Cured,
            Rate = rate.Rate?.ToWire(),
            ParameterSet = view.ParameterSet.Id.Value,
            Resolved = view.Resolved,
        };
        var latest = judged.Select(j => j.Latest.Id).ToHashSet();
        var live = view.Effective().OfType<ComplianceAssessed>().ToDictionary(j => j.Id);
        foreach (var entry in view.Entries)
        {
            if (entry.Event is ComplianceAssessed recorded && live.TryGetValue(recorded.Id, out var judgement))
            {
                answer.Judgements.Add(new JudgementLine
                {
                    JudgementId = judgement.Id.ToString(),
                    Judgement = ComplianceFacts.ToWire(judgement),
                    RecordTime = entry.RecordTime.ToWire(),
                    Latest = latest.Contains(judgement.Id),
                });
            }
        }

        return answer;
    }
}
