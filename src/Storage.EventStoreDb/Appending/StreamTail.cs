namespace BudgetCoaching.Storage.EventStoreDb.Appending;

/// <summary>
/// What is known of a stream from its beginning up to some version: enough to chain the next events and to know an id again. It may lie
/// behind the stream, never beside it: the server compares versions. Thread safe.
/// </summary>
internal sealed class StreamTail
{
    /// <summary>From here on a set is quicker than going through the list for each.</summary>
    private const int IdsWorthSorting = 32;

    private readonly Lock gate = new();
    private readonly List<Guid> ids = [];
    private readonly byte[] hash = HashChain.Genesis.ToArray();
    private RecordTime recorded = new(long.MinValue);

    public long Version
    {
        get
        {
            lock (gate)
            {
                return ids.Count;
            }
        }
    }

    /// <summary>Takes up the next event; one that is known already, or not yet the next, changes nothing.</summary>
    /// <returns>Whether it was the next.</returns>
    public bool Take(RecordedEvent next) => Take(next.Version, next.Id, next.Recorded, next.Hash.Span);

    public bool Take(long version, Guid id, RecordTime time, ReadOnlySpan<byte> hashed)
    {
        lock (gate)
        {
            if (version != ids.Count + 1)
            {
                return false;
            }

            ids.Add(id);
            hashed.CopyTo(hash);
            recorded = time;
            return true;
        }
    }

    /// <summary>Where the chain goes on, if the stream is known up to exactly this version.</summary>
    public bool TryContinue(long version, Span<byte> previous, out RecordTime last)
    {
        lock (gate)
        {
            hash.CopyTo(previous);
            last = recorded;
            return version == ids.Count;
        }
    }

    /// <summary>Whether these ids, in their order, came right after that version.</summary>
    public bool Holds(long afterVersion, IReadOnlyList<ProposedEvent> events)
    {
        lock (gate)
        {
            if (afterVersion > ids.Count - events.Count)
            {
                return false;
            }

            for (var i = 0; i < events.Count; i++)
            {
                if (ids[(int)afterVersion + i] != events[i].Id)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The first of the events whose id the stream holds anywhere, null if there is none.</summary>
    public Guid? FirstKnown(IReadOnlyList<ProposedEvent> events)
    {
        lock (gate)
        {
            var set = events.Count >= IdsWorthSorting ? ids.ToHashSet() : null;
            for (var i = 0; i < events.Count; i++)
            {
                if (set?.Contains(events[i].Id) ?? ids.Contains(events[i].Id))
                {
                    return events[i].Id;
                }
            }

            return null;
        }
    }
}
