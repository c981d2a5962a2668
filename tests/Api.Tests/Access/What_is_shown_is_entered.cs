using BudgetCoaching.Api.Demo;
using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests.Access;

/// <summary>Who was shown what is in the register when the answer comes, and a consent decides what an integrator is shown (R11).</summary>
[Collection(Wire_collection.Name)]
public sealed class What_is_shown_is_entered(RunningService service)
{
    private static readonly Metadata Demo = new() { { "x-actor", "test" }, { "x-agency", "demo" } };

    private ProtectionService.ProtectionServiceClient Guards => new(service.Channel);

    private HouseholdService.HouseholdServiceClient Households => new(service.Channel);

    [Fact]
    public async Task A_reading_is_in_the_register_with_reader_call_and_purpose()
    {
        var household = await EnrolAsync();
        var headers = service.As("supervisor");
        headers.Add("x-purpose", "plan-review");
        await Households.GetHouseholdAsync(new GetHouseholdRequest { Name = household }, headers);
        await new ArrearsService.ArrearsServiceClient(service.Channel).GetArrearsAsync(
            new GetArrearsRequest { Household = household }, Demo);

        (await RegisterAsync(household)).Select(d => (d.Actor, d.Role, d.Verified, d.Call, d.Purpose)).Should().Equal(
            ("demo-supervisor", "supervisor", true, "HouseholdService/GetHousehold", "plan-review"),
            ("test", "", false, "ArrearsService/GetArrears", ""));
    }

    [Fact]
    public async Task What_is_refused_or_absent_is_not_entered_and_a_list_enters_each_household()
    {
        var household = await EnrolAsync();
        await Refused(
            Households.GetHouseholdAsync(new GetHouseholdRequest { Name = household }, service.As("administrator")),
            StatusCode.PermissionDenied,
            "NOT_PERMITTED");
        (await RegisterAsync(household)).Should().BeEmpty();

        var listed = await Households.ListHouseholdsAsync(
            new ListHouseholdsRequest { Agency = "agencies/demo", PageSize = 1 }, service.As("auditor"));
        (await RegisterAsync(listed.Households.Single().Household))
            .Should().Contain(d => d.Call == "HouseholdService/ListHouseholds" && d.Actor == "demo-auditor");
    }

    [Fact]
    public async Task An_integrator_reads_the_parts_of_a_consent_in_force_and_nothing_else()
    {
        var household = await EnrolAsync();
        var consented = await Guards.GiveConsentAsync(
            new GiveConsentRequest { Household = household, Consent = ConsentTo("demo-integrator") }, service.As("consultant"));
        var integrator = service.As("integrator");

        (await Ledger(household, integrator)).Household.Should().Be(household);
        await Refused(
            Households.GetHouseholdAsync(new GetHouseholdRequest { Name = household }, integrator),
            StatusCode.PermissionDenied,
            "NOT_PERMITTED");
        (await RegisterAsync(household)).Single().ConsentId.Should().Be(consented.FactId);

        await Guards.WithdrawConsentAsync(
            new WithdrawConsentRequest
            {
                Household = household,
                Withdrawal = new ConsentWithdrawal { ConsentId = consented.FactId, WithdrawalDate = Today },
            },
            service.As("consultant"));
        await Refused(Ledger(household, integrator), StatusCode.PermissionDenied, "NOT_PERMITTED");
        var line = (await Guards.ListConsentsAsync(new ListConsentsRequest { Household = household }, Demo)).Consents.Single();
        (line.InForce, line.WithdrawalDate).Should().Be((false, Today));
    }

    [Fact]
    public async Task The_address_of_a_protected_household_is_shown_to_the_protection_role_alone()
    {
        var household = await EnrolAsync();
        await Guards.RecordAddressAsync(
            new RecordAddressRequest
            {
                Household = household,
                Address = new Address { EffectiveDate = Today, Street = "via Nascosta 7", Place = "Paesino" },
            },
            service.As("consultant"));
        (await Shown(household, "consultant")).Address.Street.Should().Be("via Nascosta 7", "nobody hides it yet");
        await Households.RecordContactAsync(
            new RecordContactRequest
            {
                Household = household,
                Contact = new Contact { ContactDate = Today, Way = ContactWay.Visit, Note = "visita in via Nascosta 7" },
            },
            service.As("consultant"));
        await Households.RecordHostingAsync(
            new RecordHostingRequest
            {
                Household = household,
                Hosting = new V1.Hosting
                {
                    AgreementDate = Today,
                    Period = new DateSpan { StartDate = Day("2025-02-01"), EndDate = Day("2026-02-01") },
                    Place = "Paesino",
                },
            },
            service.As("consultant"));
        await new ComplianceService.ComplianceServiceClient(service.Channel).AgreeCommitmentAsync(
            new AgreeCommitmentRequest
            {
                Household = household,
                Commitment = new Commitment
                {
                    AgreementDate = Today, Kind = CommitmentKind.Behaviour, DueDate = Day("2100-01-01"), What = "resta a Paesino",
                },
            },
            service.As("consultant"));
        (await PromisedAsync(household, "consultant")).Should().Contain("Paesino", "nobody hides it yet");
        var decided = await Guards.DecideProtectionAsync(
            new DecideProtectionRequest
            {
                Household = household,
                Protection = new Protection { DecisionDate = Today, IsProtected = true, ReasonCode = "violence" },
            },
            service.As("protection"));

        foreach (var role in new[] { "consultant", "supervisor", "auditor" })
        {
            (await Shown(household, role)).Should().Match<Household>(h => h.Address == null && h.IsProtected);
            (await ReplayAsync(household, role)).Should().NotContain("Nascosta").And.NotContain("Paesino");
            (await PromisedAsync(household, role)).Should().NotContain("Paesino");
        }

        (await Shown(household, "protection")).Address.Place.Should().Be("Paesino");
        (await ReplayAsync(household, "protection")).Should().Contain("via Nascosta 7").And.Contain("visita in via Nascosta 7");
        (await PromisedAsync(household, "protection")).Should().Contain("Paesino");
        await Refused(
            Households.CorrectFactAsync(
                new CorrectFactRequest { Household = household, FactId = decided.FactId, ReasonCode = "mistake", Void = true },
                service.As("supervisor")),
            StatusCode.PermissionDenied,
            "NOT_PERMITTED");
    }

