using BudgetCoaching.Rpc.Wire;
using BudgetCoaching.Telemetry;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Rpc.Server;

/// <summary>Serves the calls of one method, whatever its kind.</summary>
internal abstract class MethodHandler<TRequest, TResponse>(Method<TRequest, TResponse> method, CallSettings settings)
    where TRequest : class
    where TResponse : class
{
    /// <summary>For traces and measures: <c>package.Service/Method</c>.</summary>
    private readonly string name = method.FullName[1..];

    public async Task HandleAsync(HttpContext http)
    {
        if (!Preconditions.Accept(http))
        {
            return;
        }

        var started = CallTelemetry.Start();
        var activity = CallTelemetry.Trace(CallTelemetry.Grpc, name);
        var call = new ServerCall(http, method, settings);
        try
        {
            if (call.Begin(isStreaming: method.Type != MethodType.Unary))
            {
                await ServeAsync(call);
            }
        }
        catch (Exception e)
        {
            call.Fail(e);
        }

        if (call.Close() is { } ending)
        {
            await ending;
        }

        CallTelemetry.Stop(started, activity, CallTelemetry.Grpc, name, call.FinalCode);
    }

    /// <summary>Reads, runs the handler, answers and ends the call.</summary>
    protected abstract Task ServeAsync(ServerCall call);

    protected RequestReader<TRequest> Requests(ServerCall call)
    {
        var reader = new RequestReader<TRequest>(call, method.RequestMarshaller.ContextualDeserializer, settings.MaxReceive);
        reader.Attach(call.Http.Request.BodyReader, call.RequestEncoding);
        return reader;
    }

    protected MessageWriter<TResponse> Writer(ServerCall call) =>
        new(call.Http.Response.BodyWriter, method.ResponseMarshaller.ContextualSerializer, settings.MaxSend)
        {
            Level = settings.ResponseLevel,
        };

    /// <summary>The only message of a request, and the request's end after it: clients may half-close in a frame of its own.</summary>
    /// <returns>Null when the call was ended because there was none, more than one or a broken one.</returns>
    protected async ValueTask<TRequest?> ReadOnlyAsync(ServerCall call)
    {
        var reader = Requests(call);
        var outcome = await reader.ReadAsync(CancellationToken.None);
        var request = reader.Message;
        if (outcome == ReadOutcome.Message)
        {
            outcome = await reader.ReadAsync(CancellationToken.None);
            if (outcome == ReadOutcome.End)
            {
                return request;
            }
        }

        call.End(outcome switch
        {
            ReadOutcome.Failed => reader.Failure,
            ReadOutcome.End => new Status(StatusCode.Internal, "The request has no message."),
            _ => new Status(StatusCode.Internal, "The request has more than one message."),
        });
        return null;
    }

    protected void Answer(ServerCall call, TResponse? response)
    {
        if (response is null)
        {
            call.End(new Status(StatusCode.Cancelled, "The method returned no message."));
            return;
        }

        if (!call.IsInTime())
        {
            return;
        }

        if (call.Status.StatusCode == StatusCode.OK)
        {
            call.WriteLast(Writer(call), response);
        }

        call.End(call.Status);
    }

    /// <summary>Ends a stream as its handler said.</summary>
    protected static void EndAnswered(ServerCall call)
    {
        if (call.IsInTime())
        {
            call.End(call.Status);
        }
    }
}

internal sealed class UnaryHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, CallSettings settings, UnaryServerMethod<TRequest, TResponse> run)
    : MethodHandler<TRequest, TResponse>(method, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(ServerCall call)
    {
        if (await ReadOnlyAsync(call) is { } request && call.IsInTime())
        {
            Answer(call, await run(request, call));
        }
    }
}

internal sealed class ClientStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, CallSettings settings, ClientStreamingServerMethod<TRequest, TResponse> run)
    : MethodHandler<TRequest, TResponse>(method, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(ServerCall call)
    {
        if (call.IsInTime())
        {
            Answer(call, await run(Requests(call), call));
        }
    }
}

internal sealed class ServerStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, CallSettings settings, ServerStreamingServerMethod<TRequest, TResponse> run)
    : MethodHandler<TRequest, TResponse>(method, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(ServerCall call)
    {
        if (await ReadOnlyAsync(call) is { } request && call.IsInTime())
        {
            await run(request, new ResponseStream<TResponse>(call, Writer(call)), call);
            EndAnswered(call);
        }
    }
}

internal sealed class DuplexStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, CallSettings settings, DuplexStreamingServerMethod<TRequest, TResponse> run)
    : MethodHandler<TRequest, TResponse>(method, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(ServerCall call)
    {
        if (call.IsInTime())
        {
            await run(Requests(call), new ResponseStream<TResponse>(call, Writer(call)), call);
            EndAnswered(call);
        }
    }
}
