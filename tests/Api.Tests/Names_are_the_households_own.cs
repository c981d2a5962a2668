using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

/// <summary>What is named must exist, and belong to the agency that it is asked of.</summary>
[Collection(Wire_collection.Name)]
public sealed class Names_are_the_households_own(RunningService service)
{
    private const string Foreign = "agencies/demo/creditors/aler";
    private const string Own = RunningService.Agency + "/creditors/aler";

    private readonly HouseholdService.HouseholdServiceClient households = new(service.Channel);
    private readonly LedgerService.LedgerServiceClient ledger = new(service.Channel);
    private readonly ArrearsService.ArrearsServiceClient arrears = new(service.Channel);

    [Fact]
    public async Task R16_a_creditor_named_with_another_agency_is_refused_and_with_its_own_accepted()
    {
        var household = await OpenedHousehold.EnrolAsync(service);

        var refused = await Refused(PayAsync(household, Foreign), StatusCode.FailedPrecondition, "CREDITOR_UNKNOWN");
        await Refused(PayAsync(household, "agencies/nowhere/creditors/aler"), StatusCode.FailedPrecondition, "CREDITOR_UNKNOWN");

        refused.Details[0].Unpack<ErrorInfo>().Metadata.Should().Equal(new Dictionary<string, string>
        {
            ["field"] = "payment.creditor", ["creditor"] = Foreign, ["agency"] = RunningService.Agency,
        });
        (await PayAsync(household, Own)).Version.Should().Be(2);
        (await household.OwesAsync("2025-03-01")).Creditor.Should().Be(Own);
    }

    [Theory]
    [InlineData(Foreign)]
    [InlineData("agencies/nowhere/creditors/aler")]
    [InlineData("nobody")]
    public async Task A_filter_by_a_creditor_that_the_agency_has_not_registered_is_refused(string creditor)
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2025-02-05", 200);
        var (code, reason) = (StatusCode.FailedPrecondition, "CREDITOR_UNKNOWN");

        await Refused(arrears.GetArrearsAsync(new GetArrearsRequest { Household = household.Name, Creditor = creditor }), code, reason);
        await Refused(ledger.GetLedgerAsync(new GetLedgerRequest { Household = household.Name, Creditor = creditor }), code, reason);
        await Refused(
            households.ListHouseholdsAsync(new ListHouseholdsRequest { Agency = RunningService.Agency, Creditor = creditor }),
            code,
            reason);
    }

    [Fact]
    public async Task A_filter_by_the_own_creditors_full_name_shows_it()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2025-02-05", 200);

        var seen = new Viewpoint { MinCursor = household.Cursor };
        var owed = await arrears.GetArrearsAsync(new GetArrearsRequest { Household = household.Name, Creditor = Own, Viewpoint = seen });
        var told = await ledger.GetLedgerAsync(new GetLedgerRequest { Household = household.Name, Creditor = Own });

        owed.Creditors.Select(c => c.Creditor).Should().Equal(Own);
        told.Statements.Select(s => s.Creditor).Should().Equal(Own);
    }

    [Fact]
    public async Task A_list_about_an_agency_that_nobody_created_is_not_found()
    {
        await Refused(
            households.ListHouseholdsAsync(new ListHouseholdsRequest { Agency = "agencies/nowhere" }),
            StatusCode.NotFound,
            "RESOURCE_NOT_FOUND");
        await Refused(
            arrears.ListCreditorTotalsAsync(new ListCreditorTotalsRequest { Agency = "agencies/nowhere" }),
            StatusCode.NotFound,
            "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task R1_a_household_is_enrolled_only_with_an_agency_that_was_created()
    {
        var enrol = new EnrolHouseholdRequest { Agency = "agencies/nowhere", EnrolmentDate = Day("2025-01-01") };

        var refused = await Refused(
            households.EnrolHouseholdAsync(enrol, RunningService.Headers), StatusCode.NotFound, "AGENCY_UNKNOWN");

        refused.Details[0].Unpack<ErrorInfo>().Metadata.Should().Equal(
            new Dictionary<string, string> { ["agency"] = "agencies/nowhere" });
    }

    private AsyncUnaryCall<FactReceipt> PayAsync(OpenedHousehold household, string creditor) => ledger.RecordPaymentAsync(
        new RecordPaymentRequest
        {
            Household = household.Name,
            Payment = new Payment { ValueDate = Day("2025-03-01"), Creditor = creditor, Amount = Euro(10) },
        },
        RunningService.Headers);
}
