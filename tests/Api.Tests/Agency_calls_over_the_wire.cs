using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Agency_calls_over_the_wire(RunningService service)
{
    private readonly AgencyService.AgencyServiceClient agencies = new(service.Channel);
    private readonly ArrearsService.ArrearsServiceClient arrears = new(service.Channel);
    private readonly ComplianceService.ComplianceServiceClient compliance = new(service.Channel);

    [Fact]
    public async Task An_agency_lists_its_creditors_by_id_in_pages()
    {
        var agency = await OpenAsync("sewers", "aler", "comune");
        var request = new ListCreditorsRequest { Parent = agency, PageSize = 2 };

        var page = await agencies.ListCreditorsAsync(request);
        request.PageToken = page.NextPageToken;
        var rest = await agencies.ListCreditorsAsync(request);

        page.Creditors.Select(c => c.Name).Should().Equal($"{agency}/creditors/aler", $"{agency}/creditors/comune");
        rest.Creditors.Select(c => (c.Name, c.DisplayName)).Should().Equal(($"{agency}/creditors/sewers", "SEWERS"));
        rest.NextPageToken.Should().BeEmpty();
        (await agencies.GetAgencyAsync(new GetAgencyRequest { Name = agency })).DisplayName.Should().Be("Own");
    }

    [Fact]
    public async Task R60_every_value_out_of_bounds_is_named_as_the_contract_calls_it()
    {
        var agency = await OpenAsync("aler");
        var set = await InForceAsync(agency);
        set.Values.GraceDays = 40;
        set.Values.KeptTolerance = Euro(2);
        set.Values.LapseRule = new LapseRule { BrokenCount = 0, Months = 121 };
        set.Values.MonthBuckets.Clear();
        set.Values.MonthBuckets.Add([3, 1]);
        set.Values.InstalmentTable[0].MonthsMax = 0;
        set.Values.ReviewMonths = 0;

        var refused = await Refused(PublishAsync(agency, "bad", set), StatusCode.InvalidArgument, "PARAMETERS_INVALID");

        refused.Details[1].Unpack<BadRequest>().FieldViolations.Select(v => v.Field).Should().Equal(
            new[]
            {
                "grace_days", "kept_tolerance", "month_buckets", "lapse_rule.broken_count", "lapse_rule.months",
                "instalment_table[0].months_max", "review_months",
            }.Select(name => "parameter_set.values." + name));
        (await SetsAsync(agency)).Should().ContainSingle();
    }

    [Fact]
    public async Task R48_planning_values_and_their_dated_tables_are_published_and_every_bad_one_is_named()
    {
        var agency = await OpenAsync("aler");
        var set = await InForceAsync(agency);
        var planning = set.Values.Planning;
        planning.SocialAllowance.Add(new DatedAmount
        {
            ValidFromDate = Day("2026-01-01"),
            PublicationDate = Day("2026-01-28"),
            Amount = Euro(546.24m),
            Source = "INPS, amounts of 2026",
        });
        planning.InstalmentCapPpm = 150_000;
        await PublishAsync(agency, "with-2026", set);
        var published = await agencies.GetParameterSetAsync(
            new GetParameterSetRequest { Name = $"{agency}/parameterSets/with-2026" });
        var bad = set.Clone();
        bad.Values.Planning.LikelyIncomePpm = 1_000_001;
        bad.Values.Planning.SocialAllowance[1].ValidFromDate = Day("2020-01-01");
        bad.Values.Planning.LegalInterest[0].Source = "";
        bad.Values.Planning.Floor = FloorBasis.OwnBasket;

        var refused = await Refused(PublishAsync(agency, "bad", bad), StatusCode.InvalidArgument, "PARAMETERS_INVALID");

        published.Values.Planning.Should().Be(planning);
        refused.Details[1].Unpack<BadRequest>().FieldViolations.Select(v => v.Field).Should().BeEquivalentTo(
            "parameter_set.values.planning.likely_income_ppm",
            "parameter_set.values.planning.own_basket",
            "parameter_set.values.planning.social_allowance[1].valid_from_date",
            "parameter_set.values.planning.legal_interest[0].source");
    }

    [Fact]
    public async Task R60_a_set_in_force_later_changes_later_judgements_and_no_earlier_one()
    {
        var agency = await OpenAsync("aler");
        var household = await OpenedHousehold.EnrolAsync(service, agency);
        var march = await PromiseAsync(household, "2025-03-10");
        var june = await PromiseAsync(household, "2025-06-10");
        await household.PayAsync("2025-03-12", 50);
        await household.PayAsync("2025-06-12", 50);
        var set = await InForceAsync(agency);
        set.Values.GraceDays = 0;
        set.ValidFromDate = Day("2025-06-01");
        await PublishAsync(agency, "no-grace", set);

        var earlier = await CheckAsync(household, march, "2025-03-20");
        var later = await CheckAsync(household, june, "2025-06-20");

        (earlier.Outcome, earlier.Basis.ParameterSet).Should().Be((ComplianceOutcome.Kept, "shipped-2026-01"));
        (later.Outcome, later.CureDate, later.Basis.ParameterSet)
            .Should().Be((ComplianceOutcome.Broken, Day("2025-06-12"), "no-grace"));
        later.Basis.ContentHash.Should().Be((await InForceAsync(agency)).ContentHash).And.NotBe(earlier.Basis.ContentHash);
    }

    [Fact]
    public async Task R60_figures_of_days_before_a_set_and_of_moments_before_its_publication_stay()
    {
        var agency = await OpenAsync("aler");
        var household = await OpenedHousehold.EnrolAsync(service, agency);
        await household.ChargeAsync("2025-05-05", 100);
        var old = await household.OwesAsync("2025-05-31");
        var unpublished = (await agencies.GetParameterSetAsync(new GetParameterSetRequest { Name = agency })).CreateTime;
        var set = await InForceAsync(agency);
        set.Values.AgeBucketDays.Clear();
        set.Values.AgeBucketDays.Add([0, 10, 20]);
        set.ValidFromDate = Day("2025-06-01");
        var published = await PublishAsync(agency, "other-buckets", set);

        (await household.OwesAsync("2025-05-31")).Should().Be(old);
        (old.AgeDays, old.AgeBucket).Should().Be((26, new Bucket { Above = 0, UpTo = 30 }));
        (await household.OwesAsync("2025-06-01")).AgeBucket.Should().Be(new Bucket { Above = 20 });
        published.CreateTime.Should().NotBe(unpublished);
        var lastOfBefore = published.CreateTime.ToDateTime().AddTicks(-10);
        var before = await arrears.GetArrearsAsync(new GetArrearsRequest
        {
            Household = household.Name,
            Viewpoint = new Viewpoint
            {
                AsOf = Day("2025-06-01"), KnownAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTime(lastOfBefore),
            },
        });
        (before.ParameterSet, before.Creditors.Single().AgeBucket)
            .Should().Be(("shipped-2026-01", new Bucket { Above = 0, UpTo = 30 }));
    }

    [Fact]
    public async Task R60_sets_are_listed_in_pages_and_found_by_name_and_by_the_day_they_are_in_force()
    {
        var agency = await OpenAsync("aler");
        var set = await InForceAsync(agency);
        set.Values.GraceDays = 3;
        set.ValidFromDate = Day("2025-06-01");
        var published = await PublishAsync(agency, "three-days", set);

        (await SetsAsync(agency)).Select(s => s.Name).Should().Equal(
            $"{agency}/parameterSets/shipped-2026-01", $"{agency}/parameterSets/three-days");
        var byName = await agencies.GetParameterSetAsync(new GetParameterSetRequest { Name = $"{agency}/parameterSets/three-days" });
        byName.Should().Be(published);
        byName.Values.Should().Be(set.Values);
        var dayBefore = await agencies.GetParameterSetAsync(
            new GetParameterSetRequest { Name = agency, Viewpoint = At("2025-05-31") });
        var firstDay = await agencies.GetParameterSetAsync(
            new GetParameterSetRequest { Name = agency, Viewpoint = At("2025-06-01") });
        (dayBefore.Values.GraceDays, firstDay.Values.GraceDays).Should().Be((5, 3));
        set.Values.GraceDays = 4;
        await Refused(PublishAsync(agency, "three-days", set), StatusCode.FailedPrecondition, "PARAMETER_SET_ID_REUSED");
    }

    [Fact]
    public async Task R16_totals_are_kept_apart_by_creditor_and_listed_in_pages()
    {
        var agency = await OpenAsync("aler", "comune");
        var first = await OpenedHousehold.EnrolAsync(service, agency);
        var second = await OpenedHousehold.EnrolAsync(service, agency);
        await first.ChargeAsync("2025-02-05", 100.10m);
        await first.ChargeAsync("2025-02-05", 30, creditor: "comune");
        await second.ChargeAsync("2199-12-05", 50.25m, issued: "2025-03-01");
        var settled = await OpenedHousehold.EnrolAsync(service, agency);
        await settled.ChargeAsync("2025-03-05", 40);
        await settled.PayAsync("2025-03-06", 41);
        var last = await new HouseholdService.HouseholdServiceClient(service.Channel).AssignConsultantAsync(
            new AssignConsultantRequest
            {
                Household = settled.Name, Assignment = new Assignment { EffectiveDate = Day("2025-01-02"), Consultant = "anna" },
            },
            RunningService.Headers);
        var request = new ListCreditorTotalsRequest { Agency = agency, PageSize = 1, MinCursor = last.Cursor };

        var page = await arrears.ListCreditorTotalsAsync(request);
        request.PageToken = page.NextPageToken;
        var rest = await arrears.ListCreditorTotalsAsync(request);

        page.Totals.Should().Equal(new CreditorTotal
        {
            Creditor = $"{agency}/creditors/aler",
            HouseholdCount = 2,
            OverdueHouseholdCount = 1,
            Figures = Figures(overdue: 100.10m, notYetDue: 50.25m, stock: 100.10m, unallocated: 1),
        });
        rest.Totals.Should().Equal(new CreditorTotal
        {
            Creditor = $"{agency}/creditors/comune",
            HouseholdCount = 1,
            OverdueHouseholdCount = 1,
            Figures = Figures(overdue: 30, stock: 30),
        });
        rest.NextPageToken.Should().BeEmpty();
    }

    /// <summary>An agency of its own for one test.</summary>
    private async Task<string> OpenAsync(params string[] creditors)
    {
        var agency = await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = $"own-{NewId()}", Agency = new Agency { DisplayName = "Own" } }, RunningService.Headers);
        foreach (var creditor in creditors)
        {
            await agencies.RegisterCreditorAsync(
                new RegisterCreditorRequest
                {
                    Parent = agency.Name,
                    CreditorId = creditor,
                    Creditor = new Creditor { DisplayName = creditor.ToUpperInvariant() },
                },
                RunningService.Headers);
        }

        return agency.Name;
    }

    private async Task<ParameterSet> InForceAsync(string agency) =>
        await agencies.GetParameterSetAsync(new GetParameterSetRequest { Name = agency });

    private AsyncUnaryCall<ParameterSet> PublishAsync(string agency, string id, ParameterSet set) => agencies.PublishParameterSetAsync(
        new PublishParameterSetRequest { Parent = agency, ParameterSetId = id, ParameterSet = set }, RunningService.Headers);

    /// <summary>Two pages of one set each at most.</summary>
    private async Task<IEnumerable<ParameterSet>> SetsAsync(string agency)
    {
        var request = new ListParameterSetsRequest { Parent = agency, PageSize = 1 };
        var page = await agencies.ListParameterSetsAsync(request);
        if (page.NextPageToken.Length == 0)
        {
            return page.ParameterSets;
        }

        request.PageToken = page.NextPageToken;
        var rest = await agencies.ListParameterSetsAsync(request);
        rest.NextPageToken.Should().BeEmpty();
        return page.ParameterSets.Concat(rest.ParameterSets);
    }

    private async Task<string> PromiseAsync(OpenedHousehold household, string due) => (await compliance.AgreeCommitmentAsync(
        new AgreeCommitmentRequest
        {
            Household = household.Name,
            Commitment = new Commitment
            {
                AgreementDate = new Google.Type.Date { Year = 2025, Month = Day(due).Month, Day = 1 },
                Kind = CommitmentKind.Payment,
                DueDate = Day(due),
                Creditor = "aler",
                Amount = Euro(50),
            },
        },
        RunningService.Headers)).FactId;

    private async Task<Judgement> CheckAsync(OpenedHousehold household, string subject, string day) =>
        (await compliance.CheckComplianceAsync(
            new CheckComplianceRequest { Household = household.Name, SubjectId = subject, JudgementDate = Day(day) },
            RunningService.Headers)).Judgement;
}
