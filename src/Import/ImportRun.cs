using BudgetCoaching.V1;
using Grpc.Core;
using Outcome = BudgetCoaching.V1.ImportFactsResponse.OutcomeOneofCase;

namespace BudgetCoaching.Import;

/// <summary>One file on its way into the books.</summary>
/// <param name="rows">The file.</param>
/// <param name="options">What it holds, and whose it is.</param>
/// <param name="refused">Told every refusal; from two threads, one at a time each.</param>
/// <param name="progress">Told how many rows were answered so far.</param>
internal sealed class ImportRun(FileRows rows, ImportOptions options, Action<Refusal> refused, Action<long> progress)
{
    public long Accepted { get; private set; }

    public long Unchanged { get; private set; }

    /// <summary>Rows, however many of their fields were bad.</summary>
    public long Refused => refusedHere + refusedThere;

    private long refusedHere;
    private long refusedThere;

    /// <exception cref="RpcException">The service cannot be reached or refuses the call.</exception>
    public async Task SendAsync(BulkService.BulkServiceClient client, CancellationToken cancel)
    {
        var headers = new Metadata { { "x-actor", options.Actor }, { "x-agency", options.Agency }, { "x-source", "import" } };
        using var writes = Writes().GetEnumerator();
        await new FactStream(client, headers, Count, Task.Delay).SendAsync(writes, cancel);
    }

    private IEnumerable<ImportFactsRequest> Writes()
    {
        foreach (var row in rows.Read())
        {
            if (row.Refusals.Count == 0 && RowWrites.Read(options.Kind, options.Agency, row) is { } write)
            {
                yield return write;
                continue;
            }

            refusedHere++;
            foreach (var refusal in row.Refusals)
            {
                refused(refusal);
            }
        }
    }

    private void Count(ImportFactsResponse answer)
    {
        switch (answer.OutcomeCase)
        {
            case Outcome.Accepted:
                Accepted++;
                break;
            case Outcome.Unchanged:
                Unchanged++;
                break;
            default:
                refusedThere++;
                Tell(answer.Row, answer.Refused);
                break;
        }

        progress(Accepted + Unchanged + refusedThere);
    }

    private void Tell(long row, RefusedRow told)
    {
        if (told.MalformedFields.Count == 0)
        {
            refused(new Refusal(row, told.Field, told.Value, told.Reason, told.Message));
        }

        foreach (var field in told.MalformedFields)
        {
            refused(new Refusal(row, field.Field, field.Value, told.Reason, field.Description));
        }
    }
}
