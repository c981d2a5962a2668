using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application;

/// <summary>A stream's state with the place of its last event; null and 0 for an absent stream.</summary>
internal sealed record Loaded<TState>(TState State, long Version, RecordedEvent? Last);

/// <summary>
/// States of streams as they are in the log now: what was folded before is kept, and only what came since is read. So an answer is never
/// older than the call, on whatever node it was appended. Thread safe.
/// </summary>
public sealed class StreamStates(IEventReader log, IKeyReader keys)
{
    /// <summary>Events held by all kept states together; beyond it the least used are folded anew.</summary>
    public const int EventsKept = 50_000;

    /// <summary>Households whose agency is kept in mind.</summary>
    private const int AgenciesKept = 100_000;

    private readonly LruCache<StreamName, (Loaded<HouseholdState> State, bool OpensTexts)> households = new(EventsKept);
    private readonly LruCache<StreamName, Loaded<AgencyState>> agencies = new(EventsKept);
    private readonly LruCache<HouseholdId, AgencyId> agenciesOf = new(AgenciesKept);

    /// <summary>
    /// The household with its texts, as far as its key opens them; <see cref="HouseholdState.Absent"/> if there is none. One that was
    /// forgotten has none from that event on, though its key may still be held in memory or not be destroyed yet (R10).
    /// </summary>
    public async Task<HouseholdState> LoadAsync(HouseholdId household, CancellationToken cancel)
    {
        var book = new HouseholdBook(household, keys.Find(household).Key);
        var state = (await LoadAsync(book, cancel)).State;
        return state.Status == HouseholdStatus.Erased && book.OpensTexts
            ? (await LoadAsync(new HouseholdBook(household, key: null), cancel)).State
            : state;
    }

    /// <summary>The agency that enrolled a household, which never changes; null if there is none.</summary>
    public async ValueTask<AgencyId?> AgencyOfAsync(HouseholdId household, CancellationToken cancel)
    {
        if (agenciesOf.TryGet(household, out var known))
        {
            return known;
        }

        var agency = (await LoadAsync(household, cancel)).Enrolment?.Agency;
        if (agency is { } found)
        {
            agenciesOf.Set(household, found, valueWeight: 1);
        }

        return agency;
    }

    /// <summary><see cref="AgencyState.Absent"/> if there is none.</summary>
    public async Task<AgencyState> LoadAsync(AgencyId agency, CancellationToken cancel) =>
        (await LoadAsync(new AgencyBook(agency), cancel)).State;

    /// <summary>Drops what is kept of a household, with the texts in it: called when its key is destroyed.</summary>
    public void Forget(HouseholdId household) => households.Remove(Streams.Of(household));

    internal async Task<Loaded<HouseholdState>> LoadAsync(HouseholdBook book, CancellationToken cancel)
    {
        Loaded<HouseholdState>? kept = null;
        if (households.TryGet(book.Stream, out var found) && found.OpensTexts == book.OpensTexts)
        {
            kept = found.State;
        }

        var now = await CatchUpAsync(book, kept, cancel);
        if (!ReferenceEquals(now, kept))
        {
            households.Set(book.Stream, (now, book.OpensTexts), now.Version);
        }

        return now;
    }

    internal async Task<Loaded<AgencyState>> LoadAsync(AgencyBook book, CancellationToken cancel)
    {
        agencies.TryGet(book.Stream, out var kept);
        var now = await CatchUpAsync(book, kept, cancel);
        if (!ReferenceEquals(now, kept))
        {
            agencies.Set(book.Stream, now, now.Version);
        }

        return now;
    }

    private async Task<Loaded<TState>> CatchUpAsync<TState, TEvent>(
        IStreamBook<TState, TEvent> book, Loaded<TState>? kept, CancellationToken cancel)
    {
        var known = kept ?? new Loaded<TState>(book.Absent, 0, null);
        List<RecordedEvent>? added = null;
        await foreach (var stored in log.ReadStreamAsync(book.Stream, known.Version, cancel))
        {
            (added ??= []).Add(stored);
        }

        return added is null ? known : new Loaded<TState>(book.Fold(known.State, added), added[^1].Version, added[^1]);
    }
}
