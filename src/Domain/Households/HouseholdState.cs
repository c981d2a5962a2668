using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>
/// What deciding about a household needs to know: the events so far, where each fact stands, and which requests were answered. Folded in
/// stream order; it collects and never refuses, and holds no balance (R13). A value: evolving one leaves it as it was.
/// </summary>
public sealed class HouseholdState
{
    private readonly GrowingList<HouseholdEntry> entries;
    private readonly GrowingMap<FactId, RecordedFact> facts;
    private readonly GrowingMap<FactId, FactCorrected> corrections;
    private readonly GrowingMap<RequestKey, RequestMark> requests;
    private HouseholdFacts? factsNow;

    private HouseholdState(
        GrowingList<HouseholdEntry> entries,
        GrowingMap<FactId, RecordedFact> facts,
        GrowingMap<FactId, FactCorrected> corrections,
        GrowingMap<RequestKey, RequestMark> requests,
        HouseholdEnrolled? enrolment,
        HouseholdEvent? lastTurn)
    {
        this.entries = entries;
        this.facts = facts;
        this.corrections = corrections;
        this.requests = requests;
        Enrolment = enrolment;
        LastTurn = lastTurn;
    }

    /// <summary>A household of which nothing is recorded.</summary>
    public static HouseholdState Absent { get; } = new(
        GrowingList<HouseholdEntry>.Empty,
        GrowingMap<FactId, RecordedFact>.Empty,
        GrowingMap<FactId, FactCorrected>.Empty,
        GrowingMap<RequestKey, RequestMark>.Empty,
        enrolment: null,
        lastTurn: null);

    /// <summary>In stream order.</summary>
    public IReadOnlyList<HouseholdEntry> Entries => entries;

    /// <summary>Of the last event; 0 for an absent household.</summary>
    public long Version => entries.Count == 0 ? 0 : entries[entries.Count - 1].Version;

    /// <summary>Null for an absent household.</summary>
    public Instant? LastRecorded => entries.Count == 0 ? null : entries[entries.Count - 1].RecordTime;

    public HouseholdEnrolled? Enrolment { get; }

    /// <summary>The last closing, re-opening or erasure; null while there was none.</summary>
    public HouseholdEvent? LastTurn { get; }

    public HouseholdStatus Status => Enrolment is null ? HouseholdStatus.Absent
        : LastTurn is HouseholdErased ? HouseholdStatus.Erased
        : LastTurn is HouseholdClosed ? HouseholdStatus.Closed
        : HouseholdStatus.Open;

    /// <summary>The state after one more event.</summary>
    public static HouseholdState Evolve(HouseholdState state, HouseholdEntry entry) => Fold(state, [entry]);

    /// <summary>The state after more events in stream order; cheaper than one by one.</summary>
    public static HouseholdState Fold(HouseholdState state, IEnumerable<HouseholdEntry> entries)
    {
        var added = entries as HouseholdEntry[] ?? [.. entries];
        if (added.Length == 0)
        {
            return state;
        }

        var openFacts = state.facts.ToOpen(added.Length);
        var openRequests = state.requests.ToOpen(added.Length);
        GrowingMap<FactId, FactCorrected>.Open? openCorrections = null;
        var enrolment = state.Enrolment;
        var lastTurn = state.LastTurn;
        foreach (var entry in added)
        {
            switch (entry.Event)
            {
                case HouseholdEnrolled enrolled:
                    enrolment = enrolled;
                    break;
                case HouseholdClosed or HouseholdReopened or HouseholdErased:
                    lastTurn = entry.Event;
                    break;
                case Fact fact:
                    openFacts.Set(fact.Id, new RecordedFact(entry.Version, fact, fact, LiveCorrection: null));
                    break;
                case FactCorrected correction:
                    (openCorrections ??= state.corrections.ToOpen(1)).Set(correction.Id, correction);
                    Correct(openFacts, correction);
                    break;
                default:
                    throw new InvalidOperationException($"{entry.Event.GetType().Name} has no place in the fold.");
            }

            openRequests.Mark(entry.Origin, entry.Version);
        }

        return new HouseholdState(
            state.entries.With(added),
            openFacts.Close(),
            openCorrections?.Close() ?? state.corrections,
            openRequests.Close(),
            enrolment,
            lastTurn);
    }

    /// <summary>Null for an id under which no fact is recorded; a correction's own id is no fact's.</summary>
    public RecordedFact? Find(FactId fact) => facts.TryFind(fact, out var found) ? found : null;

    public FactCorrected? FindCorrection(FactId correction) => corrections.TryFind(correction, out var found) ? found : null;

    /// <summary>Null for a request that appended nothing here.</summary>
    public RequestMark? FindRequest(AgencyId agency, string requestId)
        => requests.TryFind(new RequestKey(agency.Value, requestId), out var mark) ? mark : null;

    /// <summary>The facts of one kind that are in force, in the order of recording.</summary>
    public IEnumerable<TFact> Live<TFact>()
        where TFact : Fact
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Event is TFact recorded && Find(recorded.Id) is { Live: TFact live })
            {
                yield return live;
            }
        }
    }

    /// <summary>What was known at a moment, for the calculators; everything when none is given.</summary>
    public HouseholdFacts Facts(Instant? knownAt = null)
        => knownAt is null ? factsNow ??= HouseholdFacts.Known(entries) : HouseholdFacts.Known(entries, knownAt);

    private static void Correct(GrowingMap<FactId, RecordedFact>.Open known, FactCorrected correction)
    {
        if (known.TryFind(correction.Original, out var recorded))
        {
            known.Set(correction.Original, recorded with { Live = correction.Replacement, LiveCorrection = correction.Id });
        }
    }
}

public enum HouseholdStatus
{
    Absent = 0,
    Open = 1,
    Closed = 2,

    /// <summary>Forgotten: nothing more is recorded of it.</summary>
    Erased = 3,
}
