using BudgetCoaching.Transcoding.Http;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>Any number of responses, a line each; an error after the first line becomes the last one.</summary>
internal abstract class StreamedJson<TResponse>(IMethod method, MethodDescriptor descriptor, HttpRoute route, CallSettings settings)
    : JsonMethod(method, descriptor, route, settings)
    where TResponse : class
{
    protected async Task StreamAsync(HttpContext http, JsonCall call, Func<IServerStreamWriter<TResponse>, Task> run)
    {
        using var lines = new ResponseLines<TResponse>(call, http.Response, Plan, Field);
        Refusal? broken = null;
        try
        {
            RequireTime(call);
            await run(lines);
            RequireTime(call);
            if (call.Status.StatusCode != StatusCode.OK)
            {
                throw new RpcException(call.Status, call.ResponseTrailers);
            }
        }
        catch (Exception failure) when (lines.HasBegun)
        {
            broken = Explain(failure, call);
            call.FinalCode = broken.StatusCode;
        }

        if (broken is not null)
        {
            JsonAnswer.WriteLastLine(http.Response.BodyWriter, broken);
        }
        else if (!lines.HasBegun)
        {
            http.Response.ContentType = JsonAnswer.Lines;
        }
    }
}

/// <summary>One request, any number of responses.</summary>
internal sealed class ServerStreamingJson<TRequest, TResponse>(
    IMethod method,
    MethodDescriptor descriptor,
    HttpRoute route,
    CallSettings settings,
    ServerStreamingServerMethod<TRequest, TResponse> run) : StreamedJson<TResponse>(method, descriptor, route, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(HttpContext http, JsonCall call, string[] values)
    {
        var request = await ReadAsync<TRequest>(http, call, values);
        await StreamAsync(http, call, responses => run(request, responses, call));
    }
}

/// <summary>Lines in, lines out, at the same time.</summary>
internal sealed class DuplexStreamingJson<TRequest, TResponse>(
    IMethod method,
    MethodDescriptor descriptor,
    HttpRoute route,
    CallSettings settings,
    DuplexStreamingServerMethod<TRequest, TResponse> run) : StreamedJson<TResponse>(method, descriptor, route, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(HttpContext http, JsonCall call, string[] values)
    {
        var requests = await LinesAsync<TRequest>(http, call, values);
        await StreamAsync(http, call, responses => run(requests, responses, call));
    }
}

/// <summary>Lines in, one answer.</summary>
internal sealed class ClientStreamingJson<TRequest, TResponse>(
    IMethod method,
    MethodDescriptor descriptor,
    HttpRoute route,
    CallSettings settings,
    ClientStreamingServerMethod<TRequest, TResponse> run) : JsonMethod(method, descriptor, route, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(HttpContext http, JsonCall call, string[] values)
    {
        RequireTime(call);
        Answer(http, call, await run(await LinesAsync<TRequest>(http, call, values), call));
    }
}
