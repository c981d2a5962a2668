using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Application;

/// <summary>Decides about a household: its state, that of its agency, and the recorded day.</summary>
public delegate Decision<HouseholdEvent> HouseholdDecider(HouseholdState state, AgencyState agency, Today today);

/// <summary>Decides about an agency.</summary>
public delegate Decision<AgencyEvent> AgencyDecider(AgencyState state, Today today);

/// <summary>
/// Carries out commands: load, decide, append. The same request leads to the same answer and to one append, however often, however late
/// and from however many callers at once it comes (R5). Thread safe.
/// </summary>
public sealed class CommandRunner(IEventStore store, StreamStates states, IKeyStore keys, IClock clock)
{
    /// <summary>How often a command is decided anew because others appended in between.</summary>
    public const int AttemptsMax = 5;

    private readonly StreamTurns turns = new();

    /// <summary>Of households; whoever reads them asks for no less.</summary>
    public AcknowledgedWrites Acknowledged { get; init; } = new();

    /// <summary>
    /// In this order: a forgotten household is refused; a repeat is answered as before, whatever came since; a reused request id is
    /// refused; a stale version conflicts; then the decider is asked. A household's key is made before its first event: a crash in
    /// between leaves a key that nothing uses.
    /// </summary>
    public async Task<CommandOutcome<HouseholdEvent>> RunAsync(
        HouseholdId household, CommandRequest request, HouseholdDecider decide, CancellationToken cancel)
    {
        using var turn = await turns.TakeAsync(Streams.Of(household), cancel);
        var key = keys.Find(household);
        if (key.State == KeyState.Absent)
        {
            var outcome = await DecideWithoutKeyAsync(household, request, decide, cancel);
            if (outcome is not null)
            {
                return outcome;
            }

            key = keys.CreateIfAbsent(household);
        }

        if (key.State == KeyState.Destroyed)
        {
            states.Forget(household);
            return new CommandOutcome<HouseholdEvent>.Refused(Forgotten);
        }

        var book = new HouseholdBook(household, key.Key);
        var written = await RunAsync(
            book, () => states.LoadAsync(book, cancel), state => DecideAsync(state, request, decide, cancel), request, cancel);
        if (written is CommandOutcome<HouseholdEvent>.Accepted accepted)
        {
            Acknowledged.Note(household, accepted.Position);
        }

        return written;
    }

    /// <inheritdoc cref="RunAsync(HouseholdId, CommandRequest, HouseholdDecider, CancellationToken)"/>
    public async Task<CommandOutcome<AgencyEvent>> RunAsync(
        AgencyId agency, CommandRequest request, AgencyDecider decide, CancellationToken cancel)
    {
        using var turn = await turns.TakeAsync(Streams.Of(agency), cancel);
        var book = new AgencyBook(agency);
        return await RunAsync(
            book, () => states.LoadAsync(book, cancel), state => Task.FromResult(decide(state, Today)), request, cancel);
    }

    private Today Today => Today.At(clock.GetCurrentInstant());

    /// <summary>What can be answered without a key, so that a refused enrolment leaves none; null to go on with one.</summary>
    private async Task<CommandOutcome<HouseholdEvent>?> DecideWithoutKeyAsync(
        HouseholdId household, CommandRequest request, HouseholdDecider decide, CancellationToken cancel)
    {
        var loaded = await states.LoadAsync(new HouseholdBook(household, key: null), cancel);
        if (loaded.Version > 0)
        {
            throw KeysRefusedException.Missing(household);
        }

        if (request.ExpectedVersion is > 0)
        {
            return new CommandOutcome<HouseholdEvent>.Conflict(0);
        }

        return await DecideAsync(loaded.State, request, decide, cancel) is Decision<HouseholdEvent>.Refused refused
            ? new CommandOutcome<HouseholdEvent>.Refused(refused.Refusal)
            : null;
    }

    /// <summary>The agency is that which enrolled the household; before that, the calling one.</summary>
    private async Task<Decision<HouseholdEvent>> DecideAsync(
        HouseholdState state, CommandRequest request, HouseholdDecider decide, CancellationToken cancel) =>
        state.Status == HouseholdStatus.Erased
            ? Forgotten
            : decide(state, await states.LoadAsync(state.Enrolment?.Agency ?? request.Agency, cancel), Today);

