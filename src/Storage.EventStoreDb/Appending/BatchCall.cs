using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Empty = BudgetCoaching.Storage.EventStoreDb.Protocol.Empty;

namespace BudgetCoaching.Storage.EventStoreDb.Appending;

/// <summary>
/// Many appends in flight on one call, answered in any order. What waits to be sent leaves together. When the call ends, all in flight
/// learn it with its error: whether they were stored is unknown.
/// </summary>
internal sealed class BatchCall
{
    /// <summary>Data and metadata of one message, an event larger than that excepted: servers take 4 MiB and more.</summary>
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>Messages waiting to be sent; further callers wait.</summary>
    private const int OutgoingMax = 256;

    /// <summary>For the server's own words when nothing can be sent any more.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private static readonly Empty Chosen = new();
    private static readonly WriteOptions More = new(WriteFlags.BufferHint);

    private readonly AsyncDuplexStreamingCall<BatchAppendReq, BatchAppendResp> call;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<BatchAppendResp>> waiting = [];
    private readonly Channel<BatchAppendReq> outgoing = Channel.CreateBounded<BatchAppendReq>(
        new BoundedChannelOptions(OutgoingMax) { SingleReader = true });

    private readonly Task receiving;
    private long last;
    private Exception? end;

    public BatchCall(AsyncDuplexStreamingCall<BatchAppendReq, BatchAppendResp> call)
    {
        this.call = call;
        receiving = Task.Run(ReceiveAsync);
        _ = Task.Run(SendAsync);
    }

    public bool HasEnded => Volatile.Read(ref end) is not null;

    /// <exception cref="RpcException">The call ended.</exception>
    /// <exception cref="OperationCanceledException">Given up; the append may be stored.</exception>
    public async Task<ServerAnswer> AppendAsync(PreparedAppend append, TimeSpan? deadline, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<BatchAppendResp>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[number] = answer;
        try
        {
            foreach (var chunk in Chunks(append, number, deadline))
            {
                if (!outgoing.Writer.TryWrite(chunk))
                {
                    await outgoing.Writer.WriteAsync(chunk, cancel).ConfigureAwait(false);
                }
            }

            // After the entry was made: whoever ends the call sees the entry, or is seen here.
            if (Volatile.Read(ref end) is { } failure)
            {
                throw failure;
            }

            return Read(append, await answer.Task.WaitAsync(cancel).ConfigureAwait(false));
        }
        catch (ChannelClosedException) when (end is not null)
        {
            ExceptionDispatchInfo.Throw(end);
            throw;
        }
        finally
        {
            waiting.TryRemove(number, out _);
        }
    }

    private static IEnumerable<BatchAppendReq> Chunks(PreparedAppend append, long number, TimeSpan? deadline)
    {
        var chunk = new BatchAppendReq { CorrelationId = Correlation(number), Options = Options(append, deadline) };
        var bytes = 0;
        foreach (var message in append.Messages)
        {
            var more = message.Data.Length + message.CustomMetadata.Length;
            if (bytes > 0 && bytes + more > ChunkBytes)
            {
                yield return chunk;
                chunk = new BatchAppendReq { CorrelationId = Correlation(number) };
                bytes = 0;
            }

            chunk.ProposedMessages.Add(message);
            bytes += more;
        }

        chunk.IsFinal = true;
        yield return chunk;
    }

    private static BatchAppendReq.Types.Options Options(PreparedAppend append, TimeSpan? deadline)
    {
        var options = new BatchAppendReq.Types.Options
        {
            StreamIdentifier = StoredForm.Identifier(append.Stream.Value),
            Deadline = deadline is { } time ? Duration.FromTimeSpan(time) : null,
        };
        if (append.ExpectedVersion == 0)
        {
            options.NoStream = Chosen;
        }
        else
        {
            options.StreamPosition = (ulong)append.ExpectedVersion - 1;
        }

        return options;
    }

    /// <summary>Only this call has to tell them apart.</summary>
    private static UUID Correlation(long number) =>
        new() { Structured = new UUID.Types.Structured { MostSignificantBits = 1, LeastSignificantBits = number } };

    private static ServerAnswer Read(PreparedAppend append, BatchAppendResp response)
    {
        if (response.ResultCase == BatchAppendResp.ResultOneofCase.Success)
        {
            return ServerAnswer.Stored(append.ExpectedVersion + append.Messages.Count, response.Success.Position);
        }

        var failure = response.Error
            ?? new AppendFailure { Code = (int)StatusCode.Internal, Message = "A batch was answered with nothing." };
        return failure.Details is { } details && details.TryUnpack<WrongExpectedVersion>(out var wrong)
            ? ServerAnswer.WrongVersion(wrong.CurrentStreamRevisionOptionCase
                == WrongExpectedVersion.CurrentStreamRevisionOptionOneofCase.CurrentStreamRevision
                ? checked((long)wrong.CurrentStreamRevision + 1)
                : 0)
            : throw ServerFault.ErrorOf(failure);
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var chunk in outgoing.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                call.RequestStream.WriteOptions = outgoing.Reader.TryPeek(out _) ? More : WriteOptions.Default;
                await call.RequestStream.WriteAsync(chunk).ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            // Why the call ended is said to the receiving half, if the server had the time to say it.
            outgoing.Writer.TryComplete();
            await Task.WhenAny(receiving, Task.Delay(LastWords)).ConfigureAwait(false);
            End(failure);
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false))
            {
                var response = call.ResponseStream.Current;
                if (waiting.TryGetValue(response.CorrelationId?.Structured?.LeastSignificantBits ?? 0, out var answer))
                {
                    answer.TrySetResult(response);
                }
            }

            End(new RpcException(new Status(StatusCode.Unavailable, "The event store ended the call of appends.")));
        }
        catch (Exception failure)
        {
            End(failure);
        }
    }

    private void End(Exception failure)
    {
        if (Interlocked.CompareExchange(ref end, failure, null) is not null)
        {
            return;
        }

        outgoing.Writer.TryComplete();
        foreach (var answer in waiting.Values)
        {
            answer.TrySetException(failure);
        }

        call.Dispose();
    }
}
