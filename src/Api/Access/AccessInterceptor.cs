using BudgetCoaching.Api.Services;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Stands around every call, once it is known who calls and whose ids are meant: whether they may, and, before anything is shown, the entry
/// that it was.
/// </summary>
internal sealed class AccessInterceptor(AccessRules rules, Disclosures disclosures, HiddenTexts hidden) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (CallerInterceptor.IsOpen(context) || request is not IMessage message)
        {
            return await continuation(request, context);
        }

        var granted = await JudgeAsync(context, message);
        var answer = await continuation(request, context);
        if (Permissions.OfRequest(message.Descriptor)?.SubjectOf(message).Household is { } household)
        {
            await hidden.TakeOutAsync(context, household, answer);
        }

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
        if (!CallerInterceptor.IsOpen(context) && request is IMessage message)
        {
            var granted = await JudgeAsync(context, message);
            await disclosures.EnterAsync(context, message, granted, answer: null);
        }

        await continuation(request, responseStream, context);
    }

    /// <summary>What each message of the stream is about is judged where it is carried out.</summary>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!CallerInterceptor.IsOpen(context) && Caller.VerifiedOf(context) is { } caller)
        {
            AccessRules.RequireRole(caller, Permissions.OfCall(context.Method));
        }

        await continuation(requestStream, responseStream, context);
    }

    /// <summary>Null for a caller who is not verified.</summary>
    private async Task<Granted?> JudgeAsync(ServerCallContext context, IMessage request)
    {
        if (Caller.VerifiedOf(context) is not { } caller)
        {
            return null;
        }

        var granted = await rules.RequireAsync(caller, request, context.CancellationToken);
        granted.Attach(context);
        return granted;
    }
}
