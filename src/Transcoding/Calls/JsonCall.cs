using System.Globalization;
using System.Net.Sockets;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>
/// A call that came over HTTP and JSON, as services and interceptors see it. Its token is cancelled when the client goes away, when the
/// time that the client set is over and, for a stream, when the host has stopped for longer than its grace.
/// </summary>
internal sealed class JsonCall : ServerCallContext, IDisposable
{
    /// <summary>Where gRPC's own extension finds the HTTP context of calls that it does not serve itself.</summary>
    private const string HttpContextKey = "__HttpContext";

    private readonly HttpContext http;
    private readonly IMethod method;
    private readonly CancellationToken stopping;
    private readonly CancellationTokenSource? cancellation;
    private readonly DateTime deadline = DateTime.MaxValue;
    private Metadata? requestHeaders;
    private Metadata? responseTrailers;
    private Dictionary<object, object>? userState;

    /// <param name="timeout">What the client gives the call; null: no limit.</param>
    /// <param name="stopping">Cancelled when streams must end.</param>
    public JsonCall(HttpContext http, IMethod method, TimeSpan? timeout, CancellationToken stopping)
    {
        (this.http, this.method, this.stopping) = (http, method, stopping);
        if (timeout is null && !stopping.CanBeCanceled)
        {
            return;
        }

        cancellation = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        if (timeout is { } limit)
        {
            deadline = TimeProvider.System.GetUtcNow().UtcDateTime + limit;
            cancellation.CancelAfter(TimeSpan.FromMilliseconds(Math.Ceiling(limit.TotalMilliseconds)));
        }
    }

    /// <summary>Why the call must end before its handler did; null as long as nothing says so.</summary>
    public Status? EarlyEnd =>
        !IsOverdue && !CancellationTokenCore.IsCancellationRequested ? null
        : http.RequestAborted.IsCancellationRequested ? new Status(StatusCode.Cancelled, "The client is gone.")
        : stopping.IsCancellationRequested ? new Status(StatusCode.Unavailable, "The server is stopping.")
        : new Status(StatusCode.DeadlineExceeded, "The deadline has passed.");

    /// <summary>What the client was told where that was not left to an exception, for measures.</summary>
    public StatusCode FinalCode { get; set; }

    public bool HasDeadline => deadline != DateTime.MaxValue;

    /// <summary>By the clock: the timer counts milliseconds, and quick calls are over before it.</summary>
    public bool IsOverdue => HasDeadline && TimeProvider.System.GetUtcNow().UtcDateTime >= deadline;

    protected override string MethodCore => method.FullName;

    protected override string HostCore => http.Request.Host.Value ?? "";

    protected override string PeerCore
    {
        get
        {
            var (address, port) = (http.Connection.RemoteIpAddress, http.Connection.RemotePort);
            var form = address?.AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6:[{0}]:{1}" : "ipv4:{0}:{1}";
            return address is null ? "unix:" : string.Format(CultureInfo.InvariantCulture, form, address, port);
        }
    }

    protected override DateTime DeadlineCore => deadline;

    protected override Metadata RequestHeadersCore => requestHeaders ??= CallHeaders.Read(http.Request.Headers);

    protected override CancellationToken CancellationTokenCore => cancellation?.Token ?? http.RequestAborted;

    /// <summary>HTTP/1.1 clients hardly read trailers: they are there for the handler, and are not sent.</summary>
    protected override Metadata ResponseTrailersCore => responseTrailers ??= [];

    protected override Status StatusCore { get; set; } = Status.DefaultSuccess;

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override IDictionary<object, object> UserStateCore => userState ??= new() { [HttpContextKey] = http };

    public void Dispose() => cancellation?.Dispose();

    /// <summary>They go out with the first bytes of the answer.</summary>
    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        foreach (var header in responseHeaders)
        {
            http.Response.Headers.Append(
                header.Key, header.IsBinary ? Convert.ToBase64String(header.ValueBytes).TrimEnd('=') : header.Value);
        }

        return Task.CompletedTask;
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("A call over JSON propagates nothing.");
}
