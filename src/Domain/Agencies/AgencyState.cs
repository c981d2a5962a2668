using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Domain.Agencies;

/// <summary>
/// What deciding about an agency and its households needs to know: its creditors, its own ids, its flats and its published parameter sets. Folded in
/// stream order; it collects and never refuses. A value: evolving one leaves it as it was.
/// </summary>
public sealed class AgencyState
{
    private readonly GrowingMap<CreditorId, CreditorRegistered> creditors;
    private readonly GrowingMap<Guid, OwnIdMapped> ownIds;
    private readonly GrowingMap<FlatId, ValueList<FlatRegistered>> flats;
    private readonly GrowingMap<FactId, PlacesHeld> places;
    private readonly GrowingMap<RequestKey, RequestMark> requests;

    private AgencyState(
        long version,
        Instant? lastRecorded,
        AgencyCreated? creation,
        GrowingMap<CreditorId, CreditorRegistered> creditors,
        GrowingMap<Guid, OwnIdMapped> ownIds,
        GrowingMap<FlatId, ValueList<FlatRegistered>> flats,
        GrowingMap<FactId, PlacesHeld> places,
        ParameterHistory parameters,
        GrowingMap<RequestKey, RequestMark> requests)
    {
        this.ownIds = ownIds;
        this.creditors = creditors;
        this.flats = flats;
        this.places = places;
        this.requests = requests;
        Version = version;
        LastRecorded = lastRecorded;
        Creation = creation;
        Parameters = parameters;
    }

    /// <summary>An agency of which nothing is recorded.</summary>
    public static AgencyState Absent { get; } = new(
        version: 0,
        lastRecorded: null,
        creation: null,
        GrowingMap<CreditorId, CreditorRegistered>.Empty,
        GrowingMap<Guid, OwnIdMapped>.Empty,
        GrowingMap<FlatId, ValueList<FlatRegistered>>.Empty,
        GrowingMap<FactId, PlacesHeld>.Empty,
        new ParameterHistory([]),
        GrowingMap<RequestKey, RequestMark>.Empty);

    /// <summary>Of the last event; 0 for an absent agency.</summary>
    public long Version { get; }

    public Instant? LastRecorded { get; }

    /// <summary>Null for an absent agency.</summary>
    public AgencyCreated? Creation { get; }

    public ParameterHistory Parameters { get; }

    public static AgencyState Evolve(AgencyState state, AgencyEntry entry) => Fold(state, [entry]);

    /// <summary>The state after more events in stream order; cheaper than one by one.</summary>
    public static AgencyState Fold(AgencyState state, IEnumerable<AgencyEntry> entries)
    {
        var version = state.Version;
        var lastRecorded = state.LastRecorded;
        var creation = state.Creation;
        var openCreditors = state.creditors.ToOpen(0);
        var openOwnIds = state.ownIds.ToOpen(0);
        var openFlats = state.flats.ToOpen(0);
        var openPlaces = state.places.ToOpen(0);
        var openRequests = state.requests.ToOpen(0);
        List<ParameterHistory.Published> published = [];
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case AgencyCreated created:
                    creation = created;
                    break;
                case CreditorRegistered creditor:
                    openCreditors.Set(creditor.Creditor, creditor);
                    break;
                case OwnIdMapped mapped:
                    openOwnIds.Set(mapped.OwnId, mapped);
                    break;
                case FlatRegistered registered:
                    openFlats.Set(
                        registered.Flat, openFlats.TryFind(registered.Flat, out var earlier) ? [.. earlier, registered] : [registered]);
                    break;
                case PlacesHeld held:
                    openPlaces.Set(held.Hosting, held);
                    break;
                case ParameterSetPublished set:
                    published.Add(new ParameterHistory.Published(set.Set, entry.RecordTime));
                    break;
                default:
                    throw new InvalidOperationException($"{entry.Event.GetType().Name} has no place in the fold.");
            }

            version = entry.Version;
            lastRecorded = entry.RecordTime;
            openRequests.Mark(entry.Origin, entry.Version);
        }

        return new AgencyState(
            version,
            lastRecorded,
            creation,
            openCreditors.Close(),
            openOwnIds.Close(),
            openFlats.Close(),
            openPlaces.Close(),
            published.Count == 0 ? state.Parameters : new ParameterHistory(state.Parameters.Sets.Concat(published)),
            openRequests.Close());
    }

    /// <summary>Null for a creditor that the agency has not registered.</summary>
    public CreditorRegistered? FindCreditor(CreditorId creditor) => creditors.TryFind(creditor, out var found) ? found : null;

    /// <summary>What an own id leads to by the agency's word, as written; null where it says nothing.</summary>
    public string? FindTarget(Guid ownId) => ownIds.TryFind(ownId, out var found) ? found.Target : null;

    public IReadOnlyList<CreditorRegistered> Creditors() => [.. creditors.Values().OrderBy(c => c.Creditor)];

    /// <summary>By id, those given up included.</summary>
    public IReadOnlyList<FlatId> Flats() => [.. flats.Values().Select(registrations => registrations[0].Flat).Order()];

    /// <summary>In the order of recording; none for a flat that the agency has not registered.</summary>
    public ValueList<FlatRegistered> FlatRegistrations(FlatId flat) => flats.TryFind(flat, out var found) ? found : [];

    /// <summary>Null for a hosting for which no places were ever held.</summary>
    public PlacesHeld? FindPlaces(FactId hosting) => places.TryFind(hosting, out var found) ? found : null;

    /// <summary>At any time, in no order.</summary>
    public IReadOnlyCollection<PlacesHeld> PlacesHeldIn(FlatId flat) => [.. places.Values().Where(held => held.Flat == flat)];

    /// <summary>Null for a set that was never published.</summary>
    public ParameterSet? FindParameterSet(ParameterSetId set)
    {
        foreach (var published in Parameters.Sets)
        {
            if (published.Set.Id == set)
            {
                return published.Set;
            }
        }

        return null;
    }

    /// <summary>Null for a request that appended nothing here.</summary>
    public RequestMark? FindRequest(AgencyId agency, string requestId)
        => requests.TryFind(new RequestKey(agency.Value, requestId), out var mark) ? mark : null;
}
