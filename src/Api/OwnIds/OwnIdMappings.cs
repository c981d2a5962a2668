using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using Kind = BudgetCoaching.Domain.Agencies.OwnIdKind;

namespace BudgetCoaching.Api.OwnIds;

/// <summary>
/// Records what an agency's own ids lead to. Their text is gone before the request is looked at as a write, so that no digest holds it.
/// </summary>
internal sealed class OwnIdMappings(AgencyBooks books, StreamStates states, IKeyStore keys)
{
    public async Task<OwnIdMapping> MapAsync(MapOwnIdRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var named = Read(faults.Root, request.Agency, request.Kind, request.OwnId);
        var target = ReadTarget(faults.Root, named.Kind, request.Target);
        faults.ThrowIfAny();
        var ownId = Compute(named);
        request.OwnId = ownId.ToString("D");
        var write = books.Read(request, context);
        var isRecorded = target.Household is { } household && await IsRecordedAsync(target, household, ownId, write.Cancel);
        var command = new MapOwnId(ownId, named.Kind, write.Today.Date, target.Id, isRecorded);
        return await RunAsync(named, command, write);
    }

    public async Task<OwnIdMapping> ReleaseAsync(ReleaseOwnIdRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var named = Read(faults.Root, request.Agency, request.Kind, request.OwnId);
        faults.ThrowIfAny();
        var ownId = Compute(named);
        request.OwnId = ownId.ToString("D");
        var write = books.Read(request, context);
        return await RunAsync(named, new MapOwnId(ownId, named.Kind, write.Today.Date, Target: null, IsRecorded: false), write);
    }

    private async Task<OwnIdMapping> RunAsync(NamedId named, MapOwnId command, Write write)
    {
        var state = await books.RunAsync(named.Agency, write, (known, today) => MapOwnId.Decide(known, command, today), place: "");
        return new OwnIdMapping
        {
            Kind = (V1.OwnIdKind)named.Kind,
            ComputedId = command.OwnId.ToString("D"),
            TargetId = state.FindTarget(command.OwnId) ?? "",
            Etag = Etag.Of(state.Version),
        };
    }

    private static NamedId Read(Fields fields, string agency, V1.OwnIdKind kind, string ownId)
    {
        if (ownId.Length is < 1 or > ExternalIds.LengthMax)
        {
            fields.Fault("own_id", $"must have 1 to {ExternalIds.LengthMax} characters", $"{ownId.Length} characters");
        }

        if (ownId.StartsWith(AgencyIds.Prefix, StringComparison.Ordinal))
        {
            fields.Fault("own_id", $"must stand without {AgencyIds.Prefix}");
        }

        return new NamedId(fields.Agency("agency", agency), fields.Choice("kind", (Kind)kind), ownId);
    }

    private static Target ReadTarget(Fields fields, Kind kind, string name)
    {
        var parts = name.Split('/');
        switch (kind)
        {
            case Kind.Household:
                var household = fields.Household("target", name);
                return new Target(kind, household.ToString(), household);
            case Kind.Creditor:
                return new Target(kind, fields.Creditor("target", name).Value, Household: null);
        }

        var collection = kind switch { Kind.Fact => "facts", Kind.Member => "members", _ => "accounts" };
        if (parts is ["households", var owner, var of, var id]
            && string.Equals(of, collection, StringComparison.Ordinal)
            && Guid.TryParseExact(owner, "D", out var ownerId)
            && Guid.TryParseExact(id, "D", out var targetId))
        {
            return new Target(kind, targetId.ToString("D"), new HouseholdId(ownerId));
        }

        fields.Fault("target", $"must be households/{{household}}/{collection}/{{id}} with two UUIDs");
        return new Target(kind, "", Household: null);
    }

    private Guid Compute(NamedId named)
    {
        var ids = ExternalIds.Open(keys, named.Agency);
        return named.Kind switch
        {
            Kind.Household => ids.Household(named.Text).Value,
            Kind.Fact => ids.Fact(named.Text).Value,
            Kind.Member => ids.Member(named.Text).Value,
            Kind.Account => ids.Account(named.Text).Value,
            _ => ids.Creditor(named.Text),
        };
    }

    /// <summary>Whether something bears the own id's own UUID already: of facts, persons and accounts, in the target's household.</summary>
    /// <exception cref="RpcException">The target is not recorded.</exception>
    private async Task<bool> IsRecordedAsync(Target target, HouseholdId household, Guid ownId, CancellationToken cancel)
    {
        var state = await states.LoadAsync(household, cancel);
        if (!Has(state, target.Kind, Guid.Parse(target.Id)))
        {
            throw ApiFault.Refused(new Refusal(
                Reasons.OwnIdTargetUnknown, "What the own id should lead to is not recorded.", [new RefusalDetail("target", target.Id)]));
        }

        return target.Kind == Kind.Household
            ? (await states.LoadAsync(new HouseholdId(ownId), cancel)).Enrolment is not null
            : Has(state, target.Kind, ownId);
    }

    private static bool Has(HouseholdState state, Kind kind, Guid id) => kind switch
    {
        Kind.Household => state.Enrolment is not null,
        Kind.Fact => state.Find(new FactId(id)) is not null,
        Kind.Member => state.Entries.Any(entry =>
            entry.Event is CompositionRecorded composition && composition.Members.Any(member => member.Id.Value == id)),
        _ => state.Entries.Any(entry => entry.Event switch
        {
            IncomeReceived income => income.Account?.Value == id,
            ExpenseIncurred expense => expense.Account?.Value == id,
            BalanceObserved balance => balance.Account.Value == id,
            _ => false,
        }),
    };

    private readonly record struct NamedId(AgencyId Agency, Kind Kind, string Text);

    /// <param name="Id">As written.</param>
    /// <param name="Household">Null for a creditor, which the agency itself has.</param>
    private readonly record struct Target(Kind Kind, string Id, HouseholdId? Household);
}
