using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace BudgetCoaching.Api.Bulk;

/// <summary>What became of a row, as the contract shows it. A refusal is that of the write by itself, put flat.</summary>
internal static class RowAnswers
{
    private const string FieldPart = "field";

    /// <summary>Whether a failed write says something about its row; anything else concerns the call, which then ends.</summary>
    public static bool IsOfRow(StatusCode code) => code is StatusCode.InvalidArgument
        or StatusCode.FailedPrecondition
        or StatusCode.NotFound
        or StatusCode.AlreadyExists
        or StatusCode.PermissionDenied
        or StatusCode.Aborted;

    public static ImportFactsResponse Recorded(long row, FactReceipt receipt)
    {
        var recorded = new RecordedRow { Name = receipt.Name, Version = receipt.Version, Cursor = receipt.Cursor };
        return receipt.Already
            ? new ImportFactsResponse { Row = row, Unchanged = recorded }
            : new ImportFactsResponse { Row = row, Accepted = recorded };
    }

    public static ImportFactsResponse Malformed(long row, IReadOnlyList<FieldFault> faults)
    {
        var first = faults[0];
        var refused = new RefusedRow
        {
            Reason = ApiReasons.FieldInvalid,
            Field = first.Field,
            Value = first.Value,
            Message = $"{first.Field} {first.Description}",
        };
        refused.MalformedFields.AddRange(
            faults.Select(fault => new MalformedField
            {
                Field = fault.Field,
                Value = fault.Value,
                Description = fault.Description,
                Reason = fault.Reason,
                Expected = fault.Expected,
            }));
        return new ImportFactsResponse { Row = row, Refused = refused };
    }

    public static ImportFactsResponse Refused(long row, RpcException failure)
    {
        var info = RpcStatus.Parser.ParseFrom(failure.Trailers.GetValueBytes(ApiFault.DetailsTrailer)).Details[0].Unpack<ErrorInfo>();
        var part = info.Metadata.Where(p => p.Key != FieldPart).OrderBy(p => p.Key, StringComparer.Ordinal).FirstOrDefault();
        return new ImportFactsResponse
        {
            Row = row,
            Refused = new RefusedRow
            {
                Reason = info.Reason,
                Field = info.Metadata.TryGetValue(FieldPart, out var field) ? field : part.Key ?? "",
                Value = part.Value ?? "",
                Message = failure.Status.Detail,
            },
        };
    }

    public static ImportFactsResponse Bug(long row) => Refused(row, ApiFault.Bug());
}
