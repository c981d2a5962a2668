using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Planning_calls_over_the_wire(RunningService service)
{
    private readonly PlanningService.PlanningServiceClient planning = new(service.Channel);
    private readonly PlanService.PlanServiceClient plans = new(service.Channel);

    [Fact]
    public async Task R44_a_month_with_a_surplus_has_seventeen_days_without_money_W6()
    {
        var household = await BudgetedHousehold.W6Async(service, Reliability.Likely);

        var flow = await planning.GetCashFlowAsync(
            new GetCashFlowRequest { Household = household.Name, Viewpoint = At("2026-03-31"), HorizonDays = 30 });

        (flow.Opening, flow.DailyNeed, flow.Days.Count).Should().Be((Euro(300), Euro(12), 30));
        flow.Counted.Should().Be(new CashFlowRun
        {
            FirstBadDate = Day("2026-04-10"), BadDayCount = 17, Lowest = Lowest(-332, "2026-04-26"), Closing = Euro(520),
        });
        flow.CertainOnly.Should().Be(new CashFlowRun
        {
            FirstBadDate = Day("2026-04-10"), BadDayCount = 21, Lowest = Lowest(-380, "2026-04-30"), Closing = Euro(-380),
        });
        flow.Days[26].Should().Be(new CashFlowDay
        {
            Date = Day("2026-04-27"),
            Income = Euro(900),
            Needs = Euro(12),
            Expenses = Euro(0),
            Instalments = Euro(0),
            Balance = Euro(556),
            CertainBalance = Euro(-344),
        });
        flow.Months.Single().Residual.Should().Be(Euro(300));
        flow.Basis.ParameterSet.Should().NotBeEmpty();
        flow.Resolved.AsOf.Should().Be(Day("2026-03-31"));
    }

    [Fact]
    public async Task R49_the_fastest_the_balanced_and_the_gentlest_plan_are_proposed_and_agreed_as_they_are()
    {
        var household = await BudgetedHousehold.TightAsync(service, expense: 650);

        var answer = await ProposeAsync(household);

        (answer.HorizonDays, answer.Reserve, answer.WithoutPlan.Lowest, answer.Impossible)
            .Should().Be((215, Euro(70), Lowest(70, "2026-04-30"), null!));
        answer.Proposals.Select(p => (p.Kind, p.Plans[0].Count, p.Plans[0].FirstDueDate, p.Plans[0].Instalment, p.Lowest, p.EndDate))
            .Should().Equal(
                (ProposalKind.Fastest, 1, Day("2026-06-01"), Euro(120), Lowest(40, "2026-06-30"), Day("2026-06-01")),
                (ProposalKind.Balanced, 2, Day("2026-06-01"), Euro(60), Lowest(70, "2026-04-30"), Day("2026-07-01")),
                (ProposalKind.Gentlest, 6, Day("2026-05-01"), Euro(20), Lowest(70, "2026-04-30"), Day("2026-10-01")));
        answer.Proposals[0].Checks.Select(c => (c.Kind, c.Verdict, c.Figure, c.Month)).Should().Equal(
            (PlanCheckKind.EveryDay, CheckVerdict.Pass, Euro(40), ""),
            (PlanCheckKind.CertainIncome, CheckVerdict.Pass, Euro(40), ""),
            (PlanCheckKind.MonthlyResidual, CheckVerdict.Pass, Euro(580), "2026-06"),
            (PlanCheckKind.InstalmentCap, CheckVerdict.Pass, Euro(120), "2026-06"),
            (PlanCheckKind.InstalmentSurplus, CheckVerdict.Block, Euro(120), "2026-06"),
            (PlanCheckKind.RentBurden, CheckVerdict.Pass, Euro(0), ""));
        answer.Proposals[0].Verdict.Should().Be(CheckVerdict.Block);

        var gentlest = answer.Proposals[2].Plans[0];
        var agreed = await plans.AgreePlanAsync(Agreeing(household, gentlest), RunningService.Headers);

        agreed.Plan.Instalments.Should().HaveCount(6);
        var judged = agreed.Plan.Judgement;
        (judged.Verdict, judged.OpeningDate, judged.OpeningCash, judged.HorizonDays)
            .Should().Be((CheckVerdict.Pass, Day("2026-03-31"), Euro(20), 184));
        judged.Checks.Should().HaveCount(6);
        judged.Basis.Should().Be(answer.Basis);
    }

    [Fact]
    public async Task R43_a_plan_that_a_check_blocks_is_agreed_only_by_a_named_person()
    {
        var household = await BudgetedHousehold.TightAsync(service, expense: 650);
        var request = Agreeing(household, (await ProposeAsync(household)).Proposals[0].Plans[0]);

        var refused = await Refused(
            plans.AgreePlanAsync(request, RunningService.Headers), StatusCode.FailedPrecondition, "PLAN_NOT_SUSTAINABLE");
        request.Terms.Override = new PlanOverride { Decider = "lead-1", ReasonCode = "relatives-help" };
        var agreed = await plans.AgreePlanAsync(request, RunningService.Headers);

        var told = refused.Details[0].Unpack<ErrorInfo>().Metadata;
        (told["checks"], told["figure"]).Should().Be(("InstalmentSurplus", "120.00"));
        (agreed.Plan.Judgement.Verdict, agreed.Plan.Judgement.Override).Should().Be((CheckVerdict.Block, request.Terms.Override));
        var shown = await plans.GetPlanAsync(
            new GetPlanRequest { Name = $"{household.Name}/plans/{agreed.Receipt.FactId}", Viewpoint = At("2026-04-01") });
        shown.Agreement.Judgement.Should().Be(agreed.Plan.Judgement);
    }

    [Fact]
    public async Task R49_where_no_plan_exists_the_smallest_changes_say_what_would_make_one()
    {
        var household = await BudgetedHousehold.TightAsync(service, expense: 700);

        var none = (await ProposeAsync(household)).Impossible;

        (none.CashMissing, none.MissingByDate, none.Lowest).Should().Be((Euro(120), Day("2026-06-30"), Lowest(-120, "2026-10-31")));
        none.Changes.Select(c => (c.EntryId, c.ChangeCase, c.Lowest)).Should().Equal(
            (household.Expense, BudgetChange.ChangeOneofCase.MoveDays, Lowest(580, "2026-10-31")),
            (household.Expense, BudgetChange.ChangeOneofCase.ReduceBy, Lowest(0.05m, "2026-10-31")));
        (none.Changes[0].MoveDays, none.Changes[1].ReduceBy).Should().Be((26, Euro(17.15m)));
        none.Changes.Should().OnlyContain(change => !change.HasWithinLimits);
        var within = (await ProposeAsync(household, withinLimits: true)).Impossible;
        within.Changes.Select(change => (change.HasWithinLimits, change.WithinLimits))
            .Should().Equal((true, true), (true, false));
        foreach (var change in none.Changes)
        {
            (await ProposeAsync(household, new BudgetDraft { Entries = { change.Changed } })).Proposals.Should().NotBeEmpty();
        }

        (await ProposeAsync(household, new BudgetDraft { OpeningCash = Euro(140) })).Proposals.Should().NotBeEmpty();
        (await ProposeAsync(household, new BudgetDraft { OpeningCash = Euro(139.99m) })).Proposals.Should().BeEmpty();
    }

    [Fact]
    public async Task R42_legal_interest_is_refused_where_the_agencys_plans_bear_none()
    {
        var household = await BudgetedHousehold.TightAsync(service, expense: 650);
        var asked = new ProposePlansRequest
        {
            Household = household.Name,
            Viewpoint = At("2026-03-31"),
            Debts = { new DebtToPlan { Creditor = "aler", LegalInterest = true } },
        };
        var agreeing = Agreeing(household, (await ProposeAsync(household)).Proposals[2].Plans[0]);
        agreeing.Terms.LegalInterest = true;

        var proposing = await Refused(planning.ProposePlansAsync(asked), StatusCode.FailedPrecondition, "PLAN_BEARS_NO_INTEREST");
        var refused = await Refused(
            plans.AgreePlanAsync(agreeing, RunningService.Headers), StatusCode.FailedPrecondition, "PLAN_BEARS_NO_INTEREST");

        (await ProposeAsync(household)).Proposals.SelectMany(proposal => proposal.Plans).Select(plan => plan.Interest)
            .Should().Equal(Euro(0), Euro(0), Euro(0));
        proposing.Details[0].Unpack<ErrorInfo>().Metadata["field"].Should().Be("debts.legal_interest");
        refused.Details[0].Unpack<ErrorInfo>().Metadata["field"].Should().Be("terms.legal_interest");
    }

    [Fact]
    public async Task R44_a_draft_is_checked_and_two_are_compared_over_the_same_days()
    {
        var household = await BudgetedHousehold.TightAsync(service, expense: 650);
        var early = Draft(("2026-05-01", 120));
        var late = Draft(("2026-06-01", 60), ("2026-07-01", 60));

        var check = await planning.CheckPlanAsync(
            new CheckPlanRequest { Household = household.Name, Viewpoint = At("2026-03-31"), Draft = early });
        var compared = await planning.ComparePlansAsync(
            new ComparePlansRequest { Household = household.Name, Viewpoint = At("2026-03-31"), First = early, Second = late });

        (check.HorizonDays, check.Draft.Counted.Lowest, check.Draft.Counted.BadDayCount, check.Draft.EndDate, check.Draft.Verdict)
            .Should().Be((92, Lowest(-10, "2026-05-31"), 1, Day("2026-05-01"), CheckVerdict.Block));
        (compared.HorizonDays, compared.First.Counted.Lowest, compared.Second.Counted.Lowest, compared.LowestGain)
            .Should().Be((92, Lowest(-10, "2026-05-31"), Lowest(70, "2026-04-30"), Euro(80)));
        (compared.BadDayCountGain, compared.FirstDifferenceDate, compared.Second.EndDate)
            .Should().Be((-1, Day("2026-05-01"), Day("2026-07-01")));
    }

    [Fact]
    public async Task R47_what_the_law_protects_of_a_pension_is_told_beside_the_checks_W14()
    {
        var household = (await OpenedHousehold.EnrolAsync(service)).Name;
        var budgets = new BudgetService.BudgetServiceClient(service.Channel);
        var entry = new IncomeEntry
        {
            DeclaredDate = Day("2025-06-01"),
            Source = IncomeSource.Pension,
            Amount = Euro(1_300),
            Recurrence = new Recurrence { Frequency = Frequency.Monthly, FirstDate = Day("2025-06-01") },
            Reliability = Reliability.Certain,
        };
        var pension = (await budgets.RecordIncomeEntryAsync(
            new RecordIncomeEntryRequest { Household = household, IncomeEntry = entry }, RunningService.Headers)).FactId;
        var draft = Draft();
        draft.Budget = new BudgetDraft { OpeningCash = Euro(100) };

        var check = await planning.CheckPlanAsync(
            new CheckPlanRequest { Household = household, Viewpoint = At("2025-06-30"), Draft = draft });

        check.ProtectedPensions.Should().Equal(new ProtectedPension
        {
            EntryId = pension, Pension = Euro(1_300), Protected = Euro(1_077.38m), MostTaken = Euro(44.52m),
        });
    }

    [Fact]
    public async Task A_draft_moves_skips_and_changes_single_occurrences()
    {
        var household = await BudgetedHousehold.TightAsync(service, expense: 650);
        var draft = Draft();
        draft.Budget = new BudgetDraft
        {
            Changes =
            {
                new OccurrenceChange { EntryId = household.Expense, PlannedDate = Day("2026-04-05"), Skipped = true },
                new OccurrenceChange
                {
                    EntryId = household.Expense,
                    PlannedDate = Day("2026-05-05"),
                    Changed = new ChangedOccurrence { Amount = Euro(600), Date = Day("2026-05-12") },
                },
            },
        };

        var check = await planning.CheckPlanAsync(
            new CheckPlanRequest { Household = household.Name, Viewpoint = At("2026-03-31"), Draft = draft });

        // On 1 July it would be 160 + 1000 - 10; April leaves 650 more and May 50.
        (check.Draft.Counted.Closing, check.Draft.EndDate).Should().Be((Euro(1_850), null!));
        draft.Budget.Changes[0].EntryId = NewId();
        await Refused(
            planning.CheckPlanAsync(new CheckPlanRequest { Household = household.Name, Viewpoint = At("2026-03-31"), Draft = draft }),
            StatusCode.FailedPrecondition,
            "FACT_UNKNOWN");
    }

    [Fact]
    public async Task Where_nobody_counted_cash_the_draft_says_what_is_in_hand()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2026-03-05", 120);
        var request = new ProposePlansRequest
        {
            Household = household.Name, Viewpoint = At("2026-03-31"), Debts = { new DebtToPlan { Creditor = "aler" } },
        };

        await Refused(
            planning.GetCashFlowAsync(new GetCashFlowRequest { Household = household.Name }),
            StatusCode.FailedPrecondition,
            "CASH_NOT_COUNTED");
        await Refused(planning.ProposePlansAsync(request), StatusCode.FailedPrecondition, "CASH_NOT_COUNTED");
        request.Budget = new BudgetDraft { OpeningCash = Euro(500) };
        (await planning.ProposePlansAsync(request)).Proposals.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Every_malformed_field_of_a_draft_is_named_and_rules_name_the_contracts_fields()
    {
        var household = await BudgetedHousehold.TightAsync(service, expense: 650);
        var malformed = new CheckPlanRequest
        {
            Household = household.Name,
            Draft = new PlanDraft
            {
                Budget = new BudgetDraft { Entries = { new DraftEntry { EntryId = "x" } }, RemovedEntryIds = { "y" } },
                Plans = { new DraftInstalments { Creditor = "aler", Payments = { new ScheduledPayment { Amount = Euro(-1) } } } },
            },
        };

        var named = await Refused(planning.CheckPlanAsync(malformed), StatusCode.InvalidArgument, "FIELD_INVALID");
        var late = Draft(("2199-12-31", 10));
        late.Plans[0].Payments[0].DueDate = Day("2250-01-01");
        var refused = await Refused(
            planning.CheckPlanAsync(new CheckPlanRequest { Household = household.Name, Viewpoint = At("2026-03-31"), Draft = late }),
            StatusCode.InvalidArgument,
            "DATE_OUT_OF_RANGE");

        named.Details[1].Unpack<BadRequest>().FieldViolations.Select(v => v.Field).Should().BeEquivalentTo(
            "draft.budget.entries[0].entry_id",
            "draft.budget.entries[0].kind",
            "draft.budget.entries[0].amount",
            "draft.budget.entries[0].recurrence",
            "draft.budget.removed_entry_ids[0]",
            "draft.plans[0].payments[0].due_date",
            "draft.plans[0].payments[0].amount");
        refused.Details[0].Unpack<ErrorInfo>().Metadata["field"].Should().Be("draft.plans.payments.due_date");
        await Refused(
            planning.GetCashFlowAsync(new GetCashFlowRequest { Household = household.Name, HorizonDays = 732 }),
            StatusCode.InvalidArgument,
            "FIELD_INVALID");
    }

    [Fact]
    public async Task R37_a_lapse_is_proposed_after_two_broken_instalments_and_ends_nothing_by_itself()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await household.ChargeAsync("2025-02-05", 500);
        var request = new AgreePlanRequest { Household = household.Name, Terms = Terms("2025-04-01", charge, 500) };
        request.Terms.EqualInstalments = new EqualInstalments { Count = 5, FirstDueDate = Day("2025-05-05") };
        var plan = (await plans.AgreePlanAsync(request, RunningService.Headers)).Receipt.FactId;
        var compliance = new ComplianceService.ComplianceServiceClient(service.Channel);
        foreach (var number in new[] { 1, 2 })
        {
            (await ProposedAsync()).Should().BeEmpty();
            await compliance.CheckComplianceAsync(
                new CheckComplianceRequest
                {
                    Household = household.Name, SubjectId = plan, Instalment = number, JudgementDate = Day("2025-08-01"),
                },
                RunningService.Headers);
        }

        var proposal = (await ProposedAsync()).Single();

        (proposal.PlanId, proposal.Creditor, proposal.MissedBills.Count).Should().Be((plan, "aler", 0));
        proposal.BrokenInstalments.Select(b => (b.Number, b.DueDate)).Should().Equal((1, Day("2025-05-05")), (2, Day("2025-06-05")));
        await plans.LapsePlanAsync(
            new LapsePlanRequest
            {
                Household = household.Name,
                Lapse = new PlanLapse { LapseDate = Day("2025-08-02"), PlanId = plan, ReasonCode = "not-kept" },
            },
            RunningService.Headers);
        (await ProposedAsync()).Should().BeEmpty();

        async Task<IEnumerable<LapseProposal>> ProposedAsync() => (await planning.ListLapseProposalsAsync(
            new ListLapseProposalsRequest { Household = household.Name, Viewpoint = At("2025-08-02") })).Proposals;
    }

    [Fact]
    public async Task Equal_instalments_may_fall_weeks_apart()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await household.ChargeAsync("2025-02-05", 150);
        var request = new AgreePlanRequest { Household = household.Name, Terms = Terms("2025-04-01", charge, 150) };
        request.Terms.EqualInstalments = new EqualInstalments
        {
            Count = 3, FirstDueDate = Day("2025-04-07"), Frequency = Frequency.TwoWeekly,
        };

        var agreed = await plans.AgreePlanAsync(request, RunningService.Headers);

        agreed.Plan.Instalments.Select(i => i.DueDate).Should().Equal(Day("2025-04-07"), Day("2025-04-21"), Day("2025-05-05"));
        agreed.Plan.Judgement.Should().BeNull();
    }

    private static LowestBalance Lowest(decimal balance, string day) => new() { Balance = Euro(balance), Date = Day(day) };

    private static PlanDraft Draft(params (string Day, decimal Amount)[] payments)
    {
        var draft = new PlanDraft();
        if (payments.Length > 0)
        {
            var plan = new DraftInstalments { Creditor = "aler" };
            plan.Payments.Add(payments.Select(p => new ScheduledPayment { DueDate = Day(p.Day), Amount = Euro(p.Amount) }));
            draft.Plans.Add(plan);
        }

        return draft;
    }

    private static PlanTerms Terms(string signed, string charge, decimal amount) => new()
    {
        SignatureDate = Day(signed),
        AcceptanceDate = Day(signed),
        Creditor = "aler",
        CoveredCharges = { new CoveredCharge { ChargeId = charge, Amount = Euro(amount) } },
    };

    /// <summary>A proposal as it is, signed on the day for which it was made.</summary>
    private static AgreePlanRequest Agreeing(BudgetedHousehold household, ProposedPlan proposed)
    {
        var terms = new PlanTerms
        {
            SignatureDate = Day("2026-03-31"),
            AcceptanceDate = Day("2026-03-31"),
            Creditor = proposed.Creditor,
            EqualInstalments = new EqualInstalments
            {
                Count = proposed.Count, FirstDueDate = proposed.FirstDueDate, DayOfMonth = proposed.DayOfMonth,
            },
        };
        terms.CoveredCharges.Add(proposed.CoveredCharges);
        return new AgreePlanRequest { Household = household.Name, PlanId = NewId(), Terms = terms };
    }

    private AsyncUnaryCall<ProposePlansResponse> ProposeAsync(
        BudgetedHousehold household, BudgetDraft? budget = null, bool withinLimits = false) =>
        planning.ProposePlansAsync(new ProposePlansRequest
        {
            Household = household.Name,
            Viewpoint = At("2026-03-31"),
            Debts = { new DebtToPlan { Creditor = "aler" } },
            Budget = budget,
            PreferWithinLimits = withinLimits,
        });
}
