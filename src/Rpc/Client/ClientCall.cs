using BudgetCoaching.Rpc.Wire;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Rpc.Client;

/// <summary>
/// One call being made. It finishes once, with a status kept as a value: from the server's trailers, the local deadline, the
/// caller's cancellation or a failure of the transport, whichever is first. Only what the caller touches throws.
/// </summary>
internal abstract partial class ClientCall : IOutgoingCall
{
    private static readonly Status Disposed = new(StatusCode.Cancelled, "The call was disposed of.");
    private static readonly Status Closed = new(StatusCode.Cancelled, "The channel was disposed of.");
    private static readonly Status TooLate = new(StatusCode.DeadlineExceeded, "The deadline has passed.");

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly DateTime? deadline;
    private Timer? timer;
    private CancellationTokenRegistration byCaller;
    private CancellationTokenRegistration byContext;
    private CancellationTokenRegistration byChannel;
    private HttpResponseMessage? response;
    private Metadata? responseHeaders;
    private Metadata finalTrailers = Metadata.Empty;
    private Status finalStatus;
    private bool finished;

    protected ClientCall(GrpcChannel channel, IMethod method, string? host, CallOptions options, int previousAttempts)
    {
        Channel = channel;
        Method = method;
        Host = host;
        Options = options;
        PreviousAttempts = previousAttempts;
        deadline = Earlier(options.Deadline, options.PropagationToken?.Deadline);
    }

    public GrpcChannel Channel { get; }

    public CallOptions Options { get; }

    /// <summary>Cancelled when the call finishes other than by its trailers.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>Completes, and never fails, when the headers have arrived or the call has finished without.</summary>
    public Task Arrived { get; private set; } = Task.CompletedTask;

    public bool IsFinished => Volatile.Read(ref finished);

    /// <exception cref="InvalidOperationException">The call has not finished.</exception>
    public Status FinalStatus => IsFinished ? finalStatus : throw new InvalidOperationException("The call has not ended: no status yet.");

    /// <exception cref="InvalidOperationException">The call has not finished.</exception>
    public Metadata FinalTrailers =>
        IsFinished ? finalTrailers : throw new InvalidOperationException("The call has not ended: no trailers yet.");

    /// <summary>Until the deadline; never negative, and beyond every wait when there is none.</summary>
    public TimeSpan TimeLeft => deadline is not { } end ? TimeSpan.MaxValue : end > Now() ? end - Now() : TimeSpan.Zero;

    protected IMethod Method { get; }

    /// <summary>How often the call was tried before.</summary>
    protected int PreviousAttempts { get; }

    protected string? Host { get; }

    public void Cancel() => Finish(Status.DefaultCancelled);

    public void Dispose() => Finish(Disposed);

    /// <summary>Finishes without trailers: what is still under way is stopped.</summary>
    public void Finish(Status status)
    {
        if (TryFinish(status, Metadata.Empty))
        {
            stop.Cancel();
            response?.Dispose();
            Finished(isAborted: true);
        }
    }

    /// <summary>Finishes for a failure of the transport. The local deadline, once passed, is the reason whatever that says.</summary>
    public void Fail(Status status) => Finish(deadline is { } end && Now() >= end ? TooLate : status);

    /// <summary>Finishes with the status after the last message; the response must have been read to its end.</summary>
    public void FinishFromTrailers(bool isMessageMissing)
    {
        var trailers = response!.TrailingHeaders.NonValidated;
        var status = ReceivedHeaders.Status(trailers)
            ?? new Status(StatusCode.Unknown, "The response ended without a status.");
        if (status.StatusCode == StatusCode.OK && isMessageMissing)
        {
            status = new Status(StatusCode.Internal, "The response has no message.");
        }

        FinishReceived(status, ReceivedHeaders.Metadata(trailers));
    }

    /// <summary>Throws unless the call finished with OK.</summary>
    public void ThrowIfFailed()
    {
        if (finalStatus.StatusCode != StatusCode.OK)
        {
            throw Exception();
        }
    }

    public Exception Exception() =>
        Channel.Options.ThrowOperationCanceledOnCancellation
        && finalStatus.StatusCode == StatusCode.Cancelled
        && Options.CancellationToken.IsCancellationRequested
            ? new OperationCanceledException(finalStatus.Detail, Options.CancellationToken)
            : new RpcException(finalStatus, finalTrailers);

    /// <summary>Completes, and never fails, when the one response of a call has been read; at once where responses are streamed.</summary>
    public abstract Task AnsweredAsync();

    /// <summary>Watches deadline and tokens, and sends; a call that is over before it begins sends nothing.</summary>
    protected void Start(HttpContent content)
    {
        byCaller = Options.CancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), this);
        byContext = (Options.PropagationToken?.Cancellation ?? default).UnsafeRegister(static call => ((ClientCall)call!).Cancel(), this);
        byChannel = Channel.Closing.UnsafeRegister(static call => ((ClientCall)call!).Finish(Closed), this);
        if (deadline is { } end)
        {
            var left = end - Now();
            if (left <= TimeSpan.Zero)
            {
                Finish(TooLate);
            }
            else
            {
                SetTimer(left);
            }
        }

        if (IsFinished)
        {
            // It finished while the registrations were made, which may have missed some of them.
            StopWatching();
        }
        else
        {
            Arrived = SendAsync(content);
        }
    }

    /// <summary>The response's body, with the encoding its headers name.</summary>
    protected abstract void Attach(Stream body, string? encoding);

    /// <summary>Called once, when the call has finished: by a status received, or aborted on this side.</summary>
    protected abstract void Finished(bool isAborted);

    private void FinishReceived(Status status, Metadata trailers)
    {
        if (TryFinish(status, trailers))
        {
            Finished(isAborted: false);
        }
    }

    private static DateTime Now() => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static DateTime? Earlier(DateTime? one, DateTime? other)
    {
        if (one is { Kind: not DateTimeKind.Utc } && one != DateTime.MaxValue)
        {
            throw new ArgumentException("A deadline must be in UTC.", nameof(one));
        }

        var earlier = one is null || other < one ? other : one;
        return earlier == DateTime.MaxValue ? null : earlier;
    }

    private void SetTimer(TimeSpan left)
    {
        var wait = left > CallTimeout.Longest ? CallTimeout.Longest : left;
        lock (gate)
        {
            if (!finished)
            {
                timer = new Timer(
                    static call => ((ClientCall)call!).Finish(TooLate),
                    this,
                    TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)),
                    Timeout.InfiniteTimeSpan);
            }
        }
    }

    private bool TryFinish(Status status, Metadata trailers)
    {
        lock (gate)
        {
            if (finished)
            {
                return false;
            }

            finalStatus = status;
            finalTrailers = trailers;
            Volatile.Write(ref finished, true);
            timer?.Dispose();
        }

        StopWatching();
        return true;
    }

    private void StopWatching()
    {
        byCaller.Unregister();
        byContext.Unregister();
        byChannel.Unregister();
    }

    public async Task<Metadata> HeadersAsync()
    {
        await Arrived;
        return responseHeaders ?? throw Exception();
    }
}