    private static Refusal Forgotten =>
        new(RequestReasons.HouseholdErased, "The household was forgotten; nothing more is recorded of it.");

    private async Task<CommandOutcome<TEvent>> RunAsync<TState, TEvent>(
        IStreamBook<TState, TEvent> book,
        Func<Task<Loaded<TState>>> load,
        Func<TState, Task<Decision<TEvent>>> decide,
        CommandRequest request,
        CancellationToken cancel)
    {
        var digest = book.Digest(request.Content);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var loaded = await load();
            if (book.FindRequest(loaded.State, request.Agency, request.RequestId) is { } mark)
            {
                return mark.IsSameRequest(digest) ? await RepeatAsync(book, mark, cancel) : Reused<TEvent>(request);
            }

            if (request.ExpectedVersion is { } expected && expected != loaded.Version)
            {
                return new CommandOutcome<TEvent>.Conflict(loaded.Version);
            }

            var decision = await decide(loaded.State);
            if (decision is not Decision<TEvent>.Accepted accepted)
            {
                return new CommandOutcome<TEvent>.Refused(((Decision<TEvent>.Refused)decision).Refusal);
            }

            if (accepted.Events.Count == 0)
            {
                return NothingNew<TState, TEvent>(loaded);
            }

            // Anything but a new append means that others were quicker, perhaps with this very request: what is in the log decides.
            var proposed = Propose(book, accepted.Events, request, digest);
            if (await store.AppendMeasuredAsync(book.Stream, loaded.Version, proposed, cancel)
                is AppendOutcome.Appended { Already: false } done)
            {
                return new CommandOutcome<TEvent>.Accepted(
                    done.Version, done.Position, Streams.InstantOf(done.Recorded), accepted.Events, Already: false);
            }
        }

        return new CommandOutcome<TEvent>.Contention(AttemptsMax);
    }

    private static ProposedEvent[] Propose<TState, TEvent>(
        IStreamBook<TState, TEvent> book, ValueList<TEvent> events, CommandRequest request, byte[] digest)
    {
        var proposed = new ProposedEvent[events.Count];
        for (var i = 0; i < proposed.Length; i++)
        {
            var place = new EventPlace(book.Stream.Value, EventIds.Of(book.Stream.Value, request.Agency.Value, request.RequestId, i));
            var (name, data) = book.Encode(events[i], place);
            var origin = new EntryOrigin(
                place.EventId, request.Actor, request.Role, request.Unverified, request.Source, request.Agency, request.RequestId, digest,
                request.Correlation, request.Causation, request.ReasonCode);
            proposed[i] = new ProposedEvent(place.EventId, new EventType(name.Name, name.Schema), data, MetaCodec.Encode(origin));
        }

        return proposed;
    }

    /// <summary>The first answer again, from the log itself.</summary>
    private async Task<CommandOutcome<TEvent>> RepeatAsync<TState, TEvent>(
        IStreamBook<TState, TEvent> book, RequestMark mark, CancellationToken cancel)
    {
        var events = new List<TEvent>(mark.Count);
        RecordedEvent? last = null;
        await foreach (var stored in store.ReadStreamAsync(book.Stream, mark.FirstVersion - 1, cancel))
        {
            events.Add(book.Decode(stored));
            last = stored;
            if (events.Count == mark.Count)
            {
                break;
            }
        }

        return new CommandOutcome<TEvent>.Accepted(
            last!.Version, last.Position, Streams.InstantOf(last.Recorded), events.ToValueList(), Already: true);
    }

    private static CommandOutcome<TEvent> NothingNew<TState, TEvent>(Loaded<TState> loaded)
    {
        var last = loaded.Last ?? throw new InvalidOperationException("A decider found everything already there in an absent stream.");
        return new CommandOutcome<TEvent>.Accepted(last.Version, last.Position, Streams.InstantOf(last.Recorded), [], Already: true);
    }

    private static CommandOutcome<TEvent>.Refused Reused<TEvent>(CommandRequest request) => new(new Refusal(
        RequestReasons.RequestIdReused,
        "The request id was used for another request: choose a new one.",
        [new RefusalDetail("request_id", request.RequestId)]));
}
