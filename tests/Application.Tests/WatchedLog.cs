using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application.Tests;

/// <summary>A log of which a test sees what is asked, and makes answers go missing or lie.</summary>
internal sealed class WatchedLog(IEventStore log) : IEventStore
{
    private int reads;

    public ConcurrentQueue<AppendOutcome> Outcomes { get; } = new();

    public int Reads => reads;

    /// <summary>The next append is stored and its answer is lost.</summary>
    public bool LosesNextAnswer { get; set; }

    /// <summary>What is shown for an event.</summary>
    public Func<RecordedEvent, RecordedEvent> Falsifies { get; set; } = recorded => recorded;

    public string StoreId => log.StoreId;

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamName stream, long afterVersion, CancellationToken cancel) =>
        ShownAsync(log.ReadStreamAsync(stream, afterVersion, cancel), cancel);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, CancellationToken cancel) =>
        ShownAsync(log.ReadAllAsync(after, cancel), cancel);

    public ValueTask<Position> ReadHeadAsync(CancellationToken cancel) => log.ReadHeadAsync(cancel);

    public Task WaitPastAsync(Position position, CancellationToken cancel) => log.WaitPastAsync(position, cancel);

    public async Task<AppendOutcome> AppendAsync(
        StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel)
    {
        var outcome = await log.AppendAsync(stream, expectedVersion, events, cancel);
        Outcomes.Enqueue(outcome);
        if (LosesNextAnswer)
        {
            LosesNextAnswer = false;
            throw new StoreFailedException("The answer was lost.");
        }

        return outcome;
    }

    private async IAsyncEnumerable<RecordedEvent> ShownAsync(
        IAsyncEnumerable<RecordedEvent> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        Interlocked.Increment(ref reads);
        await foreach (var recorded in events.WithCancellation(cancel))
        {
            yield return Falsifies(recorded);
        }
    }
}
