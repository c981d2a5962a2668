namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>
/// How to reach a server or cluster: what a connection string says (<see cref="Parse"/>), with the defaults of the server's own clients.
/// Printing it shows no password.
/// </summary>
public sealed record EventStoreDbOptions
{
    /// <summary>At least one. More than one, or <see cref="Discover"/>, is a cluster, and they are who is asked about it first.</summary>
    public required IReadOnlyList<NodeAddress> Hosts { get; init; }

    /// <summary>Whether a single host names a cluster (<c>esdb+discover</c>).</summary>
    public bool Discover { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public bool Tls { get; init; } = true;

    /// <summary>False takes any certificate: for trials only.</summary>
    public bool TlsVerifyCert { get; init; } = true;

    /// <summary>PEM file of the authorities to trust; null trusts those of the machine.</summary>
    public string? TlsCaFile { get; init; }

    /// <summary>PEM file of the certificate to show to the server; null shows none.</summary>
    public string? UserCertFile { get; init; }

    /// <summary>PEM file of its private key.</summary>
    public string? UserKeyFile { get; init; }

    /// <summary>Told to the server with every call.</summary>
    public string ConnectionName { get; init; } = "BudgetCoaching";

    /// <summary>Rounds of asking all known nodes for one to talk to: 1 to <see cref="MaxDiscoverAttemptsBound"/>.</summary>
    public int MaxDiscoverAttempts { get; init; } = 10;

    /// <summary>Between two rounds.</summary>
    public TimeSpan DiscoveryInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>For one node's answer.</summary>
    public TimeSpan GossipTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public NodePreference NodePreference { get; init; } = NodePreference.Leader;

    /// <summary>For an append with all its retries, and for a page of a read with all of its.</summary>
    public TimeSpan DefaultDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Quiet time before a ping; <see cref="Timeout.InfiniteTimeSpan"/> sends none.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the answer to a ping; then the connection counts as lost.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public const int MaxDiscoverAttemptsBound = 1_000;

    internal bool IsCluster => Discover || Hosts.Count > 1;

    /// <summary>
    /// Reads <c>esdb://user:password@host:2113,host:2113?name=value&amp;…</c>, also <c>esdb+discover</c>, and <c>kurrent</c> or
    /// <c>kurrentdb</c> for <c>esdb</c>.
    /// </summary>
    /// <exception cref="StoreRefusedException">It makes no sense: the message names every fault, and never the password.</exception>
    public static EventStoreDbOptions Parse(string text)
    {
        var parsed = new ConnectionString(text);
        return parsed.Options ?? throw new StoreRefusedException(
            StoreRefusedException.ConnectionInvalid,
            "The connection string of the event store makes no sense: " + string.Join(" ", parsed.Faults));
    }

    /// <summary>The same without the throw: every fault as a sentence, none where it makes sense.</summary>
    public static IReadOnlyList<string> Faults(string text) => new ConnectionString(text).Faults;

    public override string ToString() =>
        $"{(Tls ? "tls" : "without tls")} {string.Join(",", Hosts)}{(IsCluster ? " (cluster)" : "")}";
}
