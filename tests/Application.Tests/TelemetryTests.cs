using BudgetCoaching.Storage;

namespace BudgetCoaching.Application.Tests;

public sealed class TelemetryTests
{
    private const int Appends = 10_000;

    private static readonly StreamName Stream = new("Household-1");

    [Fact]
    public void An_append_that_nobody_listens_to_allocates_nothing_beside_the_stores_own()
    {
        var store = new AnsweredStore();
        Append(store);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Appends; i++)
        {
            Append(store);
            CommandTelemetry.KeyFound(atHand: true);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static void Append(AnsweredStore store) =>
        _ = store.AppendMeasuredAsync(Stream, 0, [], CancellationToken.None);

    /// <summary>Answers with what it has at hand.</summary>
    private sealed class AnsweredStore : IEventStore
    {
        private static readonly Task<AppendOutcome> Answer = Task.FromResult<AppendOutcome>(new AppendOutcome.Conflict(0));

        public string StoreId => "answered";

        public Task<AppendOutcome> AppendAsync(
            StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel) => Answer;

        public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamName stream, long afterVersion, CancellationToken cancel) =>
            AsyncEnumerable.Empty<RecordedEvent>();

        public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, CancellationToken cancel) =>
            AsyncEnumerable.Empty<RecordedEvent>();

        public ValueTask<Position> ReadHeadAsync(CancellationToken cancel) => new(Position.Start);

        public Task WaitPastAsync(Position position, CancellationToken cancel) => Task.CompletedTask;
    }
}
