using BudgetCoaching.Transcoding.Http;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>One request, one response.</summary>
internal sealed class UnaryJson<TRequest, TResponse>(
    IMethod method,
    MethodDescriptor descriptor,
    HttpRoute route,
    CallSettings settings,
    UnaryServerMethod<TRequest, TResponse> run) : JsonMethod(method, descriptor, route, settings)
    where TRequest : class
    where TResponse : class
{
    protected override async Task ServeAsync(HttpContext http, JsonCall call, string[] values)
    {
        var request = await ReadAsync<TRequest>(http, call, values);
        RequireTime(call);
        var running = run(request, call);
        if (call.HasDeadline && !running.IsCompleted && await IsOverBeforeAsync(running, call) && call.EarlyEnd is { } end)
        {
            // The answer goes out on time; a handler that does not listen is waited for all the same, as it holds the context.
            call.FinalCode = end.StatusCode;
            JsonAnswer.Write(http, Early(end));
            await http.Response.CompleteAsync();
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        Answer(http, call, await running);
    }

    private static async Task<bool> IsOverBeforeAsync(Task running, JsonCall call)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = call.CancellationToken.UnsafeRegister(
            static source => ((TaskCompletionSource)source!).SetResult(), over);
        return await Task.WhenAny(running, over.Task) != running;
    }
}
