using System.Runtime.CompilerServices;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary>A log whose disk does not answer.</summary>
internal sealed class BrokenLog : IEventStore
{
    public string StoreId => "broken";

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamName stream, long afterVersion, CancellationToken cancel) =>
        FailAsync(cancel);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, CancellationToken cancel) => FailAsync(cancel);

    public ValueTask<Position> ReadHeadAsync(CancellationToken cancel) => throw Failure();

    public Task<AppendOutcome> AppendAsync(
        StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel) => throw Failure();

    public Task WaitPastAsync(Position position, CancellationToken cancel) => throw Failure();

    private static async IAsyncEnumerable<RecordedEvent> FailAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await Task.CompletedTask;
        if (cancel.CanBeCanceled)
        {
            throw Failure();
        }

        yield break;
    }

    private static StoreFailedException Failure() => new("disk I/O error");
}
