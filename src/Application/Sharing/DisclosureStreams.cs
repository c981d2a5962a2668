using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application.Sharing;

/// <summary>The streams in which nodes enter readings, as the one register that they are in the order of the log.</summary>
internal sealed class DisclosureStreams(IEventReader log)
{
    /// <summary>Numbers, times and hashes that the readings of one event get after this end; none of other events.</summary>
    public static IEnumerable<RegisteredDisclosure> Chained(RecordedEvent stored, DisclosureTail tail)
    {
        if (!NodeStreams.AreDisclosures(stored.Stream))
        {
            yield break;
        }

        foreach (var read in DisclosureRecords.EntriesOf(stored))
        {
            var entry = tail.Next(read.What, read.Time);
            tail = DisclosureTail.Of(entry);
            yield return entry;
        }
    }

    /// <summary>
    /// The number of the first entry that differs from what the log holds, or whose event is not as it was recorded; null where all is
    /// well. Reads all of the streams.
    /// </summary>
    /// <param name="table">Read up to now.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<long?> FirstBrokenAsync(DisclosureTable table, CancellationToken cancel)
    {
        Dictionary<StreamName, RecordedEvent> ends = [];
        var (tail, former) = (DisclosureTail.Empty, DisclosureTail.Empty);
        await foreach (var stored in log.ReadAllAsync(Position.Start, cancel))
        {
            if (stored.Position > table.Position)
            {
                break;
            }

            if (!NodeStreams.AreDisclosures(stored.Stream))
            {
                continue;
            }

            ends.TryGetValue(stored.Stream, out var end);
            ends[stored.Stream] = stored;
            var isWhole = LogVerification.Examine(
                stored, end?.Version ?? 0, (end?.Hash ?? HashChain.Genesis).Span, end?.Recorded) is null;
            if (!isWhole || !FormerHolds(stored, ref former) || !Holds(table, [.. Chained(stored, tail)], ref tail))
            {
                return tail.Number + 1;
            }
        }

        return table.Tail.Number == tail.Number ? null : tail.Number + 1;
    }

    private static bool Holds(DisclosureTable table, List<RegisteredDisclosure> entries, ref DisclosureTail tail)
    {
        var listed = table.From(tail.Number, entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            if (i == listed.Count || !listed[i].Hash.Span.SequenceEqual(entries[i].Hash.Span))
            {
                return false;
            }

            tail = DisclosureTail.Of(entries[i]);
        }

        return true;
    }

    /// <summary>The stream that once was all of the register names numbers and hashes itself.</summary>
    private static bool FormerHolds(RecordedEvent stored, ref DisclosureTail former)
    {
        if (stored.Stream != NodeStreams.FormerDisclosures)
        {
            return true;
        }

        foreach (var read in DisclosureRecords.EntriesOf(stored))
        {
            var entry = former.Next(read.What, read.Time);
            if (entry.Number != read.Number || !entry.Hash.Span.SequenceEqual(read.Hash.Span))
            {
                return false;
            }

            former = DisclosureTail.Of(entry);
        }

        return true;
    }
}
