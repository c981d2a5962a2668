using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>Replays households for questions: the log is always up to date, so only a cursor beyond its head is waited for.</summary>
internal sealed class HouseholdReads(StreamStates states, IEventStore log, IClock clock)
{
    /// <summary>Longest wait for the cursor of a write.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(5);

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
        return ViewAsync(household, from, cancel);
    }

    /// <exception cref="Grpc.Core.RpcException">The household was not known then, or the log did not come to the cursor.</exception>
    public async Task<HouseholdView> ViewAsync(HouseholdId household, Viewpoint from, CancellationToken cancel)
    {
        // The head is read first: everything up to it is in what is read afterwards.
        var head = await HeadAsync(CheckCursor(from.MinCursor), cancel);
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

    /// <summary>A household as it is known now, whatever moment a question is about.</summary>
    public Task<HouseholdState> NowAsync(HouseholdId household, CancellationToken cancel) => states.LoadAsync(household, cancel);

    /// <summary>Refuses a creditor that the agency has not registered, or that another agency's name was given for.</summary>
    /// <param name="faults">Of the request in which it was named.</param>
    /// <param name="agency">Whose creditor it has to be.</param>
    /// <param name="creditor">Null: nothing was asked for.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task CheckCreditorAsync(FieldFaults faults, AgencyId agency, CreditorId? creditor, CancellationToken cancel)
    {
        if (faults.CreditorOfAnother(agency) is { } refusal)
        {
            throw ApiFault.Refused(refusal);
        }

        if (creditor is { } wanted && (await states.LoadAsync(agency, cancel)).FindCreditor(wanted) is null)
        {
            throw ApiFault.Refused(new Refusal(
                Reasons.CreditorUnknown,
                $"Creditor {wanted} is not registered with agency {agency}.",
                [new RefusalDetail("creditor", wanted.ToString())]));
        }
    }

    /// <exception cref="Grpc.Core.RpcException">The agency has not been created.</exception>
    public async Task CheckAgencyAsync(AgencyId agency, CancellationToken cancel)
    {
        if ((await states.LoadAsync(agency, cancel)).Creation is null)
        {
            throw ApiFault.NotFound("Agency", ResourceNames.Of(agency));
        }
    }

    /// <summary>The place that a cursor names, <see cref="Position.Start"/> for an empty one; another log's cursor is refused.</summary>
    public Position CheckCursor(string cursor)
    {
        if (cursor.Length == 0)
        {
            return Position.Start;
        }

        return Cursor.Decode(cursor, log.StoreId, out var position) is { } refusal ? throw ApiFault.Refused(refusal) : position;
    }

    /// <summary>The head of the log once it is at a position or past it, which it is at once for every cursor of a write.</summary>
    private async Task<Position> HeadAsync(Position least, CancellationToken cancel)
    {
        var head = await log.ReadHeadAsync(cancel);
        if (head >= least)
        {
            return head;
        }

        using var limit = new CancellationTokenSource(WaitMax);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            // Each turn needs another append in between; the limit bounds them.
            while (head < least)
            {
                await log.WaitPastAsync(head, either.Token);
                head = await log.ReadHeadAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw ApiFault.ReadBehind(WaitMax);
        }

        return head;
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
