using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Import;

/// <summary>
/// Sends writes and hands on their answers, in order. A stream that breaks is opened again and goes on with the rows that were not
/// answered, which changes nothing where they were recorded already.
/// </summary>
/// <param name="client">Of the service that records.</param>
/// <param name="headers">Who is calling.</param>
/// <param name="answered">Called for one answer at a time.</param>
/// <param name="pause">Waits between two attempts.</param>
internal sealed class FactStream(
    BulkService.BulkServiceClient client,
    Metadata headers,
    Action<ImportFactsResponse> answered,
    Func<TimeSpan, CancellationToken, Task> pause)
{
    /// <summary>Rows sent and not answered: as many as the service takes.</summary>
    public const int RowsInFlightMax = 256;

    /// <summary>Attempts in a row of which none brings an answer.</summary>
    public const int AttemptsMax = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Without an answer for so long the service counts as gone.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim places = new(RowsInFlightMax, RowsInFlightMax);
    private readonly Queue<ImportFactsRequest> unanswered = new(RowsInFlightMax);
    private readonly Lock turn = new();
    private long answers;

    /// <exception cref="RpcException">The service refuses the call, or stayed away for all attempts.</exception>
    public async Task SendAsync(IEnumerator<ImportFactsRequest> rows, CancellationToken cancel)
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
            catch (RpcException broken) when (broken.StatusCode == StatusCode.Unavailable)
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

    private async Task SendOnceAsync(IEnumerator<ImportFactsRequest> rows, CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ending.CancelAfter(AnswerMax);
        using var call = client.ImportFacts(headers, cancellationToken: ending.Token);
        var writing = WriteAsync(call.RequestStream, rows, ending.Token);
        try
        {
            while (await call.ResponseStream.MoveNext(ending.Token))
            {
                Take(call.ResponseStream.Current);
                ending.CancelAfter(AnswerMax);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (unanswered.Count > 0)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The stream ended before every row was answered."));
        }

        await writing;
    }

    private async Task WriteAsync(
        IClientStreamWriter<ImportFactsRequest> stream, IEnumerator<ImportFactsRequest> rows, CancellationToken cancel)
    {
        await Task.Yield();
        foreach (var row in Again())
        {
            await stream.WriteAsync(row, cancel);
        }

        // A place first: a row that was taken from the file and not put among the unanswered would be lost with the stream.
        await places.WaitAsync(cancel);
        while (rows.MoveNext())
        {
            lock (turn)
            {
                unanswered.Enqueue(rows.Current);
            }

            await stream.WriteAsync(rows.Current, cancel);
            await places.WaitAsync(cancel);
        }

        places.Release();
        await stream.CompleteAsync();
    }

    private ImportFactsRequest[] Again()
    {
        lock (turn)
        {
            return [.. unanswered];
        }
    }

    private void Take(ImportFactsResponse answer)
    {
        lock (turn)
        {
            if (!unanswered.TryPeek(out var row) || row.Row != answer.Row)
            {
                throw new RpcException(new Status(StatusCode.Internal, $"The service answered row {answer.Row} out of turn."));
            }

            unanswered.Dequeue();
        }

        answers++;
        answered(answer);
        places.Release();
    }
}
