using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class No_fault_calls_over_the_wire(RunningService service)
{
    private readonly BudgetService.BudgetServiceClient budgets = new(service.Channel);
    private readonly ComplianceService.ComplianceServiceClient compliance = new(service.Channel);

    [Fact]
    public async Task R35_a_second_person_recognises_a_claim_and_what_was_broken_is_excused_with_its_cause()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2025-03-05", 200);
        var promise = await PromiseAsync(household);
        var broken = await CheckAsync(household, promise, "2025-03-20");
        var claim = await ClaimAsync(household);
        var seen = await AssessAsync(household, claim, "2025-04-01");
        var request = Decision(household, claim, "anna");

        await Refused(compliance.DecideNoFaultAsync(request, RunningService.Headers), StatusCode.FailedPrecondition, "FOUR_EYES");
        request.Ruling.Approver = "bruno";
        var decided = await compliance.DecideNoFaultAsync(request, RunningService.Headers);
        var again = await compliance.DecideNoFaultAsync(request, RunningService.Headers);
        var excused = await CheckAsync(household, promise, "2025-04-01");

        seen.Promises.Select(p => (p.SubjectId, p.DueDate, p.Amount)).Should().Equal((promise, Day("2025-03-10"), Euro(50)));
        (seen.AgeDays, seen.RecognisedAgeDays, seen.Claim.Cause).Should().Be((27, 0, NoFaultCause.Dismissal));
        (decided.Decision.ClaimId, decided.Decision.SuspensionId, decided.Suspension.Proposer, decided.Suspension.Approver)
            .Should().Be((claim, decided.Decision.SuspensionId, "anna", "bruno"));
        decided.Suspension.Period.Should().Be(Claim().Period);
        (again.Receipt.Already, again.Decision).Should().Be((true, decided.Decision));
        (excused.Judgement.Outcome, excused.Judgement.SuspensionId, excused.Judgement.ReassessesId, excused.Judgement.CauseId).Should().Be(
            (ComplianceOutcome.Excused, decided.Decision.SuspensionId, broken.Receipt.FactId, decided.Decision.SuspensionId));
        (await household.OwesAsync("2025-04-01")).AgeDays.Should().Be(0);
    }

    [Fact]
    public async Task A_claim_is_decided_once_and_only_within_the_time_claimed()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var claim = await ClaimAsync(household);
        var beyond = Decision(household, claim, "bruno");
        beyond.Ruling.Recognition.Period = new DateSpan { StartDate = Day("2025-01-20"), EndDate = Day("2025-04-01") };

        var outside = await Refused(
            compliance.DecideNoFaultAsync(beyond, RunningService.Headers), StatusCode.InvalidArgument, "DATES_OUT_OF_ORDER");
        outside.Details[0].Unpack<ErrorInfo>().Metadata["field"].Should().Be("ruling.recognition.period");
        await Refused(
            compliance.DecideNoFaultAsync(Decision(household, NewId(), "bruno"), RunningService.Headers),
            StatusCode.FailedPrecondition,
            "CLAIM_UNKNOWN");
        var down = Decision(household, claim, "bruno");
        down.Ruling.Recognition = null;
        var turned = await compliance.DecideNoFaultAsync(down, RunningService.Headers);
        await Refused(
            compliance.DecideNoFaultAsync(Decision(household, claim, "bruno"), RunningService.Headers),
            StatusCode.FailedPrecondition,
            "CLAIM_DECIDED");

        (turned.Decision.SuspensionId, turned.Suspension).Should().Be(("", null!));
    }

    [Fact]
    public async Task Whoever_decides_sees_that_income_fell()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await ReceiveAsync(household, "2025-01-20", 1_000);
        await ReceiveAsync(household, "2025-02-20", 600);
        var claim = await ClaimAsync(household);

        var early = await AssessAsync(household, claim, "2025-04-01");
        var late = await AssessAsync(household, claim, "2025-05-31");

        (early.IncomeBefore, early.IncomeAfter, early.HasIncomeFell).Should().Be((Euro(1_000), null!, false));
        (late.IncomeBefore, late.IncomeAfter, late.HasIncomeFell, late.IncomeFell).Should().Be((Euro(1_000), Euro(600), true, true));
        await Refused(
            compliance.GetNoFaultAssessmentAsync(new GetNoFaultAssessmentRequest { Household = household.Name, ClaimId = NewId() }),
            StatusCode.NotFound,
            "RESOURCE_NOT_FOUND");
    }

    internal static NoFaultClaim Claim() => new()
    {
        ClaimDate = Day("2025-03-21"),
        Creditor = "aler",
        Cause = NoFaultCause.Dismissal,
        CauseDate = Day("2025-02-01"),
        Period = new DateSpan { StartDate = Day("2025-02-01"), EndDate = Day("2025-06-01") },
        Evidence = "letter of dismissal, file 12",
        Proposer = "anna",
    };

    private static DecideNoFaultRequest Decision(OpenedHousehold household, string claim, string approver) => new()
    {
        Household = household.Name,
        DecisionId = NewId(),
        Ruling = new NoFaultRuling
        {
            DecisionDate = Day("2025-03-25"),
            ClaimId = claim,
            Recognition = new NoFaultRecognition(),
            ReasonCode = "job-loss",
            Approver = approver,
        },
    };

    private async Task<string> ClaimAsync(OpenedHousehold household) => (await compliance.ClaimNoFaultAsync(
        new ClaimNoFaultRequest { Household = household.Name, NoFaultClaim = Claim() }, RunningService.Headers)).FactId;

    private async Task<NoFaultAssessment> AssessAsync(OpenedHousehold household, string claim, string asOf) =>
        await compliance.GetNoFaultAssessmentAsync(
            new GetNoFaultAssessmentRequest { Household = household.Name, ClaimId = claim, Viewpoint = At(asOf) });

    private async Task<string> PromiseAsync(OpenedHousehold household) => (await compliance.AgreeCommitmentAsync(
        new AgreeCommitmentRequest
        {
            Household = household.Name,
            Commitment = new Commitment
            {
                AgreementDate = Day("2025-02-10"),
                Kind = CommitmentKind.Payment,
                DueDate = Day("2025-03-10"),
                Creditor = "aler",
                Amount = Euro(50),
            },
        },
        RunningService.Headers)).FactId;

    private async Task<CheckComplianceResponse> CheckAsync(OpenedHousehold household, string subject, string day) =>
        await compliance.CheckComplianceAsync(
            new CheckComplianceRequest { Household = household.Name, SubjectId = subject, JudgementDate = Day(day) },
            RunningService.Headers);

    private async Task ReceiveAsync(OpenedHousehold household, string day, decimal amount) => await budgets.RecordIncomeAsync(
        new RecordIncomeRequest
        {
            Household = household.Name,
            Income = new Income { ReceiptDate = Day(day), Amount = Euro(amount), Source = IncomeSource.Wages },
        },
        RunningService.Headers);
}
