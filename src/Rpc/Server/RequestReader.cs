using BudgetCoaching.Rpc.Wire;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Server;

/// <summary>The messages of a request. A client that resets its stream shows as CANCELLED.</summary>
internal sealed class RequestReader<T>(ServerCall call, Func<DeserializationContext, T> deserialize, int? longest)
    : MessageReader<T>(deserialize, longest), IAsyncStreamReader<T>
    where T : class
{
    private static readonly Task<bool> True = Task.FromResult(true);
    private static readonly Task<bool> False = Task.FromResult(false);

    public T Current => Message ?? throw new InvalidOperationException("There is no current message.");

    protected override Status Interruption => call.EarlyEnd ?? ServerCall.ClientGone;

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        var read = ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? Known(read.Result) : WaitAsync(read, cancellationToken);
    }

    protected override bool TryExplain(Exception e, out Status status)
    {
        status = call.EarlyEnd ?? (e is InvalidDataException ? new Status(StatusCode.Internal, e.Message) : ServerCall.ClientGone);
        return e is IOException or OperationCanceledException or InvalidDataException;
    }

    private Task<bool> Known(ReadOutcome outcome) => outcome switch
    {
        ReadOutcome.Message => True,
        ReadOutcome.End => False,
        _ => Task.FromException<bool>(new RpcException(Failure)),
    };

    private async Task<bool> WaitAsync(ValueTask<ReadOutcome> read, CancellationToken cancel)
    {
        var outcome = await read;
        if (outcome == ReadOutcome.Failed)
        {
            cancel.ThrowIfCancellationRequested();
            throw new RpcException(Failure);
        }

        return outcome == ReadOutcome.Message;
    }
}
