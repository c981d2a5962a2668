using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.V1;
using Grpc.Core;
using Fact = BudgetCoaching.Domain.Households.HouseholdEvent.Fact;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates what concerns a household as a whole.</summary>
internal sealed class HouseholdService(
    HouseholdWrites writes, HouseholdReads reads, HouseholdLookUp lookUp, HouseholdDirectory directory, EventReplay replay)
    : V1.HouseholdService.HouseholdServiceBase
{
    public override async Task<EnrolHouseholdResponse> EnrolHousehold(EnrolHouseholdRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var household = write.HouseholdId("household_id", request.HouseholdId);
        var enrol = new Domain.Households.EnrolHousehold(
            household,
            write.Fields.Agency("agency", request.Agency),
            write.Fields.OptionalDate("enrolment_date", request.EnrolmentDate) ?? write.Today.Date,
            write.Fields.Text("display_name", request.DisplayName));
        write.Faults.ThrowIfAny();
        var named = await writes.AgencyAsync(enrol.Agency, write.Cancel);
        var written = await writes.RunAsync(household, write, (state, _, today) => named.Creation is null
            ? new Refusal(
                Domain.Households.Reasons.AgencyUnknown,
                $"Agency {enrol.Agency} has not been created.",
                [new RefusalDetail("agency", ResourceNames.Of(enrol.Agency))])
            : Domain.Households.EnrolHousehold.Decide(state, enrol, today));
        var view = await reads.ViewAsync(household, new Viewpoint(write.Today.Date, KnownAt: null, MinCursor: ""), write.Cancel);
        return new EnrolHouseholdResponse { Household = await ToWireAsync(view, context), Receipt = written.Receipt() };
    }

    public override async Task<Household> GetHousehold(GetHouseholdRequest request, ServerCallContext context) => await ToWireAsync(
        await reads.ViewAsync(new FieldFaults(), "name", request.Name, request.Viewpoint, context.CancellationToken), context);

    public override async Task<LookUpHouseholdsResponse> LookUpHouseholds(LookUpHouseholdsRequest request, ServerCallContext context) =>
        await lookUp.RunAsync(request, context);

    public override Task<ListHouseholdsResponse> ListHouseholds(ListHouseholdsRequest request, ServerCallContext context) =>
        directory.ListAsync(request, Granted.SeenIn(context), context.CancellationToken);

    public override Task<FactReceipt> RecordComposition(RecordCompositionRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "composition_id", request.CompositionId, "composition", request.Composition, HouseholdEvents.Read);

    public override Task<FactReceipt> AssignConsultant(AssignConsultantRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "assignment_id", request.AssignmentId, "assignment", request.Assignment, HouseholdEvents.Read);

    public override Task<FactReceipt> RecordContact(RecordContactRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "contact_id", request.ContactId, "contact", request.Contact, CoachingFacts.Read);

    public override Task<FactReceipt> RecordHosting(RecordHostingRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "hosting_id", request.HostingId, "hosting", request.Hosting, CoachingFacts.Read);

    public override Task<FactReceipt> AgreeExitPlan(AgreeExitPlanRequest request, ServerCallContext context) =>
        writes.RecordAsync(request, context, "exit_plan_id", request.ExitPlanId, "exit_plan", request.ExitPlan, CoachingFacts.Read);

    public override async Task<FactReceipt> CloseHousehold(CloseHouseholdRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var close = write.Fields.Required("closing", request.Closing, (fields, closing) => new Domain.Households.CloseHousehold(
            fields.OptionalDate("closing_date", closing.ClosingDate) ?? write.Today.Date,
            fields.SlugOf("reason_code", closing.ReasonCode)));
        var written = await writes.RunAsync(
            request, write, (state, _, today) => Domain.Households.CloseHousehold.Decide(state, close!, today), "closing");
        return written.Receipt();
    }

    public override async Task<FactReceipt> ReopenHousehold(ReopenHouseholdRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var reopen = write.Fields.Required("reopening", request.Reopening, (fields, reopening) => new Domain.Households.ReopenHousehold(
            fields.OptionalDate("reopening_date", reopening.ReopeningDate) ?? write.Today.Date,
            fields.SlugOf("reason_code", reopening.ReasonCode)));
        var written = await writes.RunAsync(
            request, write, (state, _, today) => Domain.Households.ReopenHousehold.Decide(state, reopen!, today), "reopening");
        return written.Receipt();
    }

    public override async Task<FactReceipt> CorrectFact(CorrectFactRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var fields = write.Fields;
        var id = write.FactId("correction_id", request.CorrectionId);
        var original = fields.Fact("fact_id", request.FactId);
        Approver.Require(fields.In("replacement"), context, request.Replacement);
        var correct = new Domain.Households.CorrectFact(
            id,
            original,
            fields.OptionalFact("supersedes_id", request.SupersedesId),
            fields.SlugOf("reason_code", request.ReasonCode),
            ReadReplacement(fields, original, request));
        var written = await writes.RunAsync(
            request,
            write,
            (state, agency, today) => Domain.Households.CorrectFact.Decide(state, correct, agency, today),
            ReplacementPlace(request));
        var receipt = correct.Replacement is { } replacement
            ? await writes.ReceiptAsync(written, replacement)
            : written.Receipt(original);
        receipt.CorrectionId = id.ToString();
        return receipt;
    }

    public override Task ReplayHousehold(
        ReplayHouseholdRequest request, IServerStreamWriter<ReplayHouseholdResponse> responseStream, ServerCallContext context) =>
        replay.RunAsync(request, responseStream, context);

    private async Task<Household> ToWireAsync(HouseholdView view, ServerCallContext context)
    {
        var now = await reads.NowAsync(view.Household, context.CancellationToken);
        return Households.ToWire(view, HiddenAddress.IsProtected(now), HiddenAddress.IsShown(now, context));
    }

    /// <summary>Where the rules look: a correction's own fields are read without a fault before.</summary>
    private static string ReplacementPlace(CorrectFactRequest request) =>
        V1.Fact.Descriptor.FindFieldByNumber((int)(request.Replacement?.ContentCase ?? default)) is { } content
            ? $"replacement.{content.Name}"
            : "";

    /// <summary>Null voids the fact.</summary>
    private static Fact? ReadReplacement(Fields fields, FactId original, CorrectFactRequest request)
    {
        switch (request.ChangeCase)
        {
            case CorrectFactRequest.ChangeOneofCase.Replacement:
                var inside = fields.In("replacement");
                var id = request.Replacement.FactId;
                return HouseholdEvents.Read(inside, id.Length == 0 ? original : inside.Fact("fact_id", id), request.Replacement);
            case CorrectFactRequest.ChangeOneofCase.Void when request.Void:
                return null;
            default:
                fields.Fault("change", "is required: a replacement, or void set to true");
                return null;
        }
    }
}
