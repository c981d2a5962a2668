using System.Threading.Channels;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Api.Bulk;

/// <summary>
/// The rows of one call that are under way. Rows run at once, those of one household one after the other; answers leave in the order of
/// the rows. When it is full nothing more is read, so a caller that does not read answers cannot make the server hold more.
/// </summary>
/// <param name="prepare">Called for one row at a time, in their order, before its household is looked at.</param>
/// <param name="run">Called for many rows at once.</param>
internal sealed class RowQueue(Func<ImportFactsRequest, ValueTask> prepare, Func<ImportFactsRequest, Task<ImportFactsResponse>> run)
{
    /// <summary>Rows read and not yet answered.</summary>
    public const int RowsMax = 256;

    /// <summary>Households remembered beyond those with rows under way, so that not every row looks for what to forget.</summary>
    private const int LanesMax = 2 * RowsMax;

    private readonly Channel<Task<ImportFactsResponse>> queue = Channel.CreateBounded<Task<ImportFactsResponse>>(
        new BoundedChannelOptions(RowsMax) { SingleReader = true, SingleWriter = true });

    /// <summary>The last row of each household that may still be under way.</summary>
    private readonly Dictionary<HouseholdId, Task> lanes = [];

    /// <summary>Takes rows until there are no more. What goes wrong is told to who answers, after everything before it.</summary>
    public async Task FillAsync(IAsyncStreamReader<ImportFactsRequest> rows, CancellationToken cancel)
    {
        try
        {
            var last = 0L;
            while (await queue.Writer.WaitToWriteAsync(cancel) && await rows.MoveNext(cancel))
            {
                var row = rows.Current;
                if (row.Row <= last)
                {
                    throw ApiFault.Invalid([new FieldFault("row", $"must be above {last}, the row before", $"{row.Row}")]);
                }

                last = row.Row;
                await prepare(row);
                queue.Writer.TryWrite(Start(row, BulkRows.HouseholdOf(row)));
            }

            queue.Writer.Complete();
        }
        catch (Exception failure)
        {
            queue.Writer.Complete(failure);
        }
    }

    /// <summary>A row keeps its place until its answer was sent. A failure that concerns the call and not a row is thrown.</summary>
    public async Task AnswerAsync(Func<ImportFactsResponse, Task> send)
    {
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (queue.Reader.TryPeek(out var answer))
            {
                await send(await answer);
                queue.Reader.TryRead(out _);
            }
        }
    }

    /// <summary>Waits for the rows that nobody will be told about: none outlives its call.</summary>
    public async Task DrainAsync()
    {
        while (queue.Reader.TryRead(out var answer))
        {
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<ImportFactsResponse> Start(ImportFactsRequest row, HouseholdId? household)
    {
        if (household is not { } lane)
        {
            return RunAsync(row, Task.CompletedTask);
        }

        var answer = RunAsync(row, lanes.GetValueOrDefault(lane, Task.CompletedTask));
        lanes[lane] = answer;
        if (lanes.Count >= LanesMax)
        {
            foreach (var done in lanes.Where(l => l.Value.IsCompleted).Select(l => l.Key).ToList())
            {
                lanes.Remove(done);
            }
        }

        return answer;
    }

    /// <summary>Yields first, so that reading goes on beside it; where the row before ended the call, so does this one.</summary>
    private async Task<ImportFactsResponse> RunAsync(ImportFactsRequest row, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await run(row);
    }
}
