using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Bulk;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Api.OwnIds;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Storage;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Api.Services;

/// <summary>Carries many rows out in one call.</summary>
internal sealed class BulkService(
    BulkRows rows, IKeyStore keys, StreamStates states, AccessRules access, ILogger<BulkService> log)
    : V1.BulkService.BulkServiceBase
{
    /// <summary>Bytes of one row: with <see cref="RowQueue.RowsMax"/> it bounds what a call can make the server hold.</summary>
    public const int RowBytesMax = 64 * 1024;

    public override async Task ImportFacts(
        IAsyncStreamReader<ImportFactsRequest> requestStream,
        IServerStreamWriter<ImportFactsResponse> responseStream,
        ServerCallContext context)
    {
        Caller.Of(context);
        var ids = OwnIdInterceptor.For(context, keys, states);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var queue = new RowQueue(row => ids.ResolveAsync(BulkRows.WriteOf(row), ended.Token), row => RunAsync(row, context));
        var reading = queue.FillAsync(requestStream, ended.Token);
        try
        {
            await queue.AnswerAsync(responseStream.WriteAsync);
        }
        finally
        {
            await ended.CancelAsync();
            await reading;
            await queue.DrainAsync();
        }
    }

    private async Task<ImportFactsResponse> RunAsync(ImportFactsRequest row, ServerCallContext context)
    {
        try
        {
            var write = Checked(row);
            if (Caller.VerifiedOf(context) is { } caller)
            {
                await access.RequireAsync(caller, write, context.CancellationToken);
            }

            return RowAnswers.Recorded(row.Row, await rows.RunAsync(write, context));
        }
        catch (InvalidFieldsException malformed)
        {
            return RowAnswers.Malformed(row.Row, malformed.Faults);
        }
        catch (RpcException refused) when (RowAnswers.IsOfRow(refused.StatusCode))
        {
            return RowAnswers.Refused(row.Row, refused);
        }
        catch (KeysRefusedException missing)
        {
            ApiLog.KeyMissing(log, context.Method, missing);
            return RowAnswers.Refused(row.Row, ApiFault.KeyMissing());
        }
        catch (StoreRefusedException large) when (large.Reason == StoreRefusedException.AppendTooLarge)
        {
            ApiLog.AppendTooLarge(log, context.Method, large);
            return RowAnswers.Refused(row.Row, ApiFault.AppendTooLarge());
        }
        catch (Exception bug) when (ErrorInterceptor.IsBug(bug))
        {
            ApiLog.Bug(log, context.Method, bug);
            return RowAnswers.Bug(row.Row);
        }
    }

    /// <exception cref="InvalidFieldsException">The row as a whole cannot be taken.</exception>
    private static IRowWrite Checked(ImportFactsRequest row)
    {
        var faults = new FieldFaults();
        var size = row.CalculateSize();
        var write = BulkRows.WriteOf(row);
        if (size > RowBytesMax)
        {
            faults.Root.Fault("write", $"must have at most {RowBytesMax} bytes", $"{size}");
        }
        else if (write is null)
        {
            faults.Add("write", "is required");
        }
        else if (write.RequestId.Length == 0 && write.RecordedId.Length == 0)
        {
            faults.Add("request_id", "is required, or the id of what is recorded: a row must be recognised when it is sent again");
        }

        faults.ThrowIfAny();
        return write!;
    }
}
