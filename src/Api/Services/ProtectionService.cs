using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using Erasure = BudgetCoaching.Application.Erasure;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates addresses, protection, consents and erasure.</summary>
internal sealed class ProtectionService(HouseholdWrites writes, HouseholdReads reads, Erasure erasure)
    : V1.ProtectionService.ProtectionServiceBase
{
    private static readonly PageLimits Limits = new(Default: 50, Max: 500);

    public override Task<FactReceipt> RecordAddress(RecordAddressRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "address_id", request.AddressId, "address", request.Address, ProtectionFacts.Read);

    public override Task<FactReceipt> DecideProtection(DecideProtectionRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "protection_id", request.ProtectionId, "protection", request.Protection, ProtectionFacts.Read);

    public override Task<FactReceipt> GiveConsent(GiveConsentRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "consent_id", request.ConsentId, "consent", request.Consent, ProtectionFacts.Read);

    public override Task<FactReceipt> WithdrawConsent(WithdrawConsentRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "withdrawal_id", request.WithdrawalId, "withdrawal", request.Withdrawal, ProtectionFacts.Read);

    public override async Task<ListConsentsResponse> ListConsents(ListConsentsRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var page = PageToken.Read(faults.Root, request, request.PageSize, request.PageToken, Limits, request.Household, request.Viewpoint);
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        var withdrawn = view.Effective().OfType<ConsentWithdrawn>().ToLookup(w => w.Consent, w => w.Date);
        var given = view.Effective().OfType<ConsentGiven>().ToList();
        var answer = new ListConsentsResponse { Resolved = view.Resolved };
        answer.NextPageToken = page.Cut(given, consent => answer.Consents.Add(new ConsentLine
        {
            ConsentId = consent.Id.ToString(),
            Consent = ProtectionFacts.ToWire(consent),
            InForce = Consents.Holds(view.Facts, consent, view.AsOf, view.ParameterSet.Values.ConsentMonths),
            WithdrawalDate = withdrawn.Contains(consent.Id) ? withdrawn[consent.Id].Min().ToWire() : null,
        }));
        return answer;
    }

    public override async Task<FactReceipt> EraseHousehold(EraseHouseholdRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var command = write.Fields.Required("erasure", request.Erasure, (fields, wire) => new EraseHousehold(
            fields.OptionalDate("erasure_date", wire.ErasureDate) ?? write.Today.Date,
            fields.SlugOf("reason_code", wire.ReasonCode)));
        var household = write.Fields.Household("household", request.Household);
        write.Faults.ThrowIfAny();
        var outcome = await erasure.RunAsync(household, write.Request, command!);
        return outcome is CommandOutcome<Domain.Households.HouseholdEvent>.Refused refused
            ? throw ApiFault.Refused(ContractPaths.Of(refused.Refusal, "erasure"))
            : writes.Accepted(household, write, outcome).Receipt();
    }
}
