using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace BudgetCoaching.Api.Errors;

/// <summary>The one place where an exception becomes a status: services only translate.</summary>
internal sealed class ErrorInterceptor(ILogger<ErrorInterceptor> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception failure) when (IsOurs(failure))
        {
            throw ToStatus(failure, context.Method);
        }
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(request, responseStream, context));

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (RpcException large) when (large.StatusCode == StatusCode.ResourceExhausted && large.Trailers.Count == 0)
        {
            // What the reader of messages says by itself, in the middle of a stream.
            throw ApiFault.MessageTooLarge();
        }
        catch (Exception failure) when (IsOurs(failure))
        {
            throw ToStatus(failure, context.Method);
        }
    }

    /// <summary>Does something for a call, outside the other handlers too.</summary>
    public async Task GuardAsync(ServerCallContext context, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception failure) when (IsOurs(failure))
        {
            throw ToStatus(failure, context.Method);
        }
    }

    /// <summary>Neither said to the caller nor the world failing.</summary>
    public static bool IsBug(Exception failure) =>
        IsOurs(failure)
        && failure is not (InvalidFieldsException or KeysRefusedException)
        && !IsWorldFailing(failure);

    /// <summary>A store that refuses us while we run was set up otherwise meanwhile: what is asked may work again later.</summary>
    private static bool IsWorldFailing(Exception failure) =>
        failure is ReadModelFailedException or IOException or StoreRefusedException;

    /// <summary>A status is one already, and a call that ended is the transport's to tell.</summary>
    private static bool IsOurs(Exception failure) => failure is not (RpcException or OperationCanceledException);

    private RpcException ToStatus(Exception failure, string method)
    {
        switch (failure)
        {
            case InvalidFieldsException invalid:
                return ApiFault.Invalid(invalid.Faults);
            case SharedFolderAwayException:
                ApiLog.SharedFolderAway(log, method, failure);
                return ApiFault.SharedFolderAway();
            case StoreRefusedException { Reason: StoreRefusedException.AppendTooLarge }:
                ApiLog.AppendTooLarge(log, method, failure);
                return ApiFault.AppendTooLarge();
            case StoreFailedException { Reason: StoreFailedException.Unreachable or StoreFailedException.TimedOut }:
                // Said once for all calls that meet it.
                ApiLog.EventStoreAway(log, method, failure.Message);
                return ApiFault.StoreUnavailable();
            case var _ when IsWorldFailing(failure):
                ApiLog.StoreUnavailable(log, method, failure);
                return ApiFault.StoreUnavailable();
            case KeysRefusedException refused:
                ApiLog.KeyMissing(log, method, refused);
                return ApiFault.KeyMissing();
            default:
                ApiLog.Bug(log, method, failure);
                return ApiFault.Bug();
        }
    }
}
