using System.Runtime.CompilerServices;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Projections.Tests;

/// <summary>
/// A log to which something is appended the moment a reader has seen its end: the tightest race there is, made to happen.
/// </summary>
internal sealed class LogThatGrowsWhileRead(IEventStore inner) : IEventStore
{
    private Func<Task>? growth;

    /// <summary>What happens once, after the next reading of the whole log.</summary>
    public Func<Task>? AtTheEnd
    {
        set => growth = value;
    }

    public string StoreId => inner.StoreId;

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamName stream, long afterVersion, CancellationToken cancel) =>
        inner.ReadStreamAsync(stream, afterVersion, cancel);

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var recorded in inner.ReadAllAsync(after, cancel).ConfigureAwait(false))
        {
            yield return recorded;
        }

        if (Interlocked.Exchange(ref growth, null) is { } grow)
        {
            await grow().ConfigureAwait(false);
        }
    }

    public ValueTask<Position> ReadHeadAsync(CancellationToken cancel) => inner.ReadHeadAsync(cancel);

    public Task<AppendOutcome> AppendAsync(
        StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel) =>
        inner.AppendAsync(stream, expectedVersion, events, cancel);

    public Task WaitPastAsync(Position position, CancellationToken cancel) => inner.WaitPastAsync(position, cancel);
}
