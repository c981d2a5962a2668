using Grpc.Core;
using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// A call with a limit of its own: its token is cancelled with the call's, or when the limit is over. All else is the call's.
/// </summary>
internal sealed class BoundedCall : ServerCallContext, IDisposable
{
    private readonly ServerCallContext call;
    private readonly CancellationTokenSource cancellation;
    private readonly DateTime end;

    public BoundedCall(ServerCallContext call, TimeSpan max, IClock clock)
    {
        this.call = call;
        end = clock.GetCurrentInstant().ToDateTimeUtc() + max;
        cancellation = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken);
        cancellation.CancelAfter(max);
    }

    /// <summary>Whether it was the limit that cancelled the token.</summary>
    public bool IsOver => cancellation.IsCancellationRequested && !call.CancellationToken.IsCancellationRequested;

    protected override string MethodCore => call.Method;

    protected override string HostCore => call.Host;

    protected override string PeerCore => call.Peer;

    protected override DateTime DeadlineCore => call.Deadline < end ? call.Deadline : end;

    protected override Metadata RequestHeadersCore => call.RequestHeaders;

    protected override CancellationToken CancellationTokenCore => cancellation.Token;

    protected override Metadata ResponseTrailersCore => call.ResponseTrailers;

    protected override Status StatusCore
    {
        get => call.Status;
        set => call.Status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    protected override AuthContext AuthContextCore => call.AuthContext;

    protected override IDictionary<object, object> UserStateCore => call.UserState;

    public void Dispose() => cancellation.Dispose();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => call.WriteResponseHeadersAsync(responseHeaders);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        call.CreatePropagationToken(options);
}