    [Fact]
    public async Task A_consultant_sees_what_is_assigned_to_them_or_to_nobody_yet()
    {
        var household = await EnrolAsync();
        (await Shown(household, "consultant")).Consultant.Should().BeEmpty();

        await AssignAsync(household, "somebody-else");
        await Refused(
            Households.GetHouseholdAsync(new GetHouseholdRequest { Name = household }, service.As("consultant")),
            StatusCode.PermissionDenied,
            "NOT_PERMITTED");
        (await Shown(household, "supervisor")).Consultant.Should().Be("somebody-else");

        await AssignAsync(household, "giulia", day: "2025-02-02");
        (await Shown(household, "consultant")).Consultant.Should().Be("giulia");
        await Refused(
            Households.ListHouseholdsAsync(
                new ListHouseholdsRequest { Agency = "agencies/demo", Consultant = "somebody-else" }, service.As("consultant")),
            StatusCode.PermissionDenied,
            "NOT_PERMITTED");
        var list = new ListHouseholdsRequest { Agency = "agencies/demo", PageSize = 500 };
        (await Households.ListHouseholdsAsync(list, service.As("consultant"))).Households
            .Should().OnlyContain(h => h.Consultant == "giulia" || h.Consultant.Length == 0);
    }

    [Fact]
    public async Task The_demos_consultant_opens_the_families_that_she_follows_and_the_one_that_nobody_does()
    {
        List<string> opened = [];
        foreach (var family in (string[])["bassi", "colombo", "donati", "esposito", "fontana", "giordano", "leoni", "marini", "neri"])
        {
            try
            {
                await Shown($"households/{DemoBooks.IdOf(family)}", "consultant");
                opened.Add(family);
            }
            catch (RpcException refused)
            {
                refused.StatusCode.Should().Be(StatusCode.PermissionDenied);
            }
        }

        opened.Should().Equal("bassi", "donati", "fontana", "leoni", "marini");
    }

    private static Google.Type.Date Today
    {
        get
        {
            var today = Domain.Today.At(NodaTime.SystemClock.Instance.GetCurrentInstant()).Date;
            return new Google.Type.Date { Year = today.Year, Month = today.Month, Day = today.Day };
        }
    }

    private static Consent ConsentTo(string recipient) => new()
    {
        ConsentDate = Today,
        Recipient = recipient,
        Purpose = "social-project",
        Parts = { "ledger" },
        Period = new DateSpan { StartDate = Day("2025-01-01"), EndDate = Day("2100-01-01") },
    };

    private async Task AssignAsync(string household, string consultant, string day = "2025-02-01")
    {
        var assignment = new Assignment { EffectiveDate = Day(day), Consultant = consultant };
        await Households.AssignConsultantAsync(new AssignConsultantRequest { Household = household, Assignment = assignment }, Demo);
    }

    private async Task<string> EnrolAsync() => (await Households.EnrolHouseholdAsync(
        new EnrolHouseholdRequest { Agency = "agencies/demo", EnrolmentDate = Day("2025-01-01") }, Demo)).Household.Name;

    private AsyncUnaryCall<Ledger> Ledger(string household, Metadata headers) =>
        new LedgerService.LedgerServiceClient(service.Channel).GetLedgerAsync(new GetLedgerRequest { Household = household }, headers);

    private async Task<Household> Shown(string household, string role) =>
        await Households.GetHouseholdAsync(new GetHouseholdRequest { Name = household }, service.As(role));

    private async Task<string> PromisedAsync(string household, string role) =>
        (await new ComplianceService.ComplianceServiceClient(service.Channel).ListCommitmentsAsync(
            new ListCommitmentsRequest { Household = household }, service.As(role))).ToString();

    private async Task<string> ReplayAsync(string household, string role)
    {
        using var call = Households.ReplayHousehold(new ReplayHouseholdRequest { Household = household }, service.As(role));
        var text = "";
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            text += call.ResponseStream.Current.ToString();
        }

        return text;
    }

    private async Task<IEnumerable<DisclosureLine>> RegisterAsync(string household) =>
        (await new AccessService.AccessServiceClient(service.Channel).ListDisclosuresAsync(
            new ListDisclosuresRequest { Parent = "agencies/demo", Household = household }, service.As("auditor"))).Disclosures;
}
