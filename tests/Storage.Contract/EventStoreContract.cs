namespace BudgetCoaching.Storage.Contract;

/// <summary>
/// What every store promises. A subclass opens a store; the tests look only at what they appended themselves,
/// so a store may hold other events before.
/// </summary>
public abstract partial class EventStoreContract : IAsyncLifetime
{
    /// <summary>No test needs nearly as long; it turns a hang into a failure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource patience = new(Patience);
    private readonly string run = Guid.NewGuid().ToString("N");

    protected IEventStore Store { get; set; } = null!;

    protected CancellationToken Cancel => patience.Token;

    /// <summary>Where the log ended before the test.</summary>
    protected Position Beginning { get; private set; }

    /// <summary>Whether record times increase along the whole log, and not only along each stream.</summary>
    protected virtual bool OrdersTimesAlongLog => true;

    /// <summary>Whether an id is known again in every stream, and not only in the one that holds it.</summary>
    protected virtual bool KnowsIdsOfOtherStreams => true;

    /// <summary>The largest event that a store must take however it is set up.</summary>
    protected virtual int LargeEventBytes => 1024 * 1024;

    public async Task InitializeAsync()
    {
        Store = await OpenAsync();
        Beginning = await Store.ReadHeadAsync(Cancel);
    }

    public async Task DisposeAsync()
    {
        await CloseAsync(Store);
        patience.Dispose();
    }

    protected abstract Task<IEventStore> OpenAsync();

    protected abstract Task CloseAsync(IEventStore store);

    /// <summary>A stream that no other test uses.</summary>
    protected StreamName Stream(string id) => StreamName.Of("Contract", $"{run}_{id}");

    /// <summary>An event whose id no other test uses.</summary>
    protected ProposedEvent Event(string text) => Proposed.Event(run + text);

    protected ProposedEvent[] Events(params string[] texts) => Array.ConvertAll(texts, Event);

    protected Task<List<RecordedEvent>> ReadAsync(StreamName stream, long afterVersion = 0) =>
        Store.ReadStreamAsync(stream, afterVersion, Cancel).ToListAsync();

    protected Task<List<RecordedEvent>> ReadAllAsync() => Store.ReadAllAsync(Beginning, Cancel).ToListAsync();

    protected async Task<AppendOutcome.Appended> AppendAsync(StreamName stream, long expectedVersion, params ProposedEvent[] events)
    {
        var outcome = await Store.AppendAsync(stream, expectedVersion, events, Cancel);
        return outcome.Should().BeOfType<AppendOutcome.Appended>().Subject;
    }
}
