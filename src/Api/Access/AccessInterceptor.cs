using BudgetCoaching.Api.Services;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Every call passes here before its service sees it: who is calling, and whether they may. Health and reflection are nobody's secret and
/// pass without a credential.
/// </summary>
internal sealed class AccessInterceptor(Credentials credentials, AccessRules rules) : Interceptor
{
    /// <summary>What the platform itself offers.</summary>
    private const string OpenServices = "/grpc.";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (await VerifyAsync(context) is { } caller)
        {
            await rules.RequireAsync(caller, (IMessage)request, context.CancellationToken);
        }

        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (await VerifyAsync(context) is { } caller)
        {
            await rules.RequireAsync(caller, (IMessage)request, context.CancellationToken);
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
        if (await VerifyAsync(context) is { } caller)
        {
            AccessRules.RequireRole(caller, Permissions.OfCall(context.Method));
        }

        await continuation(requestStream, responseStream, context);
    }

    /// <summary>Null where nobody needs to be verified.</summary>
    private async Task<Caller?> VerifyAsync(ServerCallContext context)
    {
        if (context.Method.StartsWith(OpenServices, StringComparison.Ordinal))
        {
            return null;
        }

        var caller = await credentials.VerifyAsync(context);
        caller?.Attach(context);
        return caller;
    }
}
