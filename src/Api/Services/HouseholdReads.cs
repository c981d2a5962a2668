using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>Replays households for questions: the log is always up to date, so nothing is ever waited for.</summary>
internal sealed class HouseholdReads(StreamStates states, IEventStore log, IClock clock)
{
    public Today Today => Today.At(clock.GetCurrentInstant());

    public Task<HouseholdView> ViewAsync(
        FieldFaults faults, string field, string name, V1.Viewpoint? viewpoint, CancellationToken cancel) =>
        ViewAsync(faults, faults.Root.Household(field, name), viewpoint, cancel);

    /// <exception cref="InvalidFieldsException">A field was malformed.</exception>
    /// <exception cref="Grpc.Core.RpcException">The household was not known then.</exception>
    public Task<HouseholdView> ViewAsync(FieldFaults faults, HouseholdId household, V1.Viewpoint? viewpoint, CancellationToken cancel)
    {
        var from = Viewpoint.Read(faults.Root.In("viewpoint"), viewpoint, Today);
        faults.ThrowIfAny();
        CheckCursor(from.MinCursor);
        return ViewAsync(household, from, cancel);
    }

    public async Task<HouseholdView> ViewAsync(HouseholdId household, Viewpoint from, CancellationToken cancel)
    {
        // The head is read first: everything up to it is in what is read afterwards.
        var head = await log.ReadHeadAsync(cancel);
        var state = await states.LoadAsync(household, cancel);
        var facts = state.Facts(from.KnownAt);
        if (facts.Enrolment is not { } enrolment)
        {
            throw ApiFault.NotFound("Household", ResourceNames.Of(household));
        }

        var agency = await states.LoadAsync(enrolment.Agency, cancel);
        var parameters = from.KnownAt is { } limit ? agency.Parameters.Known(limit) : agency.Parameters;
        var resolved = new V1.ResolvedViewpoint
        {
            AsOf = from.AsOf.ToWire(),
            KnownAt = LastRead(facts, parameters).ToWire(),
            Cursor = Cursor.Encode(log.StoreId, head),
        };
        return new HouseholdView(enrolment, Known(state, from.KnownAt), facts, agency, parameters, from.AsOf, resolved);
    }

    /// <summary>A replay reads the log itself, which holds whatever the cursor of a write names; another log's cursor is refused.</summary>
    public Position CheckCursor(string cursor)
    {
        if (cursor.Length == 0)
        {
            return Position.Start;
        }

        return Cursor.Decode(cursor, log.StoreId, out var position) is { } refusal ? throw ApiFault.Refused(refusal) : position;
    }

    /// <summary>Record time of the last event that the answer rests on: of the household, or of a parameter set (R12).</summary>
    private static Instant LastRead(HouseholdFacts facts, ParameterHistory parameters)
    {
        var last = facts.LastRecorded!.Value;
        foreach (var published in parameters.Sets)
        {
            last = Instant.Max(last, published.RecordTime);
        }

        return last;
    }

    private static IReadOnlyList<HouseholdEntry> Known(HouseholdState state, Instant? knownAt) =>
        knownAt is { } limit ? [.. state.Entries.TakeWhile(entry => entry.RecordTime <= limit)] : state.Entries;
}
