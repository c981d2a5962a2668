using BudgetCoaching.Api.Services;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Finds out who is calling, before anything else is done for the call, and keeps each caller within its limits. Health and reflection are
/// nobody's secret and pass without a credential.
/// </summary>
internal sealed class CallerInterceptor(Credentials credentials, CallerLimits limits) : Interceptor
{
    /// <summary>What the platform itself offers.</summary>
    private const string OpenServices = "/grpc.";

    public static bool IsOpen(ServerCallContext context) => context.Method.StartsWith(OpenServices, StringComparison.Ordinal);

    /// <summary>Refuses a caller whose credential is not good, and does nothing else for the call.</summary>
    public async Task AdmitAsync(ServerCallContext context) => await credentials.VerifyAsync(context);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        using var taken = await TakeAsync(context, request as IMessage);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var taken = await TakeAsync(context, request as IMessage);
        await continuation(request, responseStream, context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var taken = await TakeAsync(context, request: null);
        await continuation(requestStream, responseStream, context);
    }

    /// <summary>Nothing is taken for a caller who is not verified.</summary>
    private async Task<CallerLimits.Taken> TakeAsync(ServerCallContext context, IMessage? request)
    {
        if (IsOpen(context) || await credentials.VerifyAsync(context) is not { } caller)
        {
            return default;
        }

        caller.Attach(context);
        return limits.Take(caller, request?.CalculateSize() ?? 0);
    }
}
