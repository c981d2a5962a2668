using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Creditors_are_reconciled(RunningService service)
{
    private readonly ReconciliationService.ReconciliationServiceClient reconciliation = new(service.Channel);
    private readonly AgencyService.AgencyServiceClient agencies = new(service.Channel);

    [Fact]
    public async Task Household_by_household_each_month_that_differs_is_followed_to_its_lines()
    {
        var agency = await OpenAsync("rec-each");
        var agreeing = await OpenedHousehold.EnrolAsync(service, agency);
        await agreeing.ChargeAsync("2025-02-10", 100);
        var differing = await OpenedHousehold.EnrolAsync(service, agency);
        var charge = await differing.ChargeAsync("2025-02-10", 200);
        var paid = await differing.PayAsync("2025-03-04", 80);
        var unknown = "households/" + NewId();

        var parts = await AskAsync(
            agency,
            Stated(agreeing.Name, "2025-02", charged: 100, paid: 0),
            Stated(differing.Name, "2025-02", charged: 190, paid: 0),
            Stated(unknown, "2025-03", paid: 7));

        Comparisons(parts).Should().BeEquivalentTo([
            new MonthComparison
            {
                Household = differing.Name,
                Month = "2025-02",
                Charged = new ComparedTotal { Ours = Euro(200), Theirs = Euro(190), Difference = Euro(10) },
                Paid = new ComparedTotal { Ours = Euro(0), Theirs = Euro(0), Difference = Euro(0) },
                Credited = new ComparedTotal { Ours = Euro(0) },
            },
            new MonthComparison
            {
                Household = differing.Name,
                Month = "2025-03",
                Charged = new ComparedTotal { Ours = Euro(0), Difference = Euro(0) },
                Paid = new ComparedTotal { Ours = Euro(80), Difference = Euro(80) },
                Credited = new ComparedTotal { Ours = Euro(0), Difference = Euro(0) },
                Unstated = true,
            },
            new MonthComparison
            {
                Household = unknown,
                Month = "2025-03",
                Charged = new ComparedTotal { Ours = Euro(0) },
                Paid = new ComparedTotal { Ours = Euro(0), Theirs = Euro(7), Difference = Euro(-7) },
                Credited = new ComparedTotal { Ours = Euro(0) },
            },
        ]);
        Lines(parts).Should().Equal(
            (charge, ReconciledLineKind.Charge, Day("2025-02-01"), Euro(200)),
            (paid, ReconciledLineKind.Payment, Day("2025-03-04"), Euro(80)));
        var summary = parts[^1].Summary;
        (summary.ComparedMonthCount, summary.DifferingMonthCount, summary.HouseholdCount).Should().Be((4, 3, 2));
        summary.Charged.Should().Be(new ComparedTotal { Ours = Euro(300), Theirs = Euro(290), Difference = Euro(10) });
        summary.Paid.Should().Be(new ComparedTotal { Ours = Euro(80), Theirs = Euro(7), Difference = Euro(73) });
    }

    [Fact]
    public async Task Of_all_together_the_months_come_first_and_then_the_lines_of_every_household()
    {
        var agency = await OpenAsync("rec-all");
        var charges = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            charges.Add(await (await OpenedHousehold.EnrolAsync(service, agency)).ChargeAsync("2025-02-10", 100));
        }

        var exact = await AskAsync(agency, Stated(household: "", "2025-02", charged: 300, paid: 0));
        var parts = await AskAsync(agency, Stated(household: "", "2025-02", charged: 299.99m));
        var nothing = await AskAsync(agency);

        exact.Should().ContainSingle().Which.Summary.DifferingMonthCount.Should().Be(0);
        Comparisons(parts).Select(m => (m.Household, m.Month, m.Charged.Difference, m.Unstated))
            .Should().Equal(("", "2025-02", Euro(0.01m), false));
        parts[0].PartCase.Should().Be(ReconcileCreditorResponse.PartOneofCase.Month);
        Lines(parts).Select(line => line.Fact).Should().BeEquivalentTo(charges);
        Comparisons(nothing).Select(m => (m.Charged.Difference, m.Unstated)).Should().Equal((Euro(300), true));
    }

    [Fact]
    public async Task By_due_date_a_charge_counts_in_the_month_in_which_it_falls_due()
    {
        var agency = await OpenAsync("rec-due");
        await (await OpenedHousehold.EnrolAsync(service, agency)).ChargeAsync("2025-03-10", 100, issued: "2025-02-20");
        var request = Request(agency, Stated(household: "", "2025-03", charged: 100));

        var byIssue = await AskAsync(request);
        request.ChargeMonth = ChargeMonth.DueDate;
        var byDue = await AskAsync(request);

        Comparisons(byIssue).Select(m => m.Month).Should().Equal("2025-02", "2025-03");
        Comparisons(byDue).Should().BeEmpty();
    }

    [Fact]
    public async Task R12_the_months_are_told_as_they_were_known()
    {
        var agency = await OpenAsync("rec-known");
        var household = await OpenedHousehold.EnrolAsync(service, agency);
        await household.ChargeAsync("2025-02-10", 100);
        var request = Request(agency, Stated(household: "", "2025-02", charged: 100));
        var first = (await AskAsync(request))[^1].Summary;
        await household.ChargeAsync("2025-02-15", 1);

        var now = (await AskAsync(request))[^1].Summary;
        request.Viewpoint = new Viewpoint { AsOf = first.Resolved.AsOf, KnownAt = first.Resolved.KnownAt };
        var then = (await AskAsync(request))[^1].Summary;

        (first.DifferingMonthCount, now.DifferingMonthCount, then.DifferingMonthCount).Should().Be((0, 1, 0));
        then.Resolved.KnownAt.Should().Be(first.Resolved.KnownAt);
    }

    [Fact]
    public async Task R11_an_integrator_is_shown_who_consented_and_each_of_them_is_in_the_register()
    {
        var (open, closed) = (await DemoHouseholdAsync(), await DemoHouseholdAsync());
        var consent = await new ProtectionService.ProtectionServiceClient(service.Channel).GiveConsentAsync(
            new GiveConsentRequest
            {
                Household = open,
                Consent = new Consent
                {
                    ConsentDate = RomeToday,
                    Recipient = "demo-integrator",
                    Purpose = "landlord-check",
                    Parts = { "ledger" },
                    Period = new DateSpan { StartDate = Day("2025-01-01"), EndDate = Day("2100-01-01") },
                },
            },
            service.As("consultant"));
        var request = Request(
            "agencies/demo",
            Stated(open, "2025-02", charged: 190),
            Stated(closed, "2025-02", charged: 190),
            Stated("households/" + NewId(), "2025-02", charged: 190));

        var parts = await AskAsync(request, service.As("integrator"));

        Comparisons(parts).Select(m => (m.Household, m.Charged.Difference)).Should().Equal((open, Euro(10)));
        parts[^1].Summary.WithheldHouseholdCount.Should().Be(2);
        (await EnteredAsync(open, "demo-integrator")).Should().Equal(("ReconciliationService/ReconcileCreditor", consent.FactId));
        (await EnteredAsync(closed, "demo-integrator")).Should().BeEmpty();

        await AskAsync(request, service.As("supervisor"));
        (await EnteredAsync(closed, "demo-supervisor")).Should().Equal(("ReconciliationService/ReconcileCreditor", ""));
    }

    [Fact]
    public async Task Of_all_together_an_integrator_sees_the_sums_and_the_lines_of_who_consented()
    {
        await DemoHouseholdAsync(200.07m);

        var parts = await AskAsync(
            Request("agencies/demo", Stated(household: "", "2025-02", charged: 1)), service.As("integrator"));

        Comparisons(parts).Select(m => m.Month).Should().Contain("2025-02");
        Lines(parts).Should().NotContain(line => line.Amount.Equals(Euro(200.07m)), "of that household there is no consent");
    }

    [Fact]
    public async Task A_statement_that_makes_no_sense_is_refused_with_every_fault()
    {
        var agency = await OpenAsync("rec-faults");
        var request = Request(
            agency,
            Stated(household: "", "2025-02", charged: 1),
            Stated(household: "", "2025-02", charged: 1),
            Stated(household: "", "2024-12", charged: 1),
            Stated(household: "", "2025-01"),
            Stated("households/" + NewId(), "2025-01", charged: 1));

        var error = (await this.Awaiting(_ => AskAsync(request)).Should().ThrowAsync<RpcException>()).Which;

        var status = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin"));
        status.Details[1].Unpack<Google.Rpc.BadRequest>().FieldViolations.Select(v => v.Field).Should().Equal(
            "stated_totals[1].month", "stated_totals[2].month", "stated_totals[3].charged", "stated_totals[4].household");
    }

    [Theory]
    [InlineData("2025-06", "2025-05")]
    [InlineData("2015-01", "2025-01")]
    public async Task Months_must_be_in_order_and_not_too_many(string from, string to)
    {
        var request = Request(RunningService.Agency);
        (request.FromMonth, request.ToMonth) = (from, to);

        (await this.Awaiting(_ => AskAsync(request)).Should().ThrowAsync<RpcException>())
            .Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
    }

    /// <summary>An agency of its own, with one creditor.</summary>
    private async Task<string> OpenAsync(string id)
    {
        await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = id, Agency = new V1.Agency { DisplayName = id } }, RunningService.Headers);
        await agencies.RegisterCreditorAsync(
            new RegisterCreditorRequest
            {
                Parent = $"agencies/{id}", CreditorId = "aler", Creditor = new Creditor { DisplayName = "ALER" },
            },
            RunningService.Headers);
        return $"agencies/{id}";
    }

    private static StatedTotal Stated(string household, string month, decimal? charged = null, decimal? paid = null) => new()
    {
        Household = household,
        Month = month,
        Charged = charged is { } asked ? Euro(asked) : null,
        Paid = paid is { } came ? Euro(came) : null,
    };

    private static ReconcileCreditorRequest Request(string agency, params StatedTotal[] stated) => new()
    {
        Agency = agency, Creditor = "aler", FromMonth = "2025-01", ToMonth = "2025-12", StatedTotals = { stated },
    };

    private Task<List<ReconcileCreditorResponse>> AskAsync(string agency, params StatedTotal[] stated) =>
        AskAsync(Request(agency, stated));

    private async Task<string> DemoHouseholdAsync(decimal charged = 200)
    {
        var demo = new Metadata { { "x-actor", "test" }, { "x-agency", "demo" } };
        var enrolled = await new HouseholdService.HouseholdServiceClient(service.Channel).EnrolHouseholdAsync(
            new EnrolHouseholdRequest { Agency = "agencies/demo", EnrolmentDate = Day("2025-01-01") }, demo);
        await new LedgerService.LedgerServiceClient(service.Channel).PostChargeAsync(
            new PostChargeRequest
            {
                Household = enrolled.Household.Name,
                Charge = new Charge
                {
                    IssueDate = Day("2025-02-01"),
                    DueDate = Day("2025-02-10"),
                    Creditor = "aler",
                    Kind = ChargeKind.Rent,
                    Amount = Capital(charged),
                },
            },
            demo);
        return enrolled.Household.Name;
    }

    private async Task<IEnumerable<(string Call, string Consent)>> EnteredAsync(string household, string actor) =>
        (await new AccessService.AccessServiceClient(service.Channel).ListDisclosuresAsync(
            new ListDisclosuresRequest { Parent = "agencies/demo", Household = household, Actor = actor }, service.As("auditor")))
        .Disclosures.Select(line => (line.Call, line.ConsentId));

    private static Google.Type.Date RomeToday
    {
        get
        {
            var today = Domain.Today.At(NodaTime.SystemClock.Instance.GetCurrentInstant()).Date;
            return new Google.Type.Date { Year = today.Year, Month = today.Month, Day = today.Day };
        }
    }

    private async Task<List<ReconcileCreditorResponse>> AskAsync(ReconcileCreditorRequest request, Metadata? headers = null)
    {
        using var call = reconciliation.ReconcileCreditor(request, headers);
        var parts = new List<ReconcileCreditorResponse>();
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            parts.Add(part);
        }

        return parts;
    }

    private static IEnumerable<MonthComparison> Comparisons(IEnumerable<ReconcileCreditorResponse> parts) =>
        parts.Where(p => p.PartCase == ReconcileCreditorResponse.PartOneofCase.Month).Select(p => p.Month);

    private static IEnumerable<(string Fact, ReconciledLineKind Kind, Google.Type.Date Date, Google.Type.Money Amount)> Lines(
        IEnumerable<ReconcileCreditorResponse> parts) =>
        parts.Where(p => p.PartCase == ReconcileCreditorResponse.PartOneofCase.Lines)
            .SelectMany(p => p.Lines.Lines)
            .Select(line => (line.Fact.Split('/')[^1], line.Kind, line.Date, line.Amount));
}
