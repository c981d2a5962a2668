using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Warnings_over_the_wire(RunningService service)
{
    private readonly WarningService.WarningServiceClient warnings = new(service.Channel);
    private readonly AgencyService.AgencyServiceClient agencies = new(service.Channel);
    private readonly HouseholdService.HouseholdServiceClient households = new(service.Channel);
    private readonly LedgerService.LedgerServiceClient ledger = new(service.Channel);
    private readonly BudgetService.BudgetServiceClient budgets = new(service.Channel);
    private readonly ComplianceService.ComplianceServiceClient compliance = new(service.Channel);

    [Fact]
    public async Task Case_W11_warns_at_the_checkpoint_with_what_was_due_and_paid()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await ChargeW11Async(household);
        await household.PayAsync("2025-01-20", 400);

        var warned = (await GetAsync(household, "2025-01-29")).Warnings.Single(w => w.Kind == WarningKind.HalfwayUnpaid);

        (warned.WarningDate, warned.Creditor, warned.Amount).Should().Be((Day("2025-01-29"), "agencies/test/creditors/aler", Euro(600)));
        warned.FactIds.Should().Equal(charge);
        warned.Halfway.Should().Be(new HalfwayEvidence
        {
            Period = new DateSpan { StartDate = Day("2025-01-15"), EndDate = Day("2025-02-15") },
            CheckpointDate = Day("2025-01-29"),
            Due = Euro(1_000),
            PaidByCheckpoint = Euro(400),
            Paid = Euro(400),
        });
        (warned.Basis.ParameterSet, warned.Basis.Calculator).Should().Be(("shipped-2026-01", 1));
        (await GetAsync(household, "2025-01-28")).Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task Case_W11_does_not_warn_when_all_was_paid()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await ChargeW11Async(household);
        await household.PayAsync("2025-01-20", 1_000);

        (await GetAsync(household, "2025-01-29")).Warnings.Should().BeEmpty();
        (await GetAsync(household, "2024-12-31")).Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task R12_a_warning_is_told_as_it_was_known()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await ChargeW11Async(household);
        var before = (await GetAsync(household, "2025-01-29")).Resolved.KnownAt;
        await household.PayAsync("2025-01-20", 1_000);

        var then = await warnings.GetWarningsAsync(new GetWarningsRequest
        {
            Household = household.Name, Viewpoint = new Viewpoint { AsOf = Day("2025-01-29"), KnownAt = before },
        });

        then.Warnings.Single().Halfway.Paid.Should().Be(Euro(0));
        (await GetAsync(household, "2025-01-29")).Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task R30_each_kind_tells_what_it_was_read_from()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await ReceiveAsync(household, "2025-01-27", 1_000);
        await ReceiveAsync(household, "2025-04-01", 700);
        await DeclareAsync(household, "2025-07-20");
        await HostAsync(household, "2025-09-01");
        await BreakAsync(household, "2025-05-01");
        await BreakAsync(household, "2025-05-10");

        var told = (await GetAsync(household, "2025-06-30")).Warnings;

        told.Select(w => w.Kind).Should().Equal(
            WarningKind.IncomeDrop, WarningKind.UnkeptInARow, WarningKind.IncomeEnding, WarningKind.HostingEnding);
        told[0].IncomeDrop.Should().Be(new IncomeDropEvidence
        {
            EarlierFromDate = Day("2025-01-01"), Earlier = Euro(1_000), RecentFromDate = Day("2025-04-01"), Recent = Euro(700),
        });
        (told[0].Amount, told[0].WarningDate, told[0].Creditor).Should().Be((Euro(300), Day("2025-06-30"), ""));
        told[1].Unkept.InARowCount.Should().Be(2);
        (told[2].IncomeEnding.Source, told[2].IncomeEnding.Frequency).Should().Be((IncomeSource.Wages, Frequency.Monthly));
        (told[3].HostingEnding.DaysLeft, told[3].Amount).Should().Be((62, null!));
    }

    [Fact]
    public async Task R31_the_work_list_ranks_households_and_explains_each_rank()
    {
        var agency = await OpenAgencyAsync("ranked");
        var calm = await OpenedHousehold.EnrolAsync(service, agency);
        var less = await OwingAsync(agency, 100, "giulia");
        var more = await OwingAsync(agency, 500, "marco");
        var contact = await households.RecordContactAsync(
            new RecordContactRequest
            {
                Household = less.Name, Contact = new Contact { ContactDate = Day("2025-03-01"), Way = ContactWay.Visit },
            },
            RunningService.Headers);
        var request = new GetWorkListRequest { Agency = agency, PageSize = 1, MinCursor = contact.Cursor };

        var first = await warnings.GetWorkListAsync(request);
        request.PageToken = first.NextPageToken;
        var second = await warnings.GetWorkListAsync(request);
        var own = await warnings.GetWorkListAsync(new GetWorkListRequest { Agency = agency, Consultant = "marco" });

        var listed = first.Entries.Concat(second.Entries).ToList();
        listed.Select(e => e.Rank).Should().Equal(1, 2);
        listed.Select(e => e.Household).Should().BeEquivalentTo(less.Name, more.Name);
        listed.Should().BeInDescendingOrder(e => e.Score);
        (first.TotalCount, second.NextPageToken).Should().Be((2, ""));
        foreach (var entry in listed)
        {
            entry.Score.Should().Be(entry.Parts.Sum(part => part.Points));
            var told = await warnings.GetWarningsAsync(new GetWarningsRequest { Household = entry.Household });
            entry.Warnings.Should().Equal(told.Warnings);
        }

        var silent = listed.Single(e => e.Household == more.Name);
        (silent.Overdue, silent.Consultant, silent.LastContactDate).Should().Be((Euro(500), "marco", null!));
        var visited = listed.Single(e => e.Household == less.Name);
        visited.LastContactDate.Should().Be(Day("2025-03-01"));
        visited.Parts.Should().ContainSingle(part => part.Reason == ScoreReason.WeeksWithoutContact)
            .Which.Should().Be(new ScorePart { Reason = ScoreReason.WeeksWithoutContact, Count = 8, Points = 8 });
        own.Entries.Select(e => (e.Rank, e.Household)).Should().Equal((1, more.Name));
        listed.Should().NotContain(e => e.Household == calm.Name);
    }

    [Fact]
    public async Task A_work_lists_page_is_bound_to_its_question()
    {
        var agency = await OpenAgencyAsync("paged");
        await OwingAsync(agency, 100, "giulia");
        await OwingAsync(agency, 200, "giulia");
        var last = await OwingAsync(agency, 300, "giulia");
        var cursor = (await households.GetHouseholdAsync(new GetHouseholdRequest { Name = last.Name })).Resolved.Cursor;
        var page = await warnings.GetWorkListAsync(new GetWorkListRequest { Agency = agency, PageSize = 2, MinCursor = cursor });

        page.NextPageToken.Should().NotBeEmpty();
        await Refused(
            warnings.GetWorkListAsync(
                new GetWorkListRequest { Agency = agency, Consultant = "giulia", PageToken = page.NextPageToken }),
            StatusCode.InvalidArgument,
            "PAGE_TOKEN_INVALID");
        await Refused(
            warnings.GetWorkListAsync(new GetWorkListRequest { Agency = "agencies/nobody" }), StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private async Task<GetWarningsResponse> GetAsync(OpenedHousehold household, string asOf) =>
        await warnings.GetWarningsAsync(new GetWarningsRequest { Household = household.Name, Viewpoint = At(asOf) });

    /// <summary>1,000 due in the period from 15 January to 14 February 2025.</summary>
    private async Task<string> ChargeW11Async(OpenedHousehold household) => (await ledger.PostChargeAsync(
        new PostChargeRequest
        {
            Household = household.Name,
            Charge = new Charge
            {
                IssueDate = Day("2025-01-10"),
                DueDate = Day("2025-02-14"),
                Creditor = "aler",
                Kind = ChargeKind.Rent,
                Amount = Capital(1_000),
                Period = new DateSpan { StartDate = Day("2025-01-15"), EndDate = Day("2025-02-15") },
            },
        },
        RunningService.Headers)).FactId;

    private async Task ReceiveAsync(OpenedHousehold household, string day, decimal amount) => await budgets.RecordIncomeAsync(
        new RecordIncomeRequest
        {
            Household = household.Name,
            Income = new Income { ReceiptDate = Day(day), Amount = Euro(amount), Source = IncomeSource.Wages },
        },
        RunningService.Headers);

    private async Task DeclareAsync(OpenedHousehold household, string last) => await budgets.RecordIncomeEntryAsync(
        new RecordIncomeEntryRequest
        {
            Household = household.Name,
            IncomeEntry = new IncomeEntry
            {
                DeclaredDate = Day("2025-01-10"),
                Source = IncomeSource.Wages,
                Amount = Euro(700),
                Reliability = Reliability.Certain,
                Recurrence = new Recurrence { Frequency = Frequency.Monthly, FirstDate = Day("2025-01-20"), LastDate = Day(last) },
            },
        },
        RunningService.Headers);

    private async Task HostAsync(OpenedHousehold household, string end) => await households.RecordHostingAsync(
        new RecordHostingRequest
        {
            Household = household.Name,
            Hosting = new V1.Hosting
            {
                AgreementDate = Day("2025-02-01"),
                Period = new DateSpan { StartDate = Day("2025-02-01"), EndDate = Day(end) },
            },
        },
        RunningService.Headers);

    private async Task BreakAsync(OpenedHousehold household, string due)
    {
        var promise = await compliance.AgreeCommitmentAsync(
            new AgreeCommitmentRequest
            {
                Household = household.Name,
                Commitment = new Commitment
                {
                    AgreementDate = Day("2025-02-01"), Kind = CommitmentKind.Behaviour, DueDate = Day(due), What = "visits the desk",
                },
            },
            RunningService.Headers);
        await compliance.CheckComplianceAsync(
            new CheckComplianceRequest
            {
                Household = household.Name,
                SubjectId = promise.FactId,
                JudgementDate = Day("2025-06-01"),
                Outcome = ComplianceOutcome.Broken,
            },
            RunningService.Headers);
    }

    private async Task<string> OpenAgencyAsync(string prefix)
    {
        var id = $"{prefix}-{Guid.NewGuid():N}"[..20];
        await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = id, Agency = new Agency { DisplayName = prefix } }, RunningService.Headers);
        await agencies.RegisterCreditorAsync(
            new RegisterCreditorRequest
            {
                Parent = $"agencies/{id}", CreditorId = "aler", Creditor = new Creditor { DisplayName = "ALER" },
            },
            RunningService.Headers);
        return $"agencies/{id}";
    }

    private async Task<OpenedHousehold> OwingAsync(string agency, decimal amount, string consultant)
    {
        var household = await OpenedHousehold.EnrolAsync(service, agency);
        await households.AssignConsultantAsync(
            new AssignConsultantRequest
            {
                Household = household.Name,
                Assignment = new Assignment { EffectiveDate = Day("2025-01-02"), Consultant = consultant },
            },
            RunningService.Headers);
        await household.ChargeAsync("2025-02-10", amount);
        return household;
    }
}
