using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Projections.Following;

/// <summary>
/// Households' entries as the log holds them, decoded without personal texts. Those read last stay in memory and go on from where they
/// stopped. Not thread safe.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="entriesMax">Entries kept of all households together; the household read longest ago leaves first.</param>
internal sealed class FactLog(IEventReader log, int entriesMax = FactLog.EntriesMax)
{
    /// <summary>About 40 MB.</summary>
    public const int EntriesMax = 50_000;

    private readonly Dictionary<StreamName, LinkedListNode<Cached>> cached = [];
    private readonly LinkedList<Cached> byUse = [];
    private int entriesKept;

    /// <summary>Entries of a stream in order, up to a position of the log.</summary>
    /// <param name="stream">Of a household.</param>
    /// <param name="fresh">The stream's events just read from the log, in order; empty where none are at hand.</param>
    /// <param name="upTo">Never below that of an earlier call, save after <see cref="Clear"/>.</param>
    /// <param name="cancel">Ends reading.</param>
    public async ValueTask<IReadOnlyList<HouseholdEntry>> ReadAsync(
        StreamName stream, IReadOnlyList<RecordedEvent> fresh, Position upTo, CancellationToken cancel)
    {
        var entries = Take(stream);
        if (fresh.Count > 0 && fresh[0].Version <= entries.Count + 1)
        {
            foreach (var recorded in fresh)
            {
                if (recorded.Version == entries.Count + 1)
                {
                    entries.Add(Decode(stream, LentEvent.Of(recorded)));
                }
            }
        }
        else
        {
            await ReadOnAsync(log, stream, entries, upTo, cancel).ConfigureAwait(false);
        }

        Keep(stream, entries);
        return entries;
    }

    public void Clear()
    {
        cached.Clear();
        byUse.Clear();
        entriesKept = 0;
    }

    /// <summary>Continues a list of entries with what the stream holds after them, up to a position.</summary>
    public static ValueTask ReadOnAsync(
        IEventReader log, StreamName stream, List<HouseholdEntry> entries, Position upTo, CancellationToken cancel) =>
        log.VisitStreamAsync(
            stream,
            entries.Count,
            (in LentEvent lent) =>
            {
                if (lent.Position > upTo)
                {
                    return false;
                }

                entries.Add(Decode(stream, lent));
                return true;
            },
            cancel);

    private static HouseholdEntry Decode(StreamName stream, in LentEvent lent)
    {
        try
        {
            return new HouseholdEntry(
                lent.Version,
                StoredNames.InstantOf(lent.Recorded),
                EventCodec.DecodeFigures(StoredNames.NameOf(lent.Type), lent.Data),
                Origin: null);
        }
        catch (Exception cause)
        {
            throw new PoisonException(model: null, PoisonEvent.At(stream, lent, cause));
        }
    }

    private List<HouseholdEntry> Take(StreamName stream)
    {
        if (!cached.Remove(stream, out var node))
        {
            return [];
        }

        byUse.Remove(node);
        entriesKept -= node.Value.Entries.Count;
        return node.Value.Entries;
    }

    private void Keep(StreamName stream, List<HouseholdEntry> entries)
    {
        cached.Add(stream, byUse.AddLast(new Cached(stream, entries)));
        entriesKept += entries.Count;
        while (entriesKept > entriesMax && byUse.First is { } oldest)
        {
            Take(oldest.Value.Stream);
        }
    }

    private readonly record struct Cached(StreamName Stream, List<HouseholdEntry> Entries);
}
