using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application;

/// <summary>What differs between the kinds of stream: how one is folded, written and recognises its requests.</summary>
internal interface IStreamBook<TState, TEvent>
{
    StreamName Stream { get; }

    TState Absent { get; }

    TState Fold(TState state, IReadOnlyList<RecordedEvent> added);

    RequestMark? FindRequest(TState state, AgencyId agency, string requestId);

    byte[] Digest(RequestContent content);

    EncodedEvent Encode(TEvent happened, EventPlace place);

    TEvent Decode(RecordedEvent stored);
}

/// <summary>A household's stream, read and written with its key; without one, texts are unreadable and nothing can be written.</summary>
internal sealed class HouseholdBook(HouseholdId household, HouseholdKey? key) : IStreamBook<HouseholdState, HouseholdEvent>
{
    public StreamName Stream { get; } = Streams.Of(household);

    public HouseholdState Absent => HouseholdState.Absent;

    /// <summary>A state folded without a key is no state for who has it.</summary>
    public bool OpensTexts => key is not null;

    public HouseholdState Fold(HouseholdState state, IReadOnlyList<RecordedEvent> added)
    {
        using var seal = key?.CreateSeal();
        var entries = new HouseholdEntry[added.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = HouseholdReader.EntryOf(added[i], seal, EntryDetail.All);
        }

        return HouseholdState.Fold(state, entries);
    }

    public RequestMark? FindRequest(HouseholdState state, AgencyId agency, string requestId) => state.FindRequest(agency, requestId);

    public byte[] Digest(RequestContent content) => Key.Digest(content.Kind, content.Canonical.Span);

    public EncodedEvent Encode(HouseholdEvent happened, EventPlace place)
    {
        using var seal = Key.CreateSeal();
        return EventCodec.Encode(happened, place, seal);
    }

    public HouseholdEvent Decode(RecordedEvent stored)
    {
        using var seal = key?.CreateSeal();
        return EventCodec.Decode(Streams.NameOf(stored), stored.Data.Span, Streams.PlaceOf(stored), seal);
    }

    private HouseholdKey Key => key ?? throw KeysRefusedException.Missing(household);
}

/// <summary>An agency's stream, in clear.</summary>
internal sealed class AgencyBook(AgencyId agency) : IStreamBook<AgencyState, AgencyEvent>
{
    public StreamName Stream { get; } = Streams.Of(agency);

    public AgencyState Absent => AgencyState.Absent;

    public AgencyState Fold(AgencyState state, IReadOnlyList<RecordedEvent> added) => AgencyState.Fold(state, added.Select(EntryOf));

    public RequestMark? FindRequest(AgencyState state, AgencyId agency, string requestId) => state.FindRequest(agency, requestId);

    public byte[] Digest(RequestContent content) => RequestDigest.Plain(content.Kind, content.Canonical.Span);

    public EncodedEvent Encode(AgencyEvent happened, EventPlace place) => AgencyEventCodec.Encode(happened);

    public AgencyEvent Decode(RecordedEvent stored) => AgencyEventCodec.Decode(Streams.NameOf(stored), stored.Data.Span);

    private AgencyEntry EntryOf(RecordedEvent stored) =>
        new(stored.Version, Streams.InstantOf(stored.Recorded), Decode(stored)) { Origin = MetaCodec.Decode(stored.Id, stored.Meta.Span) };
}
