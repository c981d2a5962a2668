using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Reading;

namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>
/// The way to one server or cluster, shared by all logs that are kept there: one connection to each node, and one id. To be closed after
/// the logs. Thread safe.
/// </summary>
public sealed class EventStoreDbServer : IDisposable
{
    /// <summary>Of a start that may wait: soon enough for it to say so.</summary>
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(1);

    private readonly EventStoreDbOptions options;
    private readonly Cluster cluster;
    private readonly Calls calls;

    private EventStoreDbServer(EventStoreDbOptions options, Cluster cluster, StoreContact contact, Calls calls, string storeId)
    {
        Contact = contact;
        this.options = options;
        this.cluster = cluster;
        this.calls = calls;
        StoreId = storeId;
    }

    public string StoreId { get; }

    /// <summary>Of all logs that are kept here.</summary>
    public StoreContact Contact { get; }

    /// <summary>Connects, and gives what is kept there its identity if it has none yet.</summary>
    /// <param name="options">How to reach the server (<see cref="EventStoreDbOptions.Parse"/>).</param>
    /// <param name="patience">While servers are away; what they refuse is refused at once.</param>
    /// <param name="clock">Measures the patience.</param>
    /// <param name="cancel">Given up by the caller.</param>
    /// <exception cref="StoreRefusedException">Credentials or certificates are refused, or the identity is none of ours.</exception>
    /// <exception cref="StoreFailedException">No server could be reached: each host asked, and what it said.</exception>
    public static async Task<EventStoreDbServer> ConnectAsync(
        EventStoreDbOptions options, Patience patience, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(patience);
        ArgumentNullException.ThrowIfNull(clock);
        var nodes = new Cluster(options);
        try
        {
            var contact = new StoreContact(clock);
            var made = new Calls(nodes, contact, options.DefaultDeadline, trying: options.DefaultDeadline);
            var asked = patience == Patience.None ? made : new Calls(nodes, contact, options.DefaultDeadline, trying: FirstTry);
            var storeId = await new FirstContact(nodes, patience, clock)
                .MakeAsync(limit => StoreIdentity.FindOrMakeAsync(asked, limit), cancel).ConfigureAwait(false);
            return new EventStoreDbServer(options, nodes, contact, made, storeId);
        }
        catch
        {
            nodes.Dispose();
            throw;
        }
    }

    /// <summary>Opens the log that streams of these categories make, whatever else the server holds.</summary>
    /// <param name="categories">At least one.</param>
    /// <param name="clock">Source of record times.</param>
    /// <param name="cancel">Given up by the caller.</param>
    /// <exception cref="StoreRefusedException">A stream of ours holds what is none of ours, or the clock is behind the log.</exception>
    /// <exception cref="StoreFailedException">The server cannot be reached.</exception>
    public async Task<EventStoreDbEventStore> OpenAsync(
        IReadOnlyCollection<string> categories, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(clock);
        string[] prefixes = [.. categories.Select(category => StreamName.Of(category, "x").Category + "-")];
        ArgumentOutOfRangeException.ThrowIfZero(prefixes.Length, nameof(categories));
        var pages = new LogPages(calls, new Calls(cluster, Contact, LogPages.LogDeadline, trying: options.DefaultDeadline), prefixes);
        var last = await pages.LogEndAsync(cancel).ConfigureAwait(false);
        // Refuses a clock that is behind; times are given by stream.
        _ = new RecordClock(clock, last?.Recorded);
        var subscription = new HeadSubscription(cluster, prefixes, last?.Position ?? Position.Start);
        return new EventStoreDbEventStore(StoreId, options.DefaultDeadline, calls, pages, prefixes, subscription, clock);
    }

    public void Dispose() => cluster.Dispose();
}
