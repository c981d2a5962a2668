using BudgetCoaching.Api.Tests.Bulk;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;
using Outcome = BudgetCoaching.V1.ImportFactsResponse.OutcomeOneofCase;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Own_ids_lead_where_they_are_mapped(RunningService service)
{
    private readonly AgencyService.AgencyServiceClient agencies = new(service.Channel);
    private readonly ArrearsService.ArrearsServiceClient arrears = new(service.Channel);
    private readonly HouseholdService.HouseholdServiceClient households = new(service.Channel);
    private readonly LedgerService.LedgerServiceClient ledger = new(service.Channel);

    [Fact]
    public async Task A_household_enrolled_by_hand_is_reached_by_the_agencys_own_id()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2025-02-05", 200);
        var mapping = await MapAsync(OwnIdKind.Household, "HAND-1", household.Name);

        var rows = await Batch.ImportAsync(service, [Enrolment("HAND-1"), Payment("HAND-1")]);
        var owed = await arrears.GetArrearsAsync(
            new GetArrearsRequest { Household = "households/external:HAND-1", Viewpoint = At("2025-03-01") }, RunningService.Headers);

        mapping.TargetId.Should().Be(household.Name.Split('/')[1]);
        rows.Select(r => r.OutcomeCase).Should().Equal(Outcome.Refused, Outcome.Accepted);
        rows[0].Refused.Reason.Should().Be("HOUSEHOLD_EXISTS");
        rows[1].Accepted.Name.Should().StartWith(household.Name + "/facts/");
        (owed.Household, owed.Overdue).Should().Be((household.Name, Euro(170)));
    }

    [Fact]
    public async Task A_household_that_was_imported_is_reached_by_its_own_id_without_a_mapping()
    {
        var imported = (await Batch.ImportAsync(service, [Enrolment("IMPORTED-1")]))[0].Accepted.Name;

        var read = await households.GetHouseholdAsync(
            new GetHouseholdRequest { Name = "households/external:IMPORTED-1" }, RunningService.Headers);
        var posted = await ledger.PostChargeAsync(
            new PostChargeRequest
            {
                Household = "households/external:IMPORTED-1", ChargeId = "external:C-1", Charge = Batch.RentOf(100),
            },
            RunningService.Headers);

        (read.Name, posted.Name).Should().Be((imported, $"{imported}/facts/{posted.FactId}"));
    }

    [Fact]
    public async Task Contract_member_account_and_creditor_are_mapped_too()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var (contract, member, account) = (NewId(), NewId(), NewId());
        await RecordContractAsync(household, contract);
        await RecordMemberAsync(household, member);
        await RecordIncomeAsync(household, account);
        await MapAsync(OwnIdKind.Fact, "K-1", $"{household.Name}/facts/{contract}");
        await MapAsync(OwnIdKind.Member, "M-1", $"{household.Name}/members/{member}");
        await MapAsync(OwnIdKind.Account, "IT60-1", $"{household.Name}/accounts/{account}");
        await MapAsync(OwnIdKind.Creditor, "0045/B", "aler");

        var charge = Batch.RentOf(100);
        (charge.Creditor, charge.ContractId) = ("external:0045/B", "external:K-1");
        var row = new ImportFactsRequest
        {
            Row = 1, PostCharge = new PostChargeRequest { Household = household.Name, ChargeId = NewId(), Charge = charge },
        };
        var income = new ImportFactsRequest
        {
            Row = 2,
            RecordIncome = new RecordIncomeRequest
            {
                Household = household.Name,
                IncomeId = NewId(),
                Income = new Income
                {
                    ReceiptDate = Batch.Day(3),
                    Amount = Batch.Euro(5),
                    Source = IncomeSource.Wages,
                    EarnerId = "external:M-1",
                    AccountId = "external:IT60-1",
                },
            },
        };
        await Batch.ImportAsync(service, [row, income]);

        var facts = (await Batch.EventsAsync(service, household.Name)).Select(e => e.Event.Fact).ToList();
        (facts[^2].Charge.ContractId, facts[^2].Charge.Creditor).Should().Be((contract, "aler"));
        (facts[^1].Income.EarnerId, facts[^1].Income.AccountId).Should().Be((member, account));
    }

    [Fact]
    public async Task The_same_mapping_again_changes_nothing_and_another_is_refused_until_it_is_released()
    {
        var first = await OpenedHousehold.EnrolAsync(service);
        var second = await OpenedHousehold.EnrolAsync(service);
        var mapped = await MapAsync(OwnIdKind.Household, "TWICE", first.Name);

        (await MapAsync(OwnIdKind.Household, "TWICE", first.Name)).Should().Be(mapped);
        await Refused(Map(OwnIdKind.Household, "TWICE", second.Name), StatusCode.FailedPrecondition, "OWN_ID_TAKEN");
        var released = await agencies.ReleaseOwnIdAsync(
            new ReleaseOwnIdRequest { Agency = RunningService.Agency, Kind = OwnIdKind.Household, OwnId = "TWICE" },
            RunningService.Headers);
        var again = await MapAsync(OwnIdKind.Household, "TWICE", second.Name);

        (released.TargetId, again.TargetId).Should().Be(("", second.Name.Split('/')[1]));
        again.ComputedId.Should().Be(mapped.ComputedId);
    }

    [Fact]
    public async Task An_own_id_under_which_a_household_was_imported_is_taken_by_it()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var imported = (await Batch.ImportAsync(service, [Enrolment("IMPORTED-2")]))[0].Accepted.Name;

        await Refused(Map(OwnIdKind.Household, "IMPORTED-2", household.Name), StatusCode.FailedPrecondition, "OWN_ID_TAKEN");
        (await MapAsync(OwnIdKind.Household, "IMPORTED-2", imported)).TargetId.Should().BeEmpty("it leads there anyway");
    }

    [Fact]
    public async Task What_is_not_recorded_cannot_be_mapped_to()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var (code, reason) = (StatusCode.FailedPrecondition, "OWN_ID_TARGET_UNKNOWN");

        await Refused(Map(OwnIdKind.Household, "NONE-1", "households/" + NewId()), code, reason);
        await Refused(Map(OwnIdKind.Fact, "NONE-2", $"{household.Name}/facts/{NewId()}"), code, reason);
        await Refused(Map(OwnIdKind.Member, "NONE-3", $"{household.Name}/members/{NewId()}"), code, reason);
        await Refused(Map(OwnIdKind.Account, "NONE-4", $"{household.Name}/accounts/{NewId()}"), code, reason);
        await Refused(Map(OwnIdKind.Creditor, "NONE-5", "nobody"), code, "CREDITOR_UNKNOWN");
        await Refused(Map(OwnIdKind.Fact, "", $"{household.Name}/members/{NewId()}"), StatusCode.InvalidArgument, "FIELD_INVALID");
        await Refused(Map(OwnIdKind.Fact, "external:1", $"{household.Name}/facts/{NewId()}"), StatusCode.InvalidArgument, "FIELD_INVALID");
    }

    [Fact]
    public async Task An_own_id_without_a_calling_agency_leads_nowhere() => await Refused(
        arrears.GetArrearsAsync(new GetArrearsRequest { Household = "households/external:4711" }),
        StatusCode.Unauthenticated,
        "CALLER_UNKNOWN");

    private AsyncUnaryCall<OwnIdMapping> Map(OwnIdKind kind, string ownId, string target) => agencies.MapOwnIdAsync(
        new MapOwnIdRequest { Agency = RunningService.Agency, Kind = kind, OwnId = ownId, Target = target }, RunningService.Headers);

    private async Task<OwnIdMapping> MapAsync(OwnIdKind kind, string ownId, string target) => await Map(kind, ownId, target);

    private static ImportFactsRequest Enrolment(string own) => new()
    {
        Row = 1,
        EnrolHousehold = new EnrolHouseholdRequest
        {
            HouseholdId = $"external:{own}", Agency = RunningService.Agency, EnrolmentDate = Batch.Day(1),
        },
    };

    private static ImportFactsRequest Payment(string own) => new()
    {
        Row = 2,
        RecordPayment = new RecordPaymentRequest
        {
            Household = $"households/external:{own}",
            PaymentId = $"external:{own}-P",
            Payment = new Payment { ValueDate = Batch.Day(6), Creditor = "aler", Amount = Batch.Euro(30) },
        },
    };

    private async Task RecordContractAsync(OpenedHousehold household, string id) => await ledger.RecordContractAsync(
        new RecordContractRequest
        {
            Household = household.Name,
            ContractId = id,
            Contract = new Contract
            {
                SignatureDate = Batch.Day(1),
                Creditor = "aler",
                Kind = ChargeKind.Rent,
                Amount = Batch.Euro(100),
                EveryMonths = 1,
                Term = new DateSpan { StartDate = Batch.Day(1) },
            },
        },
        RunningService.Headers);

    private async Task RecordMemberAsync(OpenedHousehold household, string id) => await households.RecordCompositionAsync(
        new RecordCompositionRequest
        {
            Household = household.Name,
            Composition = new Composition { EffectiveDate = Batch.Day(1), Members = { new Member { MemberId = id } } },
        },
        RunningService.Headers);

    private async Task RecordIncomeAsync(OpenedHousehold household, string account) =>
        await new BudgetService.BudgetServiceClient(service.Channel).RecordIncomeAsync(
            new RecordIncomeRequest
            {
                Household = household.Name,
                Income = new Income
                {
                    ReceiptDate = Batch.Day(2), Amount = Batch.Euro(5), Source = IncomeSource.Wages, AccountId = account,
                },
            },
            RunningService.Headers);
}
