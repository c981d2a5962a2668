using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Projections;
using BudgetCoaching.Projections.ArrearsTrend;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>What questions over several households need of the read models: to be recent enough, and to say how recent they are.</summary>
internal sealed class ReadModelQueries(
    ReadModels models, ProjectionRunner runner, IEventStore log, HouseholdReads reads, AcknowledgedWrites acknowledged)
{
    public ReadModels Models => models;

    /// <summary>Waits until the read models show the log up to a cursor; an empty one asks for nothing.</summary>
    /// <exception cref="Grpc.Core.RpcException">They did not within <see cref="HouseholdReads.WaitMax"/>, or none is built yet.</exception>
    public async Task CatchUpAsync(string minCursor, CancellationToken cancel)
    {
        var position = reads.CheckCursor(minCursor);
        if (minCursor.Length > 0 && !await runner.WaitForAsync(position, HouseholdReads.WaitMax, cancel))
        {
            throw ApiFault.ReadBehind(HouseholdReads.WaitMax);
        }

        if (!models.IsReady)
        {
            throw ApiFault.StoreUnavailable();
        }
    }

    /// <summary>Where a read model must be to tell of one household: at what the caller asks for, and what anybody was told here.</summary>
    public Position LeastFor(HouseholdId household, Viewpoint from)
    {
        var (asked, told) = (reads.CheckCursor(from.MinCursor), acknowledged.Of(household));
        return asked > told ? asked : told;
    }

    /// <summary>Read models tell of today and later days, as known now; every other question needs a replay.</summary>
    public bool CanTell(Viewpoint from) => from.KnownAt is null && from.AsOf >= reads.Today.Date && models.IsReady;

    public V1.ResolvedViewpoint Resolved(ReadingSource source, LocalDate asOf) => Resolved(asOf, source.KnownAt, source.Position);

    public V1.ResolvedViewpoint Resolved(LocalDate day, RecordTime? knownAt, Position position)
    {
        var resolved = new V1.ResolvedViewpoint { AsOf = day.ToWire(), Cursor = Cursor.Encode(log.StoreId, position) };
        if (knownAt is { } recorded)
        {
            resolved.KnownAt = Streams.InstantOf(recorded).ToWire();
        }

        return resolved;
    }
}
