using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Application;

/// <summary>How much of each entry is wanted. Figures cost a fraction of the rest.</summary>
[Flags]
public enum EntryDetail
{
    /// <summary>Amounts, dates and ids; texts are unreadable and origins null.</summary>
    Figures = 0,

    /// <summary>Personal texts, as far as the household's key opens them.</summary>
    Texts = 1,

    /// <summary>Who recorded it, and for which request.</summary>
    Origins = 2,

    All = Texts | Origins,
}

/// <summary>A household's stream as it was read.</summary>
/// <param name="Entries">In stream order; none for an absent household, or one not known yet at the moment asked for.</param>
/// <param name="Position">Of the last entry.</param>
/// <param name="Key">What became of the household's key, where texts were asked for; absent otherwise.</param>
public sealed record HouseholdReplay(IReadOnlyList<HouseholdEntry> Entries, Position Position, KeyState Key)
{
    public long Version => Entries.Count;

    /// <summary>The record time of the last entry: with it <c>known_at</c> is resolved (R12). Null without one.</summary>
    public Instant? LastRecorded => Entries.Count == 0 ? null : Entries[^1].RecordTime;
}

/// <summary>Replays one household from the log, up to a moment if asked.</summary>
public sealed class HouseholdReader(IEventReader log, IKeyReader keys)
{
    /// <param name="household">Whose stream.</param>
    /// <param name="detail">How much of each entry.</param>
    /// <param name="knownAt">Nothing recorded after it; null: everything.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<HouseholdReplay> ReadAsync(
        HouseholdId household, EntryDetail detail, Instant? knownAt, CancellationToken cancel)
    {
        var key = detail.HasFlag(EntryDetail.Texts) ? keys.Find(household) : KeyLookup.Absent;
        using var seal = key.Key?.CreateSeal();
        List<HouseholdEntry> entries = [];
        var position = Position.Start;
        await foreach (var stored in log.ReadStreamAsync(Streams.Of(household), afterVersion: 0, cancel))
        {
            if (knownAt is { } limit && Streams.InstantOf(stored.Recorded) > limit)
            {
                break;
            }

            entries.Add(EntryOf(stored, seal, detail));
            position = stored.Position;
        }

        return new HouseholdReplay(entries, position, key.State);
    }

    /// <summary>One stored event as an entry. A null seal leaves texts unreadable.</summary>
    public static HouseholdEntry EntryOf(RecordedEvent stored, HouseholdSeal? seal, EntryDetail detail)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var happened = detail.HasFlag(EntryDetail.Texts)
            ? EventCodec.Decode(Streams.NameOf(stored), stored.Data.Span, Streams.PlaceOf(stored), seal)
            : EventCodec.DecodeFigures(Streams.NameOf(stored), stored.Data.Span);
        var origin = detail.HasFlag(EntryDetail.Origins) ? MetaCodec.Decode(stored.Id, stored.Meta.Span) : null;
        return new HouseholdEntry(stored.Version, Streams.InstantOf(stored.Recorded), happened, origin);
    }
}
