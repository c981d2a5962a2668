using BudgetCoaching.Api.Services;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Every call passes here around its service: who is calling, whether they may and are within their limits, and, before anything is
/// shown, the entry that it was. Health and reflection are nobody's secret and pass without a credential.
/// </summary>
internal sealed class AccessInterceptor(Credentials credentials, AccessRules rules, CallerLimits limits, Disclosures disclosures)
    : Interceptor
{
    /// <summary>What the platform itself offers.</summary>
    private const string OpenServices = "/grpc.";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (IsOpen(context))
        {
            return await continuation(request, context);
        }

        var message = (IMessage)request;
        var caller = await VerifyAsync(context);
        using var taken = caller is null ? default : limits.Take(caller, message.CalculateSize());
        var granted = caller is null ? null : await rules.RequireAsync(caller, message, context.CancellationToken);
        var answer = await continuation(request, context);
        await disclosures.EnterAsync(context, message, granted, answer);
        return answer;
    }

    /// <summary>The first message may be sent at once, so the entry comes before it.</summary>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (IsOpen(context))
        {
            await continuation(request, responseStream, context);
            return;
        }

        var message = (IMessage)request;
        var caller = await VerifyAsync(context);
        using var taken = caller is null ? default : limits.Take(caller, message.CalculateSize());
        var granted = caller is null ? null : await rules.RequireAsync(caller, message, context.CancellationToken);
        await disclosures.EnterAsync(context, message, granted, answer: null);
        await continuation(request, responseStream, context);
    }

    /// <summary>What each message of the stream is about is judged where it is carried out.</summary>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (IsOpen(context))
        {
            await continuation(requestStream, responseStream, context);
            return;
        }

        var caller = await VerifyAsync(context);
        using var taken = caller is null ? default : limits.Take(caller, requestBytes: 0);
        if (caller is not null)
        {
            AccessRules.RequireRole(caller, Permissions.OfCall(context.Method));
        }

        await continuation(requestStream, responseStream, context);
    }

    private static bool IsOpen(ServerCallContext context) => context.Method.StartsWith(OpenServices, StringComparison.Ordinal);

    /// <summary>Null where nobody needs to be verified.</summary>
    private async Task<Caller?> VerifyAsync(ServerCallContext context)
    {
        var caller = await credentials.VerifyAsync(context);
        caller?.Attach(context);
        return caller;
    }
}
