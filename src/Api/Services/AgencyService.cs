using BudgetCoaching.Application;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Api.OwnIds;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Events;
using BudgetCoaching.V1;
using Grpc.Core;
using ParameterSet = BudgetCoaching.V1.ParameterSet;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates an agency's creditors and parameters.</summary>
internal sealed class AgencyService(AgencyBooks books, OwnIdMappings mappings) : V1.AgencyService.AgencyServiceBase
{
    private static readonly PageLimits Limits = new(Default: 100, Max: 1000);

    public override async Task<Agency> CreateAgency(CreateAgencyRequest request, ServerCallContext context)
    {
        var write = books.Read(request, context);
        var agency = new AgencyId(write.Fields.SlugOf("agency_id", request.AgencyId));
        var command = write.Fields.Required("agency", request.Agency, (fields, message) => new CreateAgency(
            agency,
            fields.OptionalDate("opening_date", message.OpeningDate) ?? write.Today.Date,
            message.DisplayName,
            ParameterContent.Hash(ShippedDefaults.Values)));
        var state = await books.RunAsync(
            agency, write, (known, today) => Domain.Agencies.CreateAgency.Decide(known, command!, today), "agency");
        return ToWire(state);
    }

    public override async Task<Agency> GetAgency(GetAgencyRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        return ToWire(await books.FindAsync(faults, "name", request.Name, context.CancellationToken));
    }

    public override async Task<Creditor> RegisterCreditor(RegisterCreditorRequest request, ServerCallContext context)
    {
        var write = books.Read(request, context);
        var agency = write.Fields.Agency("parent", request.Parent);
        var creditor = new CreditorId(write.Fields.SlugOf("creditor_id", request.CreditorId));
        var command = write.Fields.Required("creditor", request.Creditor, (fields, message) => new RegisterCreditor(
            creditor, fields.OptionalDate("registration_date", message.RegistrationDate) ?? write.Today.Date, message.DisplayName));
        var state = await books.RunAsync(
            agency, write, (known, today) => Domain.Agencies.RegisterCreditor.Decide(known, command!, today), "creditor");
        return ToWire(agency, state, state.FindCreditor(creditor)!);
    }

    public override async Task<ListCreditorsResponse> ListCreditors(ListCreditorsRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var page = PageToken.Read(faults.Root, request, request.PageSize, request.PageToken, Limits, request.Parent);
        var state = await books.FindAsync(faults, "parent", request.Parent, context.CancellationToken);
        var answer = new ListCreditorsResponse();
        answer.NextPageToken = page.Cut(
            state.Creditors(), creditor => answer.Creditors.Add(ToWire(state.Creation!.Agency, state, creditor)));
        return answer;
    }

    public override async Task<ParameterSet> PublishParameterSet(PublishParameterSetRequest request, ServerCallContext context)
    {
        var write = books.Read(request, context);
        var agency = write.Fields.Agency("parent", request.Parent);
        var id = new ParameterSetId(write.Fields.SlugOf("parameter_set_id", request.ParameterSetId));
        var set = write.Fields.Required(
            "parameter_set", request.ParameterSet, (fields, message) => ReadSet(fields, id, message, write.Today));
        var state = await books.RunAsync(
            agency, write, (known, _) => Domain.Agencies.PublishParameterSet.Decide(known, new PublishParameterSet(set!)), "parameter_set");
        return ToWire(agency, state, state.Parameters.Sets.First(published => published.Set.Id == id));
    }

    public override async Task<ParameterSet> GetParameterSet(GetParameterSetRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var (agency, set) = faults.Root.ParameterSet("name", request.Name);
        var viewpoint = Viewpoint.Read(faults.Root.In("viewpoint"), request.Viewpoint, books.Today);
        var state = await books.FindAsync(faults, agency, context.CancellationToken);
        var known = viewpoint.KnownAt is { } limit ? state.Parameters.Known(limit) : state.Parameters;
        var id = set ?? known.InForce(viewpoint.AsOf)?.Id;
        foreach (var published in known.Sets)
        {
            if (published.Set.Id == id)
            {
                return ToWire(agency, state, published);
            }
        }

        throw ApiFault.NotFound("ParameterSet", request.Name);
    }

    public override async Task<ListParameterSetsResponse> ListParameterSets(ListParameterSetsRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var page = PageToken.Read(faults.Root, request, request.PageSize, request.PageToken, Limits, request.Parent);
        var state = await books.FindAsync(faults, "parent", request.Parent, context.CancellationToken);
        var answer = new ListParameterSetsResponse();
        answer.NextPageToken = page.Cut(
            state.Parameters.Sets, published => answer.ParameterSets.Add(ToWire(state.Creation!.Agency, state, published)));
        return answer;
    }

    public override Task<OwnIdMapping> MapOwnId(MapOwnIdRequest request, ServerCallContext context) => mappings.MapAsync(request, context);

    public override Task<OwnIdMapping> ReleaseOwnId(ReleaseOwnIdRequest request, ServerCallContext context) =>
        mappings.ReleaseAsync(request, context);

    private static Domain.Parameters.ParameterSet ReadSet(Fields fields, ParameterSetId id, ParameterSet message, Today today)
    {
        var values = fields.Required("values", message.Values, ParameterSets.Read);
        return new Domain.Parameters.ParameterSet(
            id,
            fields.Date("valid_from_date", message.ValidFromDate),
            fields.OptionalDate("publication_date", message.PublicationDate) ?? today.Date,
            values!,
            values is null ? "" : ParameterContent.Hash(values));
    }

    private static Agency ToWire(AgencyState state) => new()
    {
        Name = ResourceNames.Of(state.Creation!.Agency),
        DisplayName = state.Creation.DisplayName,
        OpeningDate = state.Creation.Date.ToWire(),
        Etag = Etag.Of(state.Version),
    };

    private static Creditor ToWire(AgencyId agency, AgencyState state, AgencyEvent.CreditorRegistered creditor) => new()
    {
        Name = ResourceNames.Of(agency, creditor.Creditor),
        DisplayName = creditor.DisplayName,
        RegistrationDate = creditor.Date.ToWire(),
        Etag = Etag.Of(state.Version),
    };

    private static ParameterSet ToWire(AgencyId agency, AgencyState state, ParameterHistory.Published published) =>
        ParameterSets.ToWire(published.Set, agency, published.RecordTime, state.Version);
}
