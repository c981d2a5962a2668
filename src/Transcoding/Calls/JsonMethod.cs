using System.Buffers;
using BudgetCoaching.Telemetry;
using BudgetCoaching.Transcoding.Http;
using BudgetCoaching.Transcoding.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>Serves the calls of one method by one of its routes, whatever its kind.</summary>
internal abstract class JsonMethod
{
    private readonly IMethod method;
    private readonly HttpRoute route;

    /// <summary>For traces and measures: <c>package.Service/Method</c>.</summary>
    private readonly string name;

    protected JsonMethod(IMethod method, MethodDescriptor descriptor, HttpRoute route, CallSettings settings)
    {
        (this.method, this.route, Settings) = (method, route, settings);
        name = method.FullName[1..];
        Binder = new RequestBinder(route, descriptor.InputType);
        Plan = MessagePlan.Of(descriptor.OutputType);
        Field = route.ResponseBody.Length == 0 ? null : Plan.Find(route.ResponseBody);
    }

    protected CallSettings Settings { get; }

    protected RequestBinder Binder { get; }

    /// <summary>Of the response.</summary>
    protected MessagePlan Plan { get; }

    /// <summary>The only field of the response that is sent; null: all.</summary>
    protected FieldPlan? Field { get; }

    public async Task HandleAsync(HttpContext http)
    {
        var started = CallTelemetry.Start();
        var activity = CallTelemetry.Trace(CallTelemetry.Json, name);
        var code = StatusCode.OK;
        JsonCall? call = null;
        try
        {
            // Routing takes letters of either case for the same, and paths do not.
            var values = route.Path.Match(RawPath.Of(http), Settings.ColonWords)
                ?? throw Refusal.UnknownPath(http.Request.Path, Settings.Domain);
            call = new JsonCall(
                http, method, Timeout(http.Request), method.Type == MethodType.Unary ? CancellationToken.None : Settings.StreamsEnd);
            await ServeAsync(http, call, values);
            code = call.FinalCode;
        }
        catch (Exception failure)
        {
            var refusal = Explain(failure, call);
            code = refusal.StatusCode;
            if (http.Response.HasStarted)
            {
                // Half an answer must not look like a whole one.
                http.Abort();
            }
            else
            {
                JsonAnswer.Write(http, refusal);
            }
        }
        finally
        {
            call?.Dispose();
            CallTelemetry.Stop(started, activity, CallTelemetry.Json, name, code);
        }
    }

    protected abstract Task ServeAsync(HttpContext http, JsonCall call, string[] values);

    /// <summary>The only request of a call. What is wrong with it is told only to who may call.</summary>
    protected async ValueTask<T> ReadAsync<T>(HttpContext http, JsonCall call, string[] values)
        where T : class
    {
        try
        {
            return await ReadAsync<T>(http, values);
        }
        catch (Refusal)
        {
            await Settings.Admit(call);
            throw;
        }
    }

    private async ValueTask<T> ReadAsync<T>(HttpContext http, string[] values)
        where T : class
    {
        var faults = new JsonFaults();
        IMessage request;
        if (Binder.HasBody)
        {
            RequestBody.RequireType(http.Request, JsonAnswer.Json, Settings.Domain);
            var text = await RequestBody.ReadAsync(http.Request, Settings.BytesMax, Settings.Domain);
            request = Binder.Bind(text, values, http.Request, faults);
            http.Request.BodyReader.AdvanceTo(text.End);
        }
        else
        {
            request = Binder.Bind(ReadOnlySequence<byte>.Empty, values, http.Request, faults);
        }

        return faults.Count == 0 ? (T)request : throw Refusal.Malformed(faults, Settings.Domain);
    }

    /// <summary>A stream of requests, each filled by path and query as well.</summary>
    protected async ValueTask<IAsyncStreamReader<T>> LinesAsync<T>(HttpContext http, JsonCall call, string[] values)
        where T : class
    {
        try
        {
            RequestBody.RequireType(http.Request, JsonAnswer.Lines, Settings.Domain);
        }
        catch (Refusal)
        {
            await Settings.Admit(call);
            throw;
        }

        RequestBody.LiftStreamLimits(http.Features);
        return new RequestLines<T>(http.Request, Binder, values, Settings.BytesMax, Settings.Domain, call.CancellationToken);
    }

    protected void Answer<T>(HttpContext http, JsonCall call, T response)
        where T : class
    {
        RequireTime(call);
        if (call.Status.StatusCode != StatusCode.OK)
        {
            throw new RpcException(call.Status, call.ResponseTrailers);
        }

        JsonAnswer.Write(http, (IMessage)response, Plan, Field);
    }

    /// <summary>Asked before the handler begins and before its answer.</summary>
    /// <exception cref="Refusal">The deadline has passed.</exception>
    protected void RequireTime(JsonCall call)
    {
        if (call.IsOverdue)
        {
            throw Refusal.Deadline(Settings.Domain);
        }
    }

    /// <summary>What the client is told of an end before the handler's.</summary>
    protected Refusal Early(Status end) => end.StatusCode == StatusCode.DeadlineExceeded
        ? Refusal.Deadline(Settings.Domain)
        : Refusal.Of(end, Metadata.Empty);

    /// <summary>What the client is told of an exception, whoever threw it; what nobody meant to tell goes to the log.</summary>
    protected Refusal Explain(Exception failure, JsonCall? call)
    {
        var refusal = failure switch
        {
            Refusal one => one,
            RpcException told => Refusal.Of(told.Status, told.Trailers),
            OperationCanceledException or IOException when call?.EarlyEnd is { } end => Early(end),
            BadHttpRequestException => Refusal.Of(new Status(StatusCode.InvalidArgument, "The request is broken off."), Metadata.Empty),
            _ => null,
        };
        if (refusal is null)
        {
            TranscodingLog.Failed(Settings.Log, method.FullName, failure);
            return Refusal.Of(new Status(StatusCode.Unknown, "The handler failed."), Metadata.Empty);
        }

        TranscodingLog.Refused(Settings.Log, method.FullName, refusal.StatusCode);
        return refusal;
    }

    private TimeSpan? Timeout(HttpRequest request) =>
        request.Headers.GrpcTimeout is not { Count: > 0 } text ? null
        : CallHeaders.TryParseTimeout(text.ToString(), out var timeout) ? timeout
        : throw Refusal.Timeout(Settings.Domain);
}
