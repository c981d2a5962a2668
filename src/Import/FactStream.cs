using System.Runtime.ExceptionServices;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Import;

/// <summary>
/// Sends rows and hands on their answers in the order of the rows, those that are not sent in their places among them. A stream that
/// breaks, or whose token was refused and whose file holds another by now, is opened again and goes on with the rows that were not
/// answered, which changes nothing where they were recorded already.
/// </summary>
/// <param name="client">Of the service that records.</param>
/// <param name="service">Who is calling.</param>
/// <param name="settled">Called for one row at a time, in order; with no answer where nothing was sent.</param>
/// <param name="pause">Waits between two attempts.</param>
internal sealed class FactStream(
    BulkService.BulkServiceClient client,
    Service service,
    Action<OutgoingRow, ImportFactsResponse?> settled,
    Func<TimeSpan, CancellationToken, Task> pause)
{
    /// <summary>Rows not settled: as many as the service takes.</summary>
    public const int RowsInFlightMax = 256;

    /// <summary>Attempts in a row of which none brings an answer.</summary>
    public const int AttemptsMax = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Without an answer for so long the service counts as gone.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim places = new(RowsInFlightMax, RowsInFlightMax);
    private readonly Queue<OutgoingRow> unsettled = new(RowsInFlightMax);
    private readonly Lock turn = new();
    private CancellationTokenSource? ending;
    private ExceptionDispatchInfo? unreadable;
    private bool written;
    private long sent;
    private long answers;

    /// <summary>What reading the rows throws is thrown once the rows before it are settled.</summary>
    /// <exception cref="RpcException">The service refuses the call, or stayed away for all attempts.</exception>
    public async Task SendAsync(IEnumerator<OutgoingRow> rows, CancellationToken cancel)
    {
        var fruitless = 0;
        while (true)
        {
            var before = answers;
            try
            {
                await SendOnceAsync(rows, cancel);
                return;
            }
            catch (RpcException broken) when (IsWorthAnother(broken))
            {
                fruitless = answers > before ? 1 : fruitless + 1;
                if (fruitless >= AttemptsMax)
                {
                    throw;
                }

                await pause(FirstPause * (1 << fruitless) * (0.5 + Random.Shared.NextDouble() / 2), cancel);
            }
        }
    }

    private bool IsWorthAnother(RpcException broken) => broken.StatusCode == StatusCode.Unavailable
        ? !Failure.IsOfTls(broken)
        : service.IsRenewedAfter(broken);

    private async Task SendOnceAsync(IEnumerator<OutgoingRow> rows, CancellationToken cancel)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var call = client.ImportFacts(service.Headers, cancellationToken: broken.Token);
        ending = broken;
        lock (turn)
        {
            Expect();
        }

        var writing = WriteAsync(call.RequestStream, rows, broken.Token);
        try
        {
            while (await call.ResponseStream.MoveNext(broken.Token))
            {
                Take(call.ResponseStream.Current);
            }
        }
        finally
        {
            await broken.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ending = null;
        }

        if (unsettled.Count > 0)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The stream ended before every row was answered."));
        }

        await writing;
        unreadable?.Throw();
    }

    private async Task WriteAsync(
        IClientStreamWriter<ImportFactsRequest> stream, IEnumerator<OutgoingRow> rows, CancellationToken cancel)
    {
        await Task.Yield();
        foreach (var row in Again())
        {
            await stream.WriteAsync(row, cancel);
        }

        // A place first: a row that was taken from the file and not put among the unsettled would be lost with the stream.
        await places.WaitAsync(cancel);
        while (Next(rows))
        {
            if (Enqueue(rows.Current) is { } write)
            {
                await stream.WriteAsync(write, cancel);
            }

            await places.WaitAsync(cancel);
        }

        places.Release();
        lock (turn)
        {
            written = true;
            Expect();
        }

        await stream.CompleteAsync();
    }

    /// <summary>Rows that cannot be read on end the file: what was read before is sent and answered first.</summary>
    private bool Next(IEnumerator<OutgoingRow> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception failure)
        {
            unreadable = ExceptionDispatchInfo.Capture(failure);
            return false;
        }
    }

    /// <returns>What to send; null when the row goes nowhere.</returns>
    private ImportFactsRequest? Enqueue(OutgoingRow row)
    {
        lock (turn)
        {
            unsettled.Enqueue(row);
            if (row.Write is { } write)
            {
                write.Row = ++sent;
                if (unsettled.Count == 1)
                {
                    Expect();
                }

                return write;
            }

            SettleUnsent();
            return null;
        }
    }

    private ImportFactsRequest[] Again()
    {
        lock (turn)
        {
            return [.. unsettled.Select(row => row.Write).OfType<ImportFactsRequest>()];
        }
    }

    private void Take(ImportFactsResponse answer)
    {
        lock (turn)
        {
            if (!unsettled.TryPeek(out var row) || row.Write?.Row != answer.Row)
            {
                throw new RpcException(new Status(StatusCode.Internal, $"The service answered row {answer.Row} out of turn."));
            }

            answers++;
            Settle(row, answer);
            SettleUnsent();
            Expect();
        }
    }

    /// <summary>Starts the wait for the next answer; while the file is slow there is none to wait for.</summary>
    private void Expect() => ending?.CancelAfter(unsettled.Count > 0 || written ? AnswerMax : Timeout.InfiniteTimeSpan);

    /// <summary>Rows that were not sent wait for the ones before them alone.</summary>
    private void SettleUnsent()
    {
        while (unsettled.TryPeek(out var row) && row.Write is null)
        {
            Settle(row, null);
        }
    }

    private void Settle(OutgoingRow row, ImportFactsResponse? answer)
    {
        unsettled.Dequeue();
        settled(row, answer);
        places.Release();
    }
}
