using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Plan_calls_over_the_wire(RunningService service)
{
    private readonly PlanService.PlanServiceClient plans = new(service.Channel);
    private readonly LedgerService.LedgerServiceClient ledger = new(service.Channel);
    private readonly HouseholdService.HouseholdServiceClient households = new(service.Channel);

    [Fact]
    public async Task R59_a_lapse_returns_the_residual_to_the_charges_with_their_own_due_dates()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var covered = new[] { await household.ChargeAsync("2025-02-05", 300), await household.ChargeAsync("2025-03-05", 200) };
        var plan = await AgreeAsync(household, "2025-04-01", [(covered[0], 300), (covered[1], 200)]);
        await household.PayAsync("2025-05-05", 100);
        var lapse = await plans.LapsePlanAsync(
            new LapsePlanRequest
            {
                Household = household.Name,
                Lapse = new PlanLapse { LapseDate = Day("2025-07-01"), PlanId = plan, ReasonCode = "not-kept" },
            },
            RunningService.Headers);

        (await household.FiguresAsync("2025-04-01")).Should().Be(Figures(scheduled: 500, stock: 500));
        var kept = await household.OwesAsync("2025-06-30");
        (kept.Figures, kept.OverdueSinceDate, kept.AgeDays)
            .Should().Be((Figures(overdue: 100, scheduled: 300, stock: 400), Day("2025-06-05"), 25));
        var lapsed = await household.OwesAsync("2025-07-01");
        (lapsed.Figures, lapsed.OverdueSinceDate, lapsed.AgeDays)
            .Should().Be((Figures(overdue: 400, stock: 400), Day("2025-02-05"), 146));
        var debts = (await household.StatementAsync("2025-07-01")).Debts;
        debts.Select(d => (d.FactId, d.DueDate, d.Outstanding)).Should().Equal(
            (covered[0], Day("2025-02-05"), Parts(200)), (covered[1], Day("2025-03-05"), Parts(200)));
        (await RecordedLapseAsync(household, lapse.Version)).Residual.Should().Be(Euro(400));
        await Refused(
            plans.LapsePlanAsync(
                new LapsePlanRequest
                {
                    Household = household.Name,
                    Lapse = new PlanLapse { LapseDate = Day("2025-07-02"), PlanId = plan, ReasonCode = "not-kept" },
                },
                RunningService.Headers),
            StatusCode.FailedPrecondition,
            "PLAN_NOT_ACTIVE");
    }

    [Fact]
    public async Task A_plan_is_shown_as_it_stood_on_the_day_asked_for()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await household.ChargeAsync("2025-02-05", 500);
        var plan = await AgreeAsync(household, "2025-04-01", [(charge, 500)]);
        await household.PayAsync("2025-05-05", 130);
        await plans.LapsePlanAsync(
            new LapsePlanRequest
            {
                Household = household.Name,
                Lapse = new PlanLapse { LapseDate = Day("2025-07-01"), PlanId = plan, ReasonCode = "not-kept" },
            },
            RunningService.Headers);
        var name = $"{household.Name}/plans/{plan}";

        var active = await plans.GetPlanAsync(new GetPlanRequest { Name = name, Viewpoint = At("2025-06-05") });
        var lapsed = await plans.GetPlanAsync(new GetPlanRequest { Name = name, Viewpoint = At("2025-07-01") });

        (active.Name, active.Resolved.AsOf).Should().Be((name, Day("2025-06-05")));
        active.Agreement.Instalments.Select(i => (i.Number, i.DueDate, i.Amount)).Should().Equal(
            Enumerable.Range(1, 5).Select(n => (n, Day($"2025-0{4 + n}-05"), Euro(100))));
        active.Agreement.ReviewDate.Should().Be(Day("2025-07-01"));
        (active.Line.State, active.Line.EndDate, active.Line.Open).Should().Be((PlanLine.Types.State.Active, null!, Euro(370)));
        active.Line.Instalments.Select(i => (i.Credited, i.Open)).Should().Equal(
            (Euro(100), Euro(0)), (Euro(30), Euro(70)), (Euro(0), Euro(100)), (Euro(0), Euro(100)), (Euro(0), Euro(100)));
        (lapsed.Line.State, lapsed.Line.EndDate, lapsed.Line.Open)
            .Should().Be((PlanLine.Types.State.Lapsed, Day("2025-07-01"), Euro(0)));
        await Refused(
            plans.GetPlanAsync(new GetPlanRequest { Name = $"{household.Name}/plans/{NewId()}" }),
            StatusCode.NotFound,
            "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task R3_a_plan_that_is_signed_later_moves_no_debt_yet()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await household.ChargeAsync("2025-02-05", 500);
        var plan = await AgreeAsync(household, "2025-04-01", [(charge, 500)]);

        var ahead = await plans.GetPlanAsync(
            new GetPlanRequest { Name = $"{household.Name}/plans/{plan}", Viewpoint = At("2025-03-31") });
        var listed = await plans.ListPlansAsync(new ListPlansRequest { Household = household.Name, Viewpoint = At("2025-03-31") });

        (ahead.Agreement.SignatureDate, ahead.Line).Should().Be((Day("2025-04-01"), null!));
        listed.Plans.Select(p => p.Name).Should().Equal(ahead.Name);
        (await household.FiguresAsync("2025-03-31")).Should().Be(Figures(overdue: 500, stock: 500));
    }

    [Fact]
    public async Task R34_instalments_of_a_lapsed_plan_are_judged_up_to_its_lapse_only()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await household.ChargeAsync("2025-02-05", 500);
        var plan = await AgreeAsync(household, "2025-04-01", [(charge, 500)]);
        await household.PayAsync("2025-05-05", 100);
        await plans.LapsePlanAsync(
            new LapsePlanRequest
            {
                Household = household.Name,
                Lapse = new PlanLapse { LapseDate = Day("2025-07-01"), PlanId = plan, ReasonCode = "not-kept" },
            },
            RunningService.Headers);

        (await CheckAsync(household, plan, 1)).Judgement.Outcome.Should().Be(ComplianceOutcome.Kept);
        (await CheckAsync(household, plan, 2)).Judgement.Outcome.Should().Be(ComplianceOutcome.Broken);
        await Refused(CheckAsync(household, plan, 3), StatusCode.FailedPrecondition, "PLAN_NOT_ACTIVE");
        await Refused(CheckAsync(household, plan, 6), StatusCode.FailedPrecondition, "INSTALMENT_UNKNOWN");
    }

    [Fact]
    public async Task R39_plans_are_listed_in_pages_the_latest_signed_first()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await household.ChargeAsync("2025-02-05", 500);
        var first = await AgreeAsync(household, "2025-04-01", [(charge, 500)]);
        var second = await AgreeAsync(
            household, "2025-04-20", [(charge, 500)], new PlanReplacement { PlanId = first, ReasonCode = "income-changed" });
        var third = await AgreeAsync(
            household, "2025-05-01", [(charge, 500)], new PlanReplacement { PlanId = second, ReasonCode = "income-changed" });
        var request = new ListPlansRequest { Household = household.Name, Viewpoint = At("2025-05-01"), PageSize = 2 };

        var page = await plans.ListPlansAsync(request);
        request.PageToken = page.NextPageToken;
        var rest = await plans.ListPlansAsync(request);

        page.Plans.Concat(rest.Plans).Select(p => (p.Line.PlanId, p.Line.State, p.Line.EndDate)).Should().Equal(
            (third, PlanLine.Types.State.Active, null!),
            (second, PlanLine.Types.State.Replaced, Day("2025-05-01")),
            (first, PlanLine.Types.State.Replaced, Day("2025-04-20")));
        (page.Plans.Count, rest.NextPageToken).Should().Be((2, ""));
    }

    [Fact]
    public async Task R35_nobody_approves_what_they_proposed_and_nothing_without_evidence()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var suspension = Suspension("2025-03-01", "2025-03-20");
        suspension.Approver = suspension.Proposer;
        await Refused(ApproveAsync(household, suspension), StatusCode.FailedPrecondition, "FOUR_EYES");

        suspension = Suspension("2025-03-01", "2025-03-20");
        suspension.Evidence = "";
        await Refused(ApproveAsync(household, suspension), StatusCode.FailedPrecondition, "EVIDENCE_MISSING");

        await Refused(
            ApproveAsync(household, Suspension("2025-03-01", "2025-09-02")), StatusCode.FailedPrecondition, "SUSPENSION_TOO_LONG");
        (await ApproveAsync(household, Suspension("2025-03-01", "2025-09-01"))).Version.Should().Be(2);
    }

    [Fact]
    public async Task R25_days_of_a_pause_do_not_age_arrears_and_its_early_end_counts_again()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await ledger.RecordOpeningArrearsAsync(
            new RecordOpeningArrearsRequest
            {
                Household = household.Name,
                OpeningArrears = new OpeningArrears
                {
                    EffectiveDate = Day("2025-01-01"),
                    Creditor = "aler",
                    Kind = ChargeKind.Rent,
                    DueDate = Day("2024-12-31"),
                    Amount = Capital(100),
                },
            },
            RunningService.Headers);
        var suspended = await ApproveAsync(household, Suspension("2025-01-02", "2025-01-20"));

        var ages = new[] { await AgeAsync("2025-01-02"), await AgeAsync("2025-01-14"), await AgeAsync("2025-01-31") };
        await plans.EndSuspensionAsync(
            new EndSuspensionRequest
            {
                Household = household.Name,
                SuspensionEnd = new SuspensionEnd { ResumeDate = Day("2025-01-15"), SuspensionId = suspended.FactId },
            },
            RunningService.Headers);

        // 31 days from 31 December to 31 January: less the 18 of 2 to 19 January, then less the 13 of 2 to 14 January.
        ages.Should().Equal(2, 2, 13);
        (await AgeAsync("2025-01-14")).Should().Be(2);
        (await AgeAsync("2025-01-31")).Should().Be(18);

        async Task<int> AgeAsync(string day) => (await household.OwesAsync(day)).AgeDays;
    }

    private AsyncUnaryCall<CheckComplianceResponse> CheckAsync(OpenedHousehold household, string plan, int instalment) =>
        new ComplianceService.ComplianceServiceClient(service.Channel).CheckComplianceAsync(
            new CheckComplianceRequest
            {
                Household = household.Name, SubjectId = plan, Instalment = instalment, JudgementDate = Day("2025-12-01"),
            },
            RunningService.Headers);

    private AsyncUnaryCall<FactReceipt> ApproveAsync(OpenedHousehold household, Suspension suspension) => plans.ApproveSuspensionAsync(
        new ApproveSuspensionRequest { Household = household.Name, Suspension = suspension }, RunningService.Headers);

    private static Suspension Suspension(string from, string to) => new()
    {
        DecisionDate = Day(from),
        Creditor = "aler",
        Period = new DateSpan { StartDate = Day(from), EndDate = Day(to) },
        ReasonCode = "no-fault",
        Evidence = "letter 12",
        Proposer = "anna",
        Approver = "bruno",
    };

    /// <summary>Five instalments of equal amount from 5 May 2025 on; the plan's id.</summary>
    private async Task<string> AgreeAsync(
        OpenedHousehold household, string signed, (string Charge, decimal Amount)[] covered, PlanReplacement? replaces = null)
    {
        var terms = new PlanTerms
        {
            SignatureDate = Day(signed),
            AcceptanceDate = Day(signed),
            Creditor = "aler",
            EqualInstalments = new EqualInstalments { Count = 5, FirstDueDate = Day("2025-05-05") },
            Replaces = replaces,
        };
        terms.CoveredCharges.Add(covered.Select(c => new CoveredCharge { ChargeId = c.Charge, Amount = Euro(c.Amount) }));
        var agreed = await plans.AgreePlanAsync(
            new AgreePlanRequest { Household = household.Name, Terms = terms }, RunningService.Headers);
        return agreed.Receipt.FactId;
    }

    private async Task<PlanLapse> RecordedLapseAsync(OpenedHousehold household, long version)
    {
        using var replay = households.ReplayHousehold(
            new ReplayHouseholdRequest { Household = household.Name, AfterVersion = version - 1 });
        (await replay.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        return replay.ResponseStream.Current.Event.Fact.PlanLapse;
    }
}
