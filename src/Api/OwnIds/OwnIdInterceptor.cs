using BudgetCoaching.Api.Services;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Keys;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace BudgetCoaching.Api.OwnIds;

/// <summary>Follows the own ids in the requests of all calls but the import, which follows them row by row.</summary>
internal sealed class OwnIdInterceptor(IKeyStore keys, StreamStates states) : Interceptor
{
    /// <summary>The own ids of whoever is calling.</summary>
    public static AgencyIds For(ServerCallContext context, IKeyStore keys, StreamStates states) => new(async cancel =>
    {
        var agency = Caller.Of(context).Agency;
        return new OpenedIds(ExternalIds.Open(keys, agency), await states.LoadAsync(agency, cancel));
    });

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await For(context, keys, states).ResolveAsync(request as IMessage, context.CancellationToken);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await For(context, keys, states).ResolveAsync(request as IMessage, context.CancellationToken);
        await continuation(request, responseStream, context);
    }
}
