using BudgetCoaching.V1;
using Grpc.Core;
using Outcome = BudgetCoaching.V1.ImportFactsResponse.OutcomeOneofCase;

namespace BudgetCoaching.Import;

/// <summary>One file on its way into the books.</summary>
/// <param name="rows">The file.</param>
/// <param name="options">What it holds, and whose it is.</param>
/// <param name="refused">Told every refusal, in the order of the rows.</param>
/// <param name="progress">Told how many rows are settled so far.</param>
/// <param name="pause">Waits between two attempts to reach the service.</param>
internal sealed class ImportRun(
    FileRows rows,
    ImportOptions options,
    Action<Refusal> refused,
    Action<long> progress,
    Func<TimeSpan, CancellationToken, Task> pause)
{
    public long Accepted { get; private set; }

    public long Unchanged { get; private set; }

    /// <summary>Rows, however many of their fields were bad.</summary>
    public long Refused { get; private set; }

    /// <exception cref="RpcException">The service cannot be reached or refuses the call.</exception>
    public async Task SendAsync(BulkService.BulkServiceClient client, CancellationToken cancel)
    {
        var headers = new Metadata { { "x-actor", options.Actor }, { "x-agency", options.Agency }, { "x-source", "import" } };
        using var writes = Writes().GetEnumerator();
        await new FactStream(client, headers, Settle, pause).SendAsync(writes, cancel);
    }

    private IEnumerable<OutgoingRow> Writes()
    {
        foreach (var row in rows.Read())
        {
            var write = row.Refusals.Count == 0 ? RowWrites.Read(options.Kind, options.Agency, row) : null;
            yield return new OutgoingRow(row.Number, write, row.Refusals);
        }
    }

    private void Settle(OutgoingRow row, ImportFactsResponse? answer)
    {
        switch (answer?.OutcomeCase)
        {
            case Outcome.Accepted:
                Accepted++;
                break;
            case Outcome.Unchanged:
                Unchanged++;
                break;
            default:
                Refused++;
                foreach (var refusal in answer is null ? row.Refusals : Told(row.Line, answer.Refused))
                {
                    refused(refusal);
                }

                break;
        }

        progress(Accepted + Unchanged + Refused);
    }

    private static IEnumerable<Refusal> Told(long line, RefusedRow told) => told.MalformedFields.Count == 0
        ? [new Refusal(line, told.Field, told.Value, told.Reason, told.Message)]
        : told.MalformedFields.Select(field => new Refusal(line, field.Field, field.Value, told.Reason, field.Description));
}
