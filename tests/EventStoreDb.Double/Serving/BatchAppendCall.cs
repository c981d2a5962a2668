using System.Globalization;
using BudgetCoaching.EventStoreDb.Double.Log;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Timeout = BudgetCoaching.Storage.EventStoreDb.Protocol.Timeout;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>
/// One call of BatchAppend: batches arrive in chunks that may be mixed, and each is committed when its last chunk is here.
/// What is wrong with one batch is its answer; a node that does not lead ends the call, with all batches that are in flight.
/// </summary>
internal sealed class BatchAppendCall(DoubleOptions options, Committer committer, DoubleUser user, ServerCallContext context)
{
    private readonly Dictionary<Guid, Batch> open = [];

    public async Task RunAsync(IAsyncStreamReader<BatchAppendReq> requests, IServerStreamWriter<BatchAppendResp> responses)
    {
        while (await requests.MoveNext(context.CancellationToken))
        {
            if (await TakeAsync(requests.Current) is { } answer)
            {
                await responses.WriteAsync(answer);
            }
        }
    }

    /// <returns>Null when there is nothing to answer: not yet, never, or because the batch was answered before its last chunk.</returns>
    private async Task<BatchAppendResp?> TakeAsync(BatchAppendReq chunk)
    {
        var id = Wire.ToGuid(chunk.CorrelationId);
        var batch = open.GetValueOrDefault(id);
        try
        {
            if (chunk.Options is not null && batch is null)
            {
                open[id] = batch = new Batch(chunk.Options, user, options);
            }

            if (batch is null)
            {
                return null;
            }

            batch.Add(chunk.ProposedMessages);
            if (!chunk.IsFinal)
            {
                return null;
            }

            open.Remove(id);
            var verdict = await committer.CommitAsync(
                context, batch.Timeout, log => log.Append(batch.Stream, batch.Expected, batch.Proposed));
            return verdict switch
            {
                null => null,
                Verdict.Written written => new()
                {
                    CorrelationId = chunk.CorrelationId, StreamIdentifier = IdentifierOf(chunk, batch.Stream), Success = SuccessOf(written),
                },
                Verdict.Conflict conflict => Answer(chunk, batch.Stream, Conflict(batch.Expected, conflict.Current)),
                _ => Answer(chunk, batch.Stream, Failure(
                    StatusCode.NotFound, "Stream is deleted", new StreamDeleted { StreamIdentifier = Wire.ToIdentifier(batch.Stream) })),
            };
        }
        catch (RpcException e) when (FailureOf(e) is { } failure)
        {
            open.Remove(id);
            return Answer(chunk, batch?.Stream, failure);
        }
    }

    private BatchAppendResp.Types.Success SuccessOf(Verdict.Written written)
    {
        if (written.Revision == Expected.NoStream)
        {
            return new() { NoStream = Wire.Empty, NoPosition = Wire.Empty };
        }

        return AppendAnswers.PositionOf(written, options.AppendTells) is { } position
            ? new() { CurrentRevision = (ulong)written.Revision, Position = position }
            : new() { CurrentRevision = (ulong)written.Revision, NoPosition = Wire.Empty };
    }

    private static AppendFailure Conflict(long expected, long current)
    {
        var conflict = new WrongExpectedVersion();
        if (current == Expected.NoStream)
        {
            conflict.CurrentNoStream = Wire.Empty;
        }
        else
        {
            conflict.CurrentStreamRevision = (ulong)current;
        }

        switch (expected)
        {
            case Expected.NoStream:
                conflict.ExpectedNoStream = Wire.Empty;
                break;
            case Expected.Any:
                conflict.ExpectedAny = Wire.Empty;
                break;
            case Expected.Exists:
                conflict.ExpectedStreamExists = Wire.Empty;
                break;
            default:
                conflict.ExpectedStreamPosition = (ulong)expected;
                break;
        }

        return Failure(StatusCode.AlreadyExists, "Wrong Expected Version", conflict);
    }

    /// <summary>What a refusal is to one batch; null when it ends the call. A server that is not ready leaves the code at OK.</summary>
    private AppendFailure? FailureOf(RpcException e) => (e.StatusCode, e.Trailers.GetValue("exception")) switch
    {
        (StatusCode.PermissionDenied, _) => Failure(e, new AccessDenied()),
        (StatusCode.Aborted, _) => Failure(StatusCode.DeadlineExceeded, "Timeout", new Timeout()),
        (StatusCode.InvalidArgument, "maximum-append-size-exceeded") =>
            Failure(e, new MaximumAppendSizeExceeded { MaxAppendSize = (uint)options.MaxAppendSize }),
        (StatusCode.InvalidArgument, "maximum-append-event-size-exceeded") => Failure(e, new MaximumAppendEventSizeExceeded
        {
            EventId = e.Trailers.GetValue("event-id"),
            ProposedEventSize = uint.Parse(e.Trailers.GetValue("proposed-append-event-size")!, CultureInfo.InvariantCulture),
            MaxAppendEventSize = (uint)options.MaxAppendEventSize!,
        }),
        (StatusCode.InvalidArgument, _) => Failure(e, new BadRequest { Message = e.Status.Detail }),
        (StatusCode.Unavailable or StatusCode.Unknown, _) when e.Status.Detail != Refusals.CutDetail =>
            Failure(StatusCode.OK, e.Status.Detail, new Google.Protobuf.WellKnownTypes.Empty()),
        _ => null,
    };

    private static AppendFailure Failure(RpcException e, IMessage details) => Failure(e.StatusCode, e.Status.Detail, details);

    private static AppendFailure Failure(StatusCode code, string message, IMessage details) =>
        new() { Code = (int)code, Message = message, Details = Any.Pack(details) };

    private static BatchAppendResp Answer(BatchAppendReq chunk, string? stream, AppendFailure failure) =>
        new() { CorrelationId = chunk.CorrelationId, StreamIdentifier = IdentifierOf(chunk, stream), Error = failure };

    private static StreamIdentifier? IdentifierOf(BatchAppendReq chunk, string? stream) =>
        stream is null ? chunk.Options?.StreamIdentifier : Wire.ToIdentifier(stream);
}
