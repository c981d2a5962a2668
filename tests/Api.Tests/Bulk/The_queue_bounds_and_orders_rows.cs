using System.Collections.Concurrent;
using BudgetCoaching.Api.Bulk;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Api.Tests.Bulk;

public sealed class The_queue_bounds_and_orders_rows
{
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<long, TaskCompletionSource> running = new();
    private readonly List<long> sent = [];

    [Fact]
    public async Task No_more_rows_are_read_than_may_be_under_way()
    {
        var stream = new Sent(Enumerable.Range(1, 1000).Select(n => Batch.Charge(n, Batch.Id("bound", n), Guid.NewGuid())));
        var queue = new RowQueue(_ => ValueTask.CompletedTask, Hold);
        var reading = queue.FillAsync(stream, CancellationToken.None);
        await stream.ReadReaches(RowQueue.RowsMax).WaitAsync(Max);

        reading.IsCompleted.Should().BeFalse();
        stream.Read.Should().Be(RowQueue.RowsMax);
        Release(1);
        var answering = queue.AnswerAsync(Note);
        await stream.ReadReaches(RowQueue.RowsMax + 1).WaitAsync(Max);

        stream.Read.Should().Be(RowQueue.RowsMax + 1);
        for (var row = 2; row <= 1000; row++)
        {
            Release(row);
        }

        await Task.WhenAll(reading, answering).WaitAsync(Max);
        sent.Should().Equal(Enumerable.Range(1, 1000).Select(n => (long)n));
    }

    [Fact]
    public async Task A_row_waits_for_the_one_before_of_its_household_and_for_no_other()
    {
        var (one, other) = (Batch.Id("lane", 1), Batch.Id("lane", 2));
        var stream = new Sent([
            Batch.Charge(1, one, Guid.NewGuid()), Batch.Charge(2, one, Guid.NewGuid()), Batch.Charge(3, other, Guid.NewGuid()),
        ]);
        var started = new ConcurrentQueue<long>();
        using var two = new CountdownEvent(2);
        var queue = new RowQueue(_ => ValueTask.CompletedTask, row =>
        {
            started.Enqueue(row.Row);
            if (!two.IsSet)
            {
                two.Signal();
            }

            return Hold(row);
        });
        await queue.FillAsync(stream, CancellationToken.None);
        two.Wait(Max).Should().BeTrue();
        Release(3);

        started.Should().BeEquivalentTo([1L, 3L]);
        Release(1);
        Release(2);
        await queue.AnswerAsync(Note).WaitAsync(Max);
        sent.Should().Equal(1, 2, 3);
        started.Last().Should().Be(2);
    }

    [Fact]
    public async Task A_failure_of_the_call_is_told_after_all_before_it_and_its_household_goes_no_further()
    {
        var household = Batch.Id("failure", 1);
        var started = new ConcurrentQueue<long>();
        var queue = new RowQueue(_ => ValueTask.CompletedTask, row =>
        {
            started.Enqueue(row.Row);
            return row.Row == 2 ? throw new IOException("The log is away.") : Task.FromResult(new ImportFactsResponse { Row = row.Row });
        });
        var rows = Enumerable.Range(1, 3).Select(n => Batch.Charge(n, household, Guid.NewGuid()));
        await queue.FillAsync(new Sent(rows), CancellationToken.None);

        var answer = () => queue.AnswerAsync(Note).WaitAsync(Max);

        await answer.Should().ThrowAsync<IOException>();
        await queue.DrainAsync().WaitAsync(Max);
        sent.Should().Equal(1);
        started.Should().Equal(1, 2);
    }

    private TaskCompletionSource Gate(long row) => running.GetOrAdd(row, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Release(long row) => Gate(row).TrySetResult();

    private async Task<ImportFactsResponse> Hold(ImportFactsRequest row)
    {
        await Gate(row.Row).Task;
        return new ImportFactsResponse { Row = row.Row };
    }

    private Task Note(ImportFactsResponse answer)
    {
        sent.Add(answer.Row);
        return Task.CompletedTask;
    }

    /// <summary>Rows that are all there to be read, and how many were.</summary>
    private sealed class Sent(IEnumerable<ImportFactsRequest> rows) : IAsyncStreamReader<ImportFactsRequest>
    {
        private readonly Lock gate = new();
        private readonly List<(int Count, TaskCompletionSource Reached)> waiting = [];
        private readonly IEnumerator<ImportFactsRequest> next = rows.GetEnumerator();

        public ImportFactsRequest Current => next.Current;

        public int Read { get; private set; }

        public Task ReadReaches(int count)
        {
            lock (gate)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Add((count, reached));
                Tell();
                return reached.Task;
            }
        }

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            lock (gate)
            {
                if (!next.MoveNext())
                {
                    return Task.FromResult(false);
                }

                Read++;
                Tell();
                return Task.FromResult(true);
            }
        }

        private void Tell() => waiting.Where(w => Read >= w.Count).ToList().ForEach(w => w.Reached.TrySetResult());
    }
}
