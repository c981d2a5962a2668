using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates hostings, and the flats in which households are hosted.</summary>
internal sealed class HostingService(HouseholdWrites writes, HouseholdReads reads, AgencyBooks books, HostingPlaces places)
    : V1.HostingService.HostingServiceBase
{
    public override async Task<Flat> RegisterFlat(RegisterFlatRequest request, ServerCallContext context)
    {
        var write = books.Read(request, context);
        var agency = write.Fields.Agency("parent", request.Parent);
        var id = new FlatId(write.Fields.SlugOf("flat_id", request.FlatId));
        var command = write.Fields.Required("flat", request.Flat, (fields, flat) => new RegisterFlat(
            id,
            fields.OptionalDate("effective_date", flat.EffectiveDate) ?? write.Today.Date,
            fields.SlugOf("district", flat.District),
            flat.PlaceCount));
        var state = await books.RunAsync(agency, write, (known, _) => Domain.Agencies.RegisterFlat.Decide(known, command!), "flat");
        return new Flat
        {
            Name = ResourceNames.Of(agency, id),
            EffectiveDate = command!.Date.ToWire(),
            District = command.District,
            PlaceCount = command.Places,
            Etag = Etag.Of(state.Version),
        };
    }

    public override async Task<Occupancy> GetOccupancy(GetOccupancyRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var day = faults.Root.OptionalDate("occupancy_date", request.OccupancyDate) ?? books.Today.Date;
        var state = await books.FindAsync(faults, "agency", request.Agency, context.CancellationToken);
        return HostingAnswers.ToWire(Domain.Hosting.Occupancy.On(state, day), state.Creation!.Agency);
    }

    public override async Task<FactReceipt> ProposeHosting(ProposeHostingRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var id = write.FactId("proposal_id", request.ProposalId);
        Approver.Require(write.Fields.In("hosting_proposal"), context, request.HostingProposal);
        var proposal = write.Fields.Required(
            "hosting_proposal",
            request.HostingProposal,
            (fields, message) => HostingFacts.ReadProposal(fields, id, message, write.Today.Date));
        var written = await writes.RunAsync(
            request,
            write,
            (state, agency, today) => Domain.Households.ProposeHosting.Decide(state, proposal!, agency, today),
            "hosting_proposal");
        return written.Receipt(id);
    }

    public override async Task<DecideHostingResponse> DecideHosting(DecideHostingRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var id = write.FactId("decision_id", request.DecisionId);
        Approver.Require(write.Fields.In("hosting_ruling"), context, request.HostingRuling);
        var ruling = write.Fields.Required(
            "hosting_ruling",
            request.HostingRuling,
            (fields, message) => HostingFacts.ReadRuling(fields, id, message, write.Today.Date));
        var household = write.Fields.Household("household", request.Household);
        write.Faults.ThrowIfAny();
        var outcome = await places.DecideAsync(
            household,
            write.Request,
            ruling!.Hosting,
            HouseholdWrites.InRequest(
                write, (state, agency, today) => Domain.Households.DecideHosting.Decide(state, ruling, agency, today), "hosting_ruling"),
            write.Cancel);
        var written = writes.Accepted(household, write, outcome);
        var state = await writes.StateAsync(written);
        var decided = (HostingDecided)state.Find(id)!.Original;
        return new DecideHostingResponse
        {
            Decision = HostingFacts.ToWire(decided),
            Hosting = decided.Hosting is { } hosting ? CoachingFacts.ToWire((HostingAgreed)state.Find(hosting)!.Original) : null,
            Receipt = written.Receipt(id),
        };
    }

    public override async Task<FactReceipt> EndHosting(EndHostingRequest request, ServerCallContext context)
    {
        var write = writes.Read(request, context);
        var id = write.FactId("hosting_end_id", request.HostingEndId);
        var end = write.Fields.Required("hosting_end", request.HostingEnd, (fields, message) => new EndHosting(
            id,
            fields.Date("end_date", message.EndDate),
            fields.Fact("hosting_id", message.HostingId),
            fields.Choice("exit", (Domain.Households.HostingExit)message.Exit)));
        var written = await writes.RunAsync(
            request, write, (state, agency, today) => Domain.Households.EndHosting.Decide(state, end!, agency, today), "hosting_end");
        return await places.SettleAsync(written.Household, write.Request, write.Cancel) ? written.Receipt(id) : throw ApiFault.Contention();
    }

    public override async Task<HostingCourse> GetHosting(GetHostingRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var view = await reads.ViewAsync(faults, "household", request.Household, request.Viewpoint, context.CancellationToken);
        return HostingAnswers.ToWire(view);
    }
}
