using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>Streams a household's events from the log as they are stored and as they are read.</summary>
internal sealed class EventReplay(IEventStore log, StreamStates states, IKeyReader keys)
{
    public async Task RunAsync(
        ReplayHouseholdRequest request, IServerStreamWriter<ReplayHouseholdResponse> responses, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var faults = new FieldFaults();
        var household = faults.Root.Household("household", request.Household);
        var knownAt = KnownAt(faults.Root, request);
        if (request.AfterVersion < 0)
        {
            faults.Add("after_version", "must not be negative");
        }

        faults.ThrowIfAny();
        var state = await states.LoadAsync(household, cancel);
        using var seal = state.Status == HouseholdStatus.Erased ? null : keys.Find(household).Key?.CreateSeal();
        var showsAddress = HiddenAddress.IsShown(state, context);

        // The event before the first one wanted is read for its hash.
        var previous = HashChain.Genesis;
        var last = 0L;
        await foreach (var stored in log.ReadStreamAsync(Streams.Of(household), Math.Max(0, request.AfterVersion - 1), cancel))
        {
            last = stored.Version;
            if (knownAt is { } limit && Streams.InstantOf(stored.Recorded) > limit)
            {
                break;
            }

            if (stored.Version > request.AfterVersion)
            {
                var shown = ToWire(stored, previous, seal);
                if (!showsAddress)
                {
                    HiddenAddress.TakeOut(shown.Event);
                }

                await responses.WriteAsync(shown, cancel);
            }

            previous = stored.Hash;
        }

        if (last == 0 && request.AfterVersion == 0)
        {
            throw ApiFault.NotFound("Household", request.Household);
        }
    }

    private static Instant? KnownAt(Fields fields, ReplayHouseholdRequest request) => request.KnownCase switch
    {
        ReplayHouseholdRequest.KnownOneofCase.KnownAt => Viewpoint.Time(fields, "known_at", request.KnownAt),
        ReplayHouseholdRequest.KnownOneofCase.KnownOn => Today.EndOf(fields.Date("known_on", request.KnownOn)),
        _ => null,
    };

    private ReplayHouseholdResponse ToWire(RecordedEvent stored, ReadOnlyMemory<byte> previous, HouseholdSeal? seal)
    {
        var entry = HouseholdReader.EntryOf(stored, seal, EntryDetail.All);
        var origin = entry.Origin!;
        return new ReplayHouseholdResponse
        {
            Version = stored.Version,
            EffectiveDate = entry.Event.Effective.ToWire(),
            RecordTime = entry.RecordTime.ToWire(),
            EventId = stored.Id.ToString("D"),
            EventType = stored.Type.Name,
            Schema = stored.Type.Schema,
            Actor = origin.Actor,
            Role = origin.Role,
            Unverified = origin.Unverified,
            Source = origin.Source,
            Agency = origin.Agency.Value,
            RequestId = origin.RequestId,
            CorrelationId = origin.Correlation,
            CausationId = origin.Causation,
            ReasonCode = origin.ReasonCode.Length > 0 ? origin.ReasonCode : HouseholdEvents.ReasonCodeOf(entry.Event),
            PreviousHash = UnsafeByteOperations.UnsafeWrap(previous),
            Hash = UnsafeByteOperations.UnsafeWrap(stored.Hash),
            StoredEvent = UnsafeByteOperations.UnsafeWrap(stored.Data),
            StoredMetadata = UnsafeByteOperations.UnsafeWrap(stored.Meta),
            Event = HouseholdEvents.ToWire(entry.Event),
            Cursor = Cursor.Encode(log.StoreId, stored.Position),
        };
    }
}
