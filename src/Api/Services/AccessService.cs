using System.Buffers.Binary;
using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application.Access;
using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Domain;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;
using NodaTime;
using ApiKey = BudgetCoaching.V1.ApiKey;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates keys, callers and the register of disclosures.</summary>
internal sealed class AccessService(IAccessBook book, IDisclosureRegister register, ApiOptions options) : V1.AccessService.AccessServiceBase
{
    private static readonly PageLimits Limits = new(Default: 100, Max: 1000);

    public override async Task<CreateApiKeyResponse> CreateApiKey(CreateApiKeyRequest request, ServerCallContext context)
    {
        var fields = new FieldFaults();
        var agency = fields.Root.Agency("parent", request.Parent);
        var inside = fields.Root.In("api_key");
        var wanted = request.ApiKey ?? new ApiKey();
        inside.SlugOf("actor", wanted.Actor);
        if (RoleNames.Of(wanted.Role) == Roles.None)
        {
            inside.Fault("role", $"must be one of {string.Join(", ", RoleNames.Names)}");
        }

        var expires = wanted.ExpireTime is { } time ? Viewpoint.Time(inside, "expire_time", time) : (Instant?)null;
        fields.ThrowIfAny();
        if (!options.Access.ApiKeys)
        {
            throw ApiFault.ApiKeysOff($"{ApiOptions.Section}:Access:{nameof(AccessOptions.ApiKeys)}");
        }

        var made = await book.CreateAsync(agency, wanted.Actor, wanted.Role, expires, context.CancellationToken)
            ?? throw ApiFault.TooManyKeys(AccessBook.KeysMax);
        return new CreateApiKeyResponse { ApiKey = ToWire(made.Key), Text = made.Text };
    }

    public override async Task<ListApiKeysResponse> ListApiKeys(ListApiKeysRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var agency = faults.Root.Agency("parent", request.Parent);
        var page = PageToken.Read(faults.Root, request, request.PageSize, request.PageToken, Limits, request.Parent);
        faults.ThrowIfAny();
        var answer = new ListApiKeysResponse();
        answer.NextPageToken = page.Cut(await book.KeysAsync(agency, context.CancellationToken), key => answer.ApiKeys.Add(ToWire(key)));
        return answer;
    }

    public override async Task<ApiKey> RevokeApiKey(RevokeApiKeyRequest request, ServerCallContext context)
    {
        if (request.Name.Split('/') is not ["agencies", var agency, "apiKeys", var id] || !Slug.IsValid(agency))
        {
            throw ApiFault.Invalid([new FieldFault("name", "must be agencies/{agency}/apiKeys/{key}")]);
        }

        var revoked = await book.RevokeAsync(new AgencyId(agency), id, context.CancellationToken)
            ?? throw ApiFault.NotFound("ApiKey", request.Name);
        return ToWire(revoked);
    }

    public override async Task<ListCallersResponse> ListCallers(ListCallersRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var agency = faults.Root.Agency("parent", request.Parent);
        var page = PageToken.Read(faults.Root, request, request.PageSize, request.PageToken, Limits, request.Parent);
        faults.ThrowIfAny();
        var skip = page.Place is { Length: sizeof(int) } place ? BinaryPrimitives.ReadInt32BigEndian(place) : 0;
        var answer = new ListCallersResponse();
        var found = await book.CallersAsync(agency, skip, page.Size + 1, context.CancellationToken);
        foreach (var caller in found.Take(page.Size))
        {
            answer.Callers.Add(new KnownCaller
            {
                Actor = caller.Actor,
                Role = caller.Role,
                Means = caller.Means,
                FirstTime = caller.FirstSeen.ToWire(),
                LastTime = caller.LastSeen.ToWire(),
            });
        }

        if (found.Count > page.Size)
        {
            Span<byte> next = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(next, skip + page.Size);
            answer.NextPageToken = page.Next(next);
        }

        return answer;
    }

    public override async Task<ListDisclosuresResponse> ListDisclosures(ListDisclosuresRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var fields = faults.Root;
        var filter = new DisclosureFilter(
            fields.Agency("parent", request.Parent),
            request.Household.Length == 0 ? null : fields.Household("household", request.Household),
            request.Actor.Length == 0 ? null : request.Actor,
            request.StartTime is { } start ? Viewpoint.Time(fields, "start_time", start) : null,
            request.EndTime is { } end ? Viewpoint.Time(fields, "end_time", end) : null);
        var page = PageToken.Read(fields, request, request.PageSize, request.PageToken, Limits, filter);
        faults.ThrowIfAny();
        var after = page.Place is { Length: sizeof(long) } place ? BinaryPrimitives.ReadInt64BigEndian(place) : 0;
        var found = await register.ListAsync(filter, after, page.Size + 1, context.CancellationToken);
        var answer = new ListDisclosuresResponse();
        foreach (var entry in found.Take(page.Size))
        {
            answer.Disclosures.Add(ToWire(entry));
        }

        if (found.Count > page.Size)
        {
            Span<byte> next = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(next, answer.Disclosures[^1].Number);
            answer.NextPageToken = page.Next(next);
        }

        return answer;
    }

    private static DisclosureLine ToWire(RegisteredDisclosure entry) => new()
    {
        Number = entry.Number,
        DisclosureTime = entry.Time.ToWire(),
        Household = entry.What.Household is { } household ? ResourceNames.Of(household) : "",
        Actor = entry.What.Actor,
        Role = entry.What.Role,
        Verified = entry.What.Verified,
        Call = entry.What.Call,
        Purpose = entry.What.Purpose,
        ConsentId = entry.What.Consent?.ToString() ?? "",
        Hash = ByteString.CopyFrom(entry.Hash.Span),
    };

    private static ApiKey ToWire(Application.Access.ApiKey key) => new()
    {
        Name = $"{ResourceNames.Of(key.Agency)}/apiKeys/{key.Id}",
        Actor = key.Actor,
        Role = key.Role,
        CreateTime = key.Created.ToWire(),
        ExpireTime = key.Expires?.ToWire(),
        RevokeTime = key.Revoked?.ToWire(),
    };
}
