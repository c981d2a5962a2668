using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Compliance_calls_over_the_wire(RunningService service)
{
    private readonly ComplianceService.ComplianceServiceClient compliance = new(service.Channel);
    private readonly PlanService.PlanServiceClient plans = new(service.Channel);

    [Fact]
    public async Task R33_a_promise_is_not_judged_before_its_grace_has_passed()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var promise = await PromiseAsync(household, "2025-03-01", "2025-03-10", 50);
        await household.PayAsync("2025-03-15", 50);

        await Refused(CheckAsync(household, promise, "2025-03-15"), StatusCode.FailedPrecondition, "NOT_YET_JUDGEABLE");
        var judged = (await CheckAsync(household, promise, "2025-03-16")).Judgement;

        (judged.Outcome, judged.Due, judged.PaidInTime).Should().Be((ComplianceOutcome.Kept, Euro(50), Euro(50)));
        (judged.ReassessesId, judged.CauseId, judged.CureDate).Should().Be(("", "", null!));
        (judged.Basis.ParameterSet, judged.Basis.Calculator).Should().Be(("shipped-2026-01", 1));
    }

    [Fact]
    public async Task R15_a_late_payment_leads_to_a_judgement_that_names_the_first_and_its_cause()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var promise = await PromiseAsync(household, "2025-03-01", "2025-03-10", 50);
        var first = await CheckAsync(household, promise, "2025-03-16");
        var recordedLate = await household.PayAsync("2025-03-12", 40);
        var second = await CheckAsync(household, promise, "2025-03-20");
        var paidLate = await household.PayAsync("2025-03-25", 10);
        var third = await CheckAsync(household, promise, "2025-03-26");
        var again = await CheckAsync(household, promise, "2025-03-27");

        (first.Judgement.Outcome, first.Judgement.PaidInTime).Should().Be((ComplianceOutcome.Broken, Euro(0)));
        (second.Judgement.Outcome, second.Judgement.PaidInTime).Should().Be((ComplianceOutcome.PartlyKept, Euro(40)));
        (second.Judgement.ReassessesId, second.Judgement.CauseId).Should().Be((first.Receipt.FactId, recordedLate));
        (third.Judgement.Outcome, third.Judgement.PaidInTime, third.Judgement.CureDate)
            .Should().Be((ComplianceOutcome.PartlyKept, Euro(40), Day("2025-03-25")));
        (third.Judgement.ReassessesId, third.Judgement.CauseId).Should().Be((second.Receipt.FactId, paidLate));
        again.Judgement.Should().Be(third.Judgement);
        var told = await ComplianceAsync(household, "2025-03-27");
        told.Judgements.Select(j => (j.JudgementId, j.Latest)).Should().Equal(
            (first.Receipt.FactId, false), (second.Receipt.FactId, false), (third.Receipt.FactId, true));
        (told.PartlyKeptCount, told.BrokenCount, told.CuredCount).Should().Be((1, 0, 1));
        (await ComplianceAsync(household, "2025-03-19")).Judgements.Single().Judgement.Should().Be(first.Judgement);
    }

    [Fact]
    public async Task R36_half_of_what_is_partly_kept_counts_and_what_is_excused_stays_outside()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var promises = new List<string>();
        for (var month = 2; month <= 5; month++)
        {
            promises.Add(await PromiseAsync(household, $"2025-0{month}-01", $"2025-0{month}-10", 50));
        }

        await household.PayAsync("2025-02-10", 50);
        await household.PayAsync("2025-03-11", 20);
        var suspension = await SuspendAsync(household);
        foreach (var promise in promises)
        {
            await CheckAsync(household, promise, "2025-06-01");
        }

        await JudgeVisitAsync(household);

        var told = await ComplianceAsync(household, "2025-06-01");
        (told.KeptCount, told.PartlyKeptCount, told.BrokenCount, told.ExcusedCount, told.CuredCount).Should().Be((2, 1, 1, 1, 0));
        (told.Rate.Decimal, told.ParameterSet).Should().Be(("0.6250", "shipped-2026-01"));
        told.Judgements.Single(j => j.Judgement.SubjectId == promises[3]).Judgement.SuspensionId.Should().Be(suspension);
        (await ComplianceAsync(household, "2025-05-31")).Rate.Should().BeNull();
    }

    [Fact]
    public async Task Promises_are_listed_by_due_date_in_pages_with_where_they_stand()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var third = await PromiseAsync(household, "2025-02-01", "2025-04-10", 30);
        var first = await PromiseAsync(household, "2025-02-01", "2025-02-10", 10);
        var second = await PromiseAsync(household, "2025-02-01", "2025-03-10", 20);
        await PromiseAsync(household, "2025-03-17", "2025-03-20", 99);
        await CheckAsync(household, first, "2025-02-16");
        var request = new ListCommitmentsRequest { Household = household.Name, Viewpoint = At("2025-03-16"), PageSize = 2 };

        var page = await compliance.ListCommitmentsAsync(request);
        request.PageToken = page.NextPageToken;
        var rest = await compliance.ListCommitmentsAsync(request);

        page.Commitments.Concat(rest.Commitments).Select(c => (c.CommitmentId, c.State, c.Outcome, c.JudgeableFromDate)).Should().Equal(
            (first, CommitmentLine.Types.State.Judged, ComplianceOutcome.Broken, Day("2025-02-16")),
            (second, CommitmentLine.Types.State.ToJudge, ComplianceOutcome.Unspecified, Day("2025-03-16")),
            (third, CommitmentLine.Types.State.Open, ComplianceOutcome.Unspecified, Day("2025-04-16")));
        (page.Commitments.Count, page.Commitments[1].Commitment.Amount, rest.NextPageToken).Should().Be((2, Euro(20), ""));
    }

    private async Task<string> PromiseAsync(OpenedHousehold household, string agreed, string due, decimal amount) =>
        (await compliance.AgreeCommitmentAsync(
            new AgreeCommitmentRequest
            {
                Household = household.Name,
                Commitment = new Commitment
                {
                    AgreementDate = Day(agreed),
                    Kind = CommitmentKind.Payment,
                    DueDate = Day(due),
                    Creditor = "aler",
                    Amount = Euro(amount),
                },
            },
            RunningService.Headers)).FactId;

    private AsyncUnaryCall<CheckComplianceResponse> CheckAsync(OpenedHousehold household, string subject, string day) =>
        compliance.CheckComplianceAsync(
            new CheckComplianceRequest { Household = household.Name, SubjectId = subject, JudgementDate = Day(day) },
            RunningService.Headers);

    /// <summary>A promise that is not about money: a person says how it ended.</summary>
    private async Task JudgeVisitAsync(OpenedHousehold household)
    {
        var visit = await compliance.AgreeCommitmentAsync(
            new AgreeCommitmentRequest
            {
                Household = household.Name,
                Commitment = new Commitment
                {
                    AgreementDate = Day("2025-02-01"),
                    Kind = CommitmentKind.Behaviour,
                    DueDate = Day("2025-02-20"),
                    What = "visits the help desk",
                },
            },
            RunningService.Headers);
        await Refused(CheckAsync(household, visit.FactId, "2025-06-01"), StatusCode.FailedPrecondition, "OUTCOME_MISSING");
        await compliance.CheckComplianceAsync(
            new CheckComplianceRequest
            {
                Household = household.Name,
                SubjectId = visit.FactId,
                JudgementDate = Day("2025-06-01"),
                Outcome = ComplianceOutcome.Kept,
                Evidence = "register of visits",
            },
            RunningService.Headers);
    }

    private async Task<string> SuspendAsync(OpenedHousehold household) => (await plans.ApproveSuspensionAsync(
        new ApproveSuspensionRequest
        {
            Household = household.Name,
            Suspension = new Suspension
            {
                DecisionDate = Day("2025-05-05"),
                Creditor = "aler",
                Period = new DateSpan { StartDate = Day("2025-05-05"), EndDate = Day("2025-05-11") },
                ReasonCode = "no-fault",
                Evidence = "letter 12",
                Proposer = "anna",
                Approver = "bruno",
            },
        },
        RunningService.Headers)).FactId;

    private async Task<Compliance> ComplianceAsync(OpenedHousehold household, string asOf) =>
        await compliance.GetComplianceAsync(new GetComplianceRequest { Household = household.Name, Viewpoint = At(asOf) });
}
