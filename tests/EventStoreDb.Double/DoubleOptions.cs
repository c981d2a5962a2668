namespace BudgetCoaching.EventStoreDb.Double;

/// <summary>What kind of cluster a test wants. The defaults are those of a server of version 23.10.</summary>
public sealed record DoubleOptions
{
    /// <summary>1 is a single server, which still tells of itself by gossip.</summary>
    public int Nodes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>With a certificate made for this cluster, in <see cref="DoubleCluster.CaFile"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>Who may call. Empty, as on a server without security: whatever is sent is accepted.</summary>
    public IReadOnlyList<DoubleUser> Users { get; init; } = [];

    /// <summary>Bytes of data, metadata and type names in one append.</summary>
    public int MaxAppendSize { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one event; null, as on servers up to 24, has only the limit of the append.</summary>
    public int? MaxAppendEventSize { get; init; }

    /// <summary>Servers before 21.10 have none.</summary>
    public bool HasBatchAppend { get; init; } = true;

    /// <summary>Whether it lists batches among what it can do though it has none, as behind a proxy that passes no such calls.</summary>
    public bool ListsBatchAppendAnyway { get; init; }

    /// <summary>Whether it can be asked what it can do.</summary>
    public bool HasFeatures { get; init; } = true;

    /// <summary>Which position an append is answered with.</summary>
    public ToldPosition AppendTells { get; init; } = ToldPosition.LastEvent;

    /// <summary>By which gossip and those who do not lead name nodes: an address, or a name that leads there.</summary>
    public string AdvertisedHost { get; init; } = DoubleNode.Host;

    /// <summary>Whether one who does not lead names who does.</summary>
    public bool NamesLeader { get; init; } = true;

    /// <summary>Whether a batch may give its deadline as a duration.</summary>
    public bool HasDeadlineDuration { get; init; } = true;

    /// <summary>Whether events that are read from their stream tell their position, as they do since 22.6.</summary>
    public bool StreamReadsHavePositions { get; init; } = true;

    /// <summary>Whether subscriptions tell when they go live, as they do since 23.10.</summary>
    public bool TellsCaughtUp { get; init; } = true;

    /// <summary>Whether filtered subscriptions tell how far they have looked when they go live; not every version does.</summary>
    public bool TellsCheckpointWhenCaughtUp { get; init; } = true;

    /// <summary>Whether filtered subscriptions tell how far they have looked at all.</summary>
    public bool TellsCheckpoints { get; init; } = true;

    /// <summary>
    /// Whether a filtered read that has sent all it was asked for does not end before its caller does. A server goes on until it has
    /// found one more event, which takes as long as the log is.
    /// </summary>
    public bool FilteredReadsLookOn { get; init; }

    /// <summary>Longest that an append without a deadline of its own waits for a gate before it is answered as timed out.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the server says its version is.</summary>
    public string Version { get; init; } = "23.10.0.0";

    /// <summary>Stamps events.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>Which position an append is answered with; readers always see each event at its own.</summary>
public enum ToldPosition
{
    LastEvent,
    BeforeTheLastEvent,
    PastTheLastEvent,
    None,
}

/// <summary>A caller with a password. Only an administrator reads all streams, and reads or writes those of the system.</summary>
public sealed record DoubleUser(string Name, string Password, bool IsAdministrator = true)
{
    /// <summary>The account that every new server has.</summary>
    public static readonly DoubleUser Admin = new("admin", "changeit");
}
