using BudgetCoaching.Api.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;
using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// The first to see a call, whichever way it came: refuses it while the service stops, and ends it when it runs for longer than any may. A
/// client's own deadline, where it is nearer, is the server library's to keep.
/// </summary>
internal sealed class CallLimits(ApiOptions options, CallsUnderWay calls, IClock clock) : Interceptor
{
    /// <summary>Of one message, as protobuf or as JSON.</summary>
    public const int MessageBytesMax = 4 * 1024 * 1024;

    private readonly TimeSpan call = TimeSpan.FromSeconds(options.CallSeconds);
    private readonly TimeSpan stream = TimeSpan.FromMinutes(options.StreamMinutes);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        using var begun = calls.Begin(context);
        using var bounded = new BoundedCall(context, call, clock);
        try
        {
            return await continuation(request, bounded);
        }
        catch (OperationCanceledException) when (bounded.IsOver)
        {
            throw ApiFault.CallTooLong(call);
        }
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        BoundAsync(context, bounded => continuation(request, responseStream, bounded));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        BoundAsync(context, bounded => continuation(requestStream, responseStream, bounded));

    private async Task BoundAsync(ServerCallContext context, Func<BoundedCall, Task> handle)
    {
        using var begun = calls.Begin(context);
        using var bounded = new BoundedCall(context, stream, clock);
        try
        {
            await handle(bounded);
        }
        catch (OperationCanceledException) when (bounded.IsOver)
        {
            throw ApiFault.CallTooLong(stream);
        }
    }
}
