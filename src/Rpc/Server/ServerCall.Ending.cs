using System.Globalization;
using BudgetCoaching.Rpc.Wire;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BudgetCoaching.Rpc.Server;

internal sealed partial class ServerCall
{
    private const int Http2NoError = 0;
    private const int Http2InternalError = 2;
    private const int Http2Cancel = 8;

    /// <summary>How long the trailers of an early end may wait for a client that does not read, before the stream is reset.</summary>
    private static readonly TimeSpan TrailersBound = TimeSpan.FromSeconds(5);

    private static readonly Status DeadlinePassed = new(StatusCode.DeadlineExceeded, "The deadline has passed.");

    private static readonly string[] StatusTexts =
        [.. Enumerable.Range(0, (int)StatusCode.Unauthenticated + 1).Select(code => code.ToString(CultureInfo.InvariantCulture))];

    private bool ended;
    private Timer? deadlineTimer;
    private CancellationTokenRegistration drain;
    private CancellationTokenRegistration aborted;
    private Task? earlyEnding;

    /// <summary>The status of an end before the handler's, if there was one.</summary>
    public Status? EarlyEnd { get; private set; }

    /// <summary>How the call ended, for measures.</summary>
    public StatusCode FinalCode { get; private set; } = StatusCode.Unknown;

    public static string TextOf(StatusCode code) =>
        (uint)code < (uint)StatusTexts.Length ? StatusTexts[(int)code] : ((int)code).ToString(CultureInfo.InvariantCulture);

    /// <summary>Ends the call, unless it has ended.</summary>
    public void End(Status status, Metadata? moreTrailers = null)
    {
        lock (gate)
        {
            if (!ended)
            {
                ended = true;
                SendStatus(status, moreTrailers, withOwnTrailers: true);
            }
        }
    }

    /// <summary>
    /// Asked before the handler begins and before its answer: the timer counts milliseconds, and quick calls are over before it.
    /// </summary>
    /// <returns>False when the deadline has passed; the call has ended then.</returns>
    public bool IsInTime()
    {
        if (deadline != DateTime.MaxValue && TimeProvider.System.GetUtcNow().UtcDateTime >= deadline)
        {
            End(DeadlinePassed);
            return false;
        }

        return true;
    }

    /// <summary>Ends the call as an exception of its handler says.</summary>
    public void Fail(Exception e)
    {
        if (ended || http.RequestAborted.IsCancellationRequested)
        {
            ServerLog.ThrewLate(settings.Log, e, method.FullName);
            End(ClientGone);
        }
        else if (e is RpcException refusal)
        {
            ServerLog.Refused(settings.Log, method.FullName, refusal.StatusCode);
            End(refusal.Status, refusal.Trailers);
        }
        else
        {
            ServerLog.Threw(settings.Log, e, method.FullName);
            End(new Status(StatusCode.Unknown, settings.DetailedErrors ? $"{e.GetType().Name}: {e.Message}" : "The handler failed."));
        }
    }

    /// <summary>Stops watching. Gives the early ending that must be awaited before the request delegate returns, if there is one.</summary>
    public Task? Close()
    {
        deadlineTimer?.Dispose();
        drain.Unregister();
        aborted.Unregister();
        lock (gate)
        {
            return earlyEnding;
        }
    }

    private void WatchForEarlyEnd(TimeSpan? timeout, bool isStreaming)
    {
        if (timeout is null && !isStreaming)
        {
            return;
        }

        cancellation = new CancellationTokenSource();
        aborted = http.RequestAborted.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), cancellation);
        if (isStreaming)
        {
            drain = settings.Drain.Over.UnsafeRegister(
                static call => ((ServerCall)call!).EndEarly(new Status(StatusCode.Unavailable, "The server is stopping.")), this);
        }

        if (timeout is { } wait)
        {
            deadline = TimeProvider.System.GetUtcNow().UtcDateTime + wait;
            deadlineTimer = new Timer(
                static call => ((ServerCall)call!).EndEarly(DeadlinePassed),
                this,
                RoundedUp(wait),
                Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Timers count whole milliseconds and cut the rest; a call must not end before its deadline.</summary>
    private static TimeSpan RoundedUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    /// <summary>
    /// Answers although the handler still runs: status first, then the handler's token, so that what the handler does on
    /// cancellation cannot come before. The handler's trailers are left out, as it may be changing them.
    /// </summary>
    private void EndEarly(Status status)
    {
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            ended = true;
            EarlyEnd = status;
            earlyEnding = EndEarlyAsync(status);
        }

        ServerLog.EndedEarly(settings.Log, method.FullName, status.StatusCode);
    }

    private async Task EndEarlyAsync(Status status)
    {
        var reset = Http2NoError;
        try
        {
            SendStatus(status, null, withOwnTrailers: false);
            http.Response.BodyWriter.CancelPendingFlush();
            await http.Response.CompleteAsync().WaitAsync(TrailersBound);
        }
        catch (Exception e) when (e is TimeoutException or IOException or OperationCanceledException or InvalidOperationException)
        {
            reset = Http2Cancel;
        }

        // Yielding leaves the lock before the handler's own code runs, on its token or out of a read that the reset ends.
        await Task.Yield();
        Reset(reset);
        await cancellation!.CancelAsync();
    }

    private void SendStatus(Status status, Metadata? moreTrailers, bool withOwnTrailers)
    {
        FinalCode = status.StatusCode;
        if (broken)
        {
            ServerLog.BrokenMessage(settings.Log, method.FullName);
            Reset(Http2InternalError);
            return;
        }

        // Nothing sent yet: the status goes into the headers, and the response is these alone.
        var trailersOnly = !wrote && !headersSent && !http.Response.HasStarted;
        var target = trailersOnly ? http.Response.Headers : http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        target.GrpcStatus = TextOf(status.StatusCode);
        if (status.Detail.Length > 0)
        {
            target.GrpcMessage = PercentText.Encode(status.Detail);
        }

        if (withOwnTrailers && responseTrailers is { } own)
        {
            AddTo(target, own);
        }

        if (moreTrailers is not null && !ReferenceEquals(moreTrailers, responseTrailers))
        {
            AddTo(target, moreTrailers);
        }
    }

    private void AddTo(IHeaderDictionary target, Metadata trailers)
    {
        foreach (var entry in trailers)
        {
            if (HeaderText.IsProtocol(entry.Key))
            {
                continue;
            }

            // The transport would refuse the text. The status matters more than one of its trailers.
            var value = HeaderText.Value(entry);
            if (HeaderText.IsPrintable(value))
            {
                target.Append(entry.Key, value);
            }
            else
            {
                ServerLog.TrailerLeftOut(settings.Log, method.FullName, entry.Key);
            }
        }
    }

    /// <summary>HTTP/1.1 knows no reset of one request: what is answered may be left unread, what is broken costs the connection.</summary>
    private void Reset(int code)
    {
        if (http.Features.Get<IHttpResetFeature>() is { } reset)
        {
            reset.Reset(code);
        }
        else if (code == Http2NoError)
        {
            http.Request.BodyReader.CancelPendingRead();
        }
        else
        {
            http.Abort();
        }
    }

    private RpcException AfterEnd() => new(EarlyEnd ?? ClientGone);
}
