using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Coaching_calls_over_the_wire(RunningService service)
{
    private readonly HouseholdService.HouseholdServiceClient households = new(service.Channel);
    private readonly BudgetService.BudgetServiceClient budgets = new(service.Channel);
    private readonly ComplianceService.ComplianceServiceClient compliance = new(service.Channel);
    private readonly EmpowermentService.EmpowermentServiceClient empowerment = new(service.Channel);
    private readonly BulkService.BulkServiceClient bulk = new(service.Channel);

    [Fact]
    public async Task R5_a_contact_is_recorded_once_however_often_it_is_sent()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var request = new RecordContactRequest
        {
            Household = household.Name,
            RequestId = NewId(),
            Contact = new Contact { ContactDate = Day("2025-03-01"), Way = ContactWay.Visit, Staff = "giulia", Note = "saw the flat" },
        };

        var first = await households.RecordContactAsync(request, RunningService.Headers);
        var again = await households.RecordContactAsync(request, RunningService.Headers);
        request.Contact.Way = ContactWay.Phone;

        (first.Already, again.Already, again.Version, again.FactId).Should().Be((false, true, first.Version, first.FactId));
        await Refused(
            households.RecordContactAsync(request, RunningService.Headers), StatusCode.FailedPrecondition, "REQUEST_ID_REUSED");
    }

    [Fact]
    public async Task A_hosting_ends_with_an_exit_plan_that_may_be_recorded_first()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var hosting = NewId();

        var plan = await households.AgreeExitPlanAsync(
            new AgreeExitPlanRequest
            {
                Household = household.Name,
                ExitPlan = new ExitPlan { AgreementDate = Day("2025-06-01"), HostingId = hosting, What = "flat of the cooperative" },
            },
            RunningService.Headers);
        var hosted = await households.RecordHostingAsync(
            new RecordHostingRequest
            {
                Household = household.Name,
                HostingId = hosting,
                Hosting = new V1.Hosting
                {
                    AgreementDate = Day("2025-02-01"),
                    Period = new DateSpan { StartDate = Day("2025-02-01"), EndDate = Day("2026-02-01") },
                },
            },
            RunningService.Headers);

        plan.PendingReferences.Should().Equal(hosting);
        (hosted.FactId, hosted.PendingReferences.Count).Should().Be((hosting, 0));
        var open = new RecordHostingRequest
        {
            Household = household.Name,
            Hosting = new V1.Hosting { AgreementDate = Day("2025-02-01"), Period = new DateSpan { StartDate = Day("2025-02-01") } },
        };
        var refused = await Refused(
            households.RecordHostingAsync(open, RunningService.Headers), StatusCode.InvalidArgument, "VALUE_MISSING");
        FieldOf(refused).Should().Be("hosting.period.end_date");
    }

    [Fact]
    public async Task R38_a_withdrawn_promise_is_judged_no_more_and_a_late_deed_keeps_its_day()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var withdrawn = await ActAsync(household, "2025-03-10");
        var late = await ActAsync(household, "2025-03-10");
        await compliance.WithdrawCommitmentAsync(
            new WithdrawCommitmentRequest
            {
                Household = household.Name,
                Withdrawal = new Withdrawal
                {
                    WithdrawalDate = Day("2025-03-05"), CommitmentId = withdrawn, ReasonCode = "agreed",
                },
            },
            RunningService.Headers);

        await Refused(CheckAsync(household, withdrawn, null), StatusCode.FailedPrecondition, "COMMITMENT_WITHDRAWN");
        var early = await Refused(CheckAsync(household, late, "2025-03-10"), StatusCode.InvalidArgument, "DATES_OUT_OF_ORDER");
        FieldOf(early).Should().Be("done_date");
        var judged = await CheckAsync(household, late, "2025-03-20");

        (judged.Judgement.Outcome, judged.Judgement.CureDate).Should().Be((ComplianceOutcome.Broken, Day("2025-03-20")));
    }

    [Fact]
    public async Task R58_evaluations_follow_each_other()
    {
        var household = await OpenedHousehold.EnrolAsync(service);

        await Refused(
            empowerment.RecordEvaluationAsync(Evaluation(household.Name, "2025-02-01", EvaluationPhase.Exit), RunningService.Headers),
            StatusCode.FailedPrecondition,
            "EVALUATION_OUT_OF_ORDER");
        var entry = await empowerment.RecordEvaluationAsync(
            Evaluation(household.Name, "2025-02-01", EvaluationPhase.Entry), RunningService.Headers);

        entry.Version.Should().Be(2);
    }

    [Fact]
    public async Task A_machine_sends_contacts_hosting_and_evaluations_as_rows()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var rows = new[]
        {
            new ImportFactsRequest
            {
                RecordContact = new RecordContactRequest
                {
                    ContactId = NewId(), Contact = new Contact { ContactDate = Day("2025-02-01"), Way = ContactWay.Phone },
                },
            },
            new ImportFactsRequest
            {
                RecordResourcesLack = new RecordResourcesLackRequest
                {
                    ResourcesLackId = NewId(), ResourcesLack = new ResourcesLack { LackDate = Day("2025-02-02") },
                },
            },
            new ImportFactsRequest
            {
                RecordHosting = new RecordHostingRequest
                {
                    HostingId = "external:H1",
                    Hosting = new V1.Hosting
                    {
                        AgreementDate = Day("2025-02-01"),
                        Period = new DateSpan { StartDate = Day("2025-02-01"), EndDate = Day("2025-08-01") },
                    },
                },
            },
            new ImportFactsRequest
            {
                AgreeExitPlan = new AgreeExitPlanRequest
                {
                    ExitPlanId = NewId(),
                    ExitPlan = new ExitPlan { AgreementDate = Day("2025-02-03"), HostingId = "external:H1" },
                },
            },
            new ImportFactsRequest { RecordEvaluation = Evaluation("", "2025-02-01", EvaluationPhase.Entry) },
            new ImportFactsRequest { RecordEvaluation = Evaluation("", "2025-02-02", EvaluationPhase.Entry) },
        };
        for (var i = 0; i < rows.Length; i++)
        {
            var content = ImportFactsRequest.Descriptor.FindFieldByNumber((int)rows[i].WriteCase).Accessor.GetValue(rows[i]);
            ((Google.Protobuf.IMessage)content).Descriptor.FindFieldByName("household")
                .Accessor.SetValue((Google.Protobuf.IMessage)content, household.Name);
            rows[i].Row = i + 1;
        }

        var answers = await ImportAsync(rows);
        var again = await ImportAsync(rows);

        answers.Select(a => a.OutcomeCase).Should().Equal(
            [.. Enumerable.Repeat(ImportFactsResponse.OutcomeOneofCase.Accepted, 5), ImportFactsResponse.OutcomeOneofCase.Refused]);
        answers[^1].Refused.Reason.Should().Be("EVALUATION_OUT_OF_ORDER");
        again.Take(5).Should().OnlyContain(a => a.OutcomeCase == ImportFactsResponse.OutcomeOneofCase.Unchanged);
    }

    [Fact]
    public async Task A_day_without_resources_overrides_what_is_modelled()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await budgets.CountCashAsync(
            new CountCashRequest
            {
                Household = household.Name, CashCount = new CashCount { CountDate = Day("2025-03-01"), Amount = Euro(100) },
            },
            RunningService.Headers);
        await budgets.RecordResourcesLackAsync(
            new RecordResourcesLackRequest
            {
                Household = household.Name, ResourcesLack = new ResourcesLack { LackDate = Day("2025-03-05"), Note = "asked for food" },
            },
            RunningService.Headers);

        var liquidity = (await empowerment.GetEmpowermentAsync(
            new GetEmpowermentRequest { Household = household.Name, Viewpoint = At("2025-03-10") })).Figures.Liquidity;

        (liquidity.WithResourcesDays, liquidity.ObservedDays, liquidity.ReportedDays, liquidity.Points.Decimal)
            .Should().Be((9, 10, 1, "90.0000"));
    }

    internal static RecordEvaluationRequest Evaluation(string household, string day, EvaluationPhase phase) => new()
    {
        Household = household,
        EvaluationId = NewId(),
        Evaluation = new Evaluation { EvaluationDate = Day(day), Phase = phase },
    };

    private static string FieldOf(Google.Rpc.Status refused) =>
        refused.Details[0].Unpack<Google.Rpc.ErrorInfo>().Metadata["field"];

    private static Commitment Act(string due) => new()
    {
        AgreementDate = Day("2025-02-01"), Kind = CommitmentKind.Behaviour, DueDate = Day(due), What = "visits the help desk",
    };

    private async Task<string> ActAsync(OpenedHousehold household, string due) => (await compliance.AgreeCommitmentAsync(
        new AgreeCommitmentRequest { Household = household.Name, Commitment = Act(due) }, RunningService.Headers)).FactId;

    private AsyncUnaryCall<CheckComplianceResponse> CheckAsync(OpenedHousehold household, string subject, string? done) =>
        compliance.CheckComplianceAsync(
            new CheckComplianceRequest
            {
                Household = household.Name,
                SubjectId = subject,
                JudgementDate = Day("2025-04-01"),
                Outcome = ComplianceOutcome.Broken,
                DoneDate = done is null ? null : Day(done),
            },
            RunningService.Headers);

    private async Task<List<ImportFactsResponse>> ImportAsync(ImportFactsRequest[] rows)
    {
        using var call = bulk.ImportFacts(RunningService.Headers);
        foreach (var row in rows)
        {
            await call.RequestStream.WriteAsync(row);
        }

        await call.RequestStream.CompleteAsync();
        var answers = new List<ImportFactsResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            answers.Add(answer);
        }

        return answers;
    }
}
