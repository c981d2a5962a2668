using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests.Access;

/// <summary>The whole story with every line that can be logged, and none of it a name, a note, an address or an amount (R10).</summary>
public sealed class Logs_say_nothing_personal : IAsyncLifetime
{
    private const string Marker = "Marcatore";

    /// <summary>An amount that nothing else looks like.</summary>
    private const decimal Amount = 73519.46m;

    private readonly RunningService service = new() { LogLevel = "Trace" };

    public Task InitializeAsync() => service.InitializeAsync();

    public Task DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Neither_what_succeeds_nor_what_is_refused_leaves_a_trace_of_a_text_or_an_amount()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2025-02-10", Amount);
        await household.PayAsync("2025-02-11", Amount / 2);
        var guards = new ProtectionService.ProtectionServiceClient(service.Channel);
        await guards.RecordAddressAsync(
            new RecordAddressRequest
            {
                Household = household.Name,
                Address = new Address { EffectiveDate = Day("2025-01-02"), Street = Marker, Place = Marker },
            },
            RunningService.Headers);
        await household.OwesAsync("2025-06-01");
        await household.StatementAsync("2025-06-01");
        var ledger = new LedgerService.LedgerServiceClient(service.Channel);
        await Refused(
            ledger.RecordPaymentAsync(
                new RecordPaymentRequest
                {
                    Household = household.Name,
                    Payment = new Payment
                    {
                        ValueDate = Day("2100-01-01"), Creditor = "aler", Amount = Euro(Amount), Payer = Marker, Remittance = Marker,
                    },
                },
                RunningService.Headers),
            StatusCode.FailedPrecondition,
            "DATE_AFTER_RECORDED_DAY");
        await Refused(
            guards.GiveConsentAsync(
                new GiveConsentRequest { Household = household.Name, Consent = new Consent { Recipient = $"{Marker} Rossi" } },
                RunningService.Headers),
            StatusCode.InvalidArgument,
            "FIELD_INVALID");
        await guards.EraseHouseholdAsync(
            new EraseHouseholdRequest { Household = household.Name, Erasure = new Erasure { ReasonCode = "asked-to" } },
            RunningService.Headers);
        await service.StopAsync();

        var said = string.Concat(await service.Said);
        said.Should().Contain("LedgerService", "otherwise nothing was logged and this says nothing");
        said.Should().NotContain(Marker);
        foreach (var written in new[] { "73519.46", "73519,46", "7351946", "36759.73", "3675973" })
        {
            said.Should().NotContain(written);
        }
    }
}
