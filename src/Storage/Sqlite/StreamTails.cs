namespace BudgetCoaching.Storage.Sqlite;

/// <summary>Where a stream ends: what the next append needs to know of it.</summary>
internal sealed class StreamTail(long ordinal, long version, byte[] hash, RecordTime? recorded = null)
{
    public long Ordinal { get; } = ordinal;

    public long Version { get; set; } = version;

    /// <summary>Of the last event: in a copied log it may be later than that of the log's last. Null in an empty stream.</summary>
    public RecordTime? Recorded { get; set; } = recorded;

    /// <summary>Hash of the last event, <see cref="HashChain.Genesis"/> for an empty stream.</summary>
    public byte[] Hash { get; } = hash;
}

/// <summary>
/// The tails of recently written streams. Two generations of <see cref="PerGeneration"/> bound the memory: what was not
/// used during a whole generation is forgotten.
/// </summary>
internal sealed class StreamTails
{
    public const int PerGeneration = 100_000;

    private Dictionary<StreamName, StreamTail> young = [];
    private Dictionary<StreamName, StreamTail> old = [];

    public StreamTail? Find(StreamName name)
    {
        if (young.TryGetValue(name, out var tail))
        {
            return tail;
        }

        if (old.Remove(name, out tail))
        {
            Add(name, tail);
        }

        return tail;
    }

    public void Add(StreamName name, StreamTail tail)
    {
        if (young.Count == PerGeneration)
        {
            old = young;
            young = [];
        }

        young[name] = tail;
    }

    public void Clear()
    {
        young.Clear();
        old.Clear();
    }
}
