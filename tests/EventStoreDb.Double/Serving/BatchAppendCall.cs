using BudgetCoaching.EventStoreDb.Double.Log;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Timeout = BudgetCoaching.Storage.EventStoreDb.Protocol.Timeout;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>
/// One call of BatchAppend: batches arrive in chunks that may be mixed, and each is committed when its last chunk is here.
/// What is wrong with one batch is its answer; a node that may not write, or is too busy, ends the call with all that are in flight.
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

    /// <returns>Null when there is nothing to answer yet, or never.</returns>
    private async Task<BatchAppendResp?> TakeAsync(BatchAppendReq chunk)
    {
        var id = Wire.ToGuid(chunk.CorrelationId);
        var batch = open.GetValueOrDefault(id);
        try
        {
            if (chunk.Options is not null)
            {
                open[id] = batch = new Batch(chunk.Options, user);
            }

            if (batch is null)
            {
                throw Refusals.Invalid("The first chunk of a batch has no options.");
            }

            batch.Add(chunk.ProposedMessages, options);
            if (!chunk.IsFinal)
            {
                return null;
            }

            open.Remove(id);
            return await CommitAsync(batch, chunk.CorrelationId);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.InvalidArgument or StatusCode.PermissionDenied)
        {
            open.Remove(id);
            return Answer(batch, chunk.CorrelationId, Failure(e));
        }
    }

    private async Task<BatchAppendResp?> CommitAsync(Batch batch, UUID id)
    {
        try
        {
            var verdict = await committer.CommitAsync(
                context, batch.Timeout(options), log => log.Append(batch.Stream, batch.Expected, batch.Proposed));
            return verdict switch
            {
                null => null,
                Verdict.Written written => Answer(batch, id, Success(written)),
                Verdict.Conflict conflict => Answer(batch, id, Conflict(batch.Expected, conflict.Current)),
                _ => Answer(batch, id, Failure(
                    StatusCode.NotFound, "Stream deleted", new StreamDeleted { StreamIdentifier = Wire.ToIdentifier(batch.Stream) })),
            };
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Aborted)
        {
            return Answer(batch, id, Failure(StatusCode.DeadlineExceeded, "Timeout", new Timeout()));
        }
    }

    private static BatchAppendResp.Types.Success Success(Verdict.Written written) => written.Revision == Expected.NoStream
        ? new() { NoStream = Wire.Empty, NoPosition = Wire.Empty }
        : new() { CurrentRevision = (ulong)written.Revision, Position = Wire.ToPosition(written.Position) };

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

    private AppendFailure Failure(RpcException e) => Failure(e.StatusCode, e.Status.Detail, e.Trailers.GetValue("exception") switch
    {
        "access-denied" => new AccessDenied(),
        "maximum-append-size-exceeded" => new MaximumAppendSizeExceeded { MaxAppendSize = (uint)options.MaxAppendSize },
        "maximum-append-event-size-exceeded" => new MaximumAppendEventSizeExceeded
        {
            EventId = e.Trailers.GetValue("event-id"),
            ProposedEventSize = uint.Parse(e.Trailers.GetValue("proposed-append-event-size")!, provider: null),
            MaxAppendEventSize = (uint)options.MaxAppendEventSize!,
        },
        _ => new BadRequest { Message = e.Status.Detail },
    });

    private static AppendFailure Failure(StatusCode code, string message, IMessage details) =>
        new() { Code = (int)code, Message = message, Details = Any.Pack(details) };

    private static BatchAppendResp Answer(Batch? batch, UUID id, AppendFailure failure)
    {
        var answer = Echo(batch, id);
        answer.Error = failure;
        return answer;
    }

    private static BatchAppendResp Answer(Batch batch, UUID id, BatchAppendResp.Types.Success success)
    {
        var answer = Echo(batch, id);
        answer.Success = success;
        return answer;
    }

    /// <summary>An answer says again what was asked.</summary>
    private static BatchAppendResp Echo(Batch? batch, UUID id)
    {
        var answer = new BatchAppendResp { CorrelationId = id };
        if (batch is null)
        {
            return answer;
        }

        answer.StreamIdentifier = Wire.ToIdentifier(batch.Stream);
        switch (batch.Expected)
        {
            case Expected.NoStream:
                answer.NoStream = Wire.Empty;
                break;
            case Expected.Any:
                answer.Any = Wire.Empty;
                break;
            case Expected.Exists:
                answer.StreamExists = Wire.Empty;
                break;
            default:
                answer.StreamPosition = (ulong)batch.Expected;
                break;
        }

        return answer;
    }
}
