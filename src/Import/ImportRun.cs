using BudgetCoaching.Import.Banks;
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
    private const string HouseholdExists = "HOUSEHOLD_EXISTS";

    /// <summary>As the service says of an amount in another currency than its books'.</summary>
    private const string CurrencyOther = "CURRENCY_OTHER";

    private readonly ToldRefusal told = new(options.Kind, options.Statement);
    private readonly HashSet<(string Field, string Code)> toldOfLine = [];
    private long toldLine;

    /// <summary>Rows of the file, however many writes one asks for and however many of its fields were bad.</summary>
    public RowTally Tally { get; } = new();

    /// <exception cref="RpcException">The service cannot be reached or refuses the call.</exception>
    /// <exception cref="InvalidDataException">The books are kept in another currency, or the file cannot be read on.</exception>
    public async Task SendAsync(BulkService.BulkServiceClient client, CancellationToken cancel)
    {
        using var writes = Writes().GetEnumerator();
        try
        {
            await new FactStream(client, options.Service, Settle, pause).SendAsync(writes, cancel);
        }
        finally
        {
            Tally.Close();
        }
    }

    private IEnumerable<OutgoingRow> Writes()
    {
        var statement = options.Statement is { } given ? new StatementWrites(given, options.Service.Agency) : null;
        foreach (var row in rows.Read())
        {
            if (row.Refusals.Count == 0 && statement is not null)
            {
                foreach (var write in statement.Read(row))
                {
                    yield return write;
                }

                continue;
            }

            var only = row.Refusals.Count == 0 ? RowWrites.Read(options.Kind, options.Service.Agency, row) : null;
            yield return new OutgoingRow(row, only, row.Refusals);
        }
    }

    private void Settle(OutgoingRow row, ImportFactsResponse? answer)
    {
        var outcome = OutcomeOf(row, answer);
        if (outcome == RowOutcome.Refused)
        {
            if (answer is not null)
            {
                EndOnOtherCurrency(answer.Refused);
            }

            foreach (var refusal in answer is null ? row.Refusals : told.Read(row.Source, answer.Refused))
            {
                if (IsNew(refusal))
                {
                    refused(refusal);
                }
            }
        }

        Tally.Add(row.Line, outcome);
        progress(Tally.All);
    }

    private static RowOutcome OutcomeOf(OutgoingRow row, ImportFactsResponse? answer) => answer?.OutcomeCase switch
    {
        Outcome.Accepted => RowOutcome.Accepted,
        Outcome.Unchanged => RowOutcome.Unchanged,
        Outcome.Refused when row.MayExist && answer.Refused.Reason == HouseholdExists => RowOutcome.Unchanged,
        _ => RowOutcome.Refused,
    };

    /// <summary>Of a line with several writes the same is told once.</summary>
    private bool IsNew(Refusal refusal)
    {
        if (refusal.Row != toldLine)
        {
            toldOfLine.Clear();
            toldLine = refusal.Row;
        }

        return toldOfLine.Add((refusal.Field, refusal.Code));
    }

    /// <summary>No row of such a file can be recorded: one clear word ends it.</summary>
    private void EndOnOtherCurrency(RefusedRow refusal)
    {
        if (refusal.MalformedFields.FirstOrDefault(field => field.Reason == CurrencyOther) is { Expected: var books })
        {
            throw new InvalidDataException(
                $"The books are kept in {books}, the file was read as in {options.Service.Currency} (--currency): the import ends.");
        }
    }
}
