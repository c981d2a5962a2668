using BudgetCoaching.Rpc.Wire;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Client;

/// <summary>The messages of a response; its end finishes the call.</summary>
internal sealed class ResponseReader<T>(ClientCall call, Func<DeserializationContext, T> deserialize, int? longest)
    : MessageReader<T>(deserialize, longest), IAsyncStreamReader<T>
    where T : class
{
    private static readonly Task<bool> True = Task.FromResult(true);

    public T Current => Message ?? throw new InvalidOperationException("There is no current message.");

    protected override Status Interruption => Status.DefaultCancelled;

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        if (!call.Arrived.IsCompleted || call.IsFinished)
        {
            return ArriveAsync(cancellationToken);
        }

        var read = ReadAsync(call.Token);
        if (!read.IsCompletedSuccessfully)
        {
            return ConcludeAsync(read, cancellationToken);
        }

        // Asked once only: what is pooled belongs to another read from then on.
        var outcome = read.Result;
        return outcome == ReadOutcome.Message ? True : ConcludeAsync(new(outcome), cancellationToken);
    }

    /// <summary>Finishes the call as the read that was to be its last says.</summary>
    public void Conclude(ReadOutcome outcome, bool isMessageMissing)
    {
        switch (outcome)
        {
            case ReadOutcome.End:
                call.FinishFromTrailers(isMessageMissing);
                break;
            case ReadOutcome.Failed:
                call.Fail(Failure);
                break;
            default:
                call.Finish(new Status(StatusCode.Internal, "The response has more than one message."));
                break;
        }

        Release();
    }

    protected override bool TryExplain(Exception e, out Status status)
    {
        status = Failures.StatusOf(e);
        return Failures.IsOfTransport(e);
    }

    private async Task<bool> ArriveAsync(CancellationToken cancel)
    {
        using var registration = CancelWith(cancel);
        await call.Arrived;
        if (call.IsFinished)
        {
            call.ThrowIfFailed();
            return false;
        }

        return await ConcludeAsync(ReadAsync(call.Token), cancel);
    }

    private async Task<bool> ConcludeAsync(ValueTask<ReadOutcome> read, CancellationToken cancel)
    {
        using var registration = CancelWith(cancel);
        var outcome = await read;
        if (outcome == ReadOutcome.Message)
        {
            return true;
        }

        Conclude(outcome, isMessageMissing: false);
        call.ThrowIfFailed();
        return false;
    }

    private CancellationTokenRegistration CancelWith(CancellationToken cancel) =>
        cancel.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), call);
}
