using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Rpc.Client;

/// <summary>Starts a call on the channel for each of the five ways to call.</summary>
internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using var call = AsyncUnaryCall(method, host, options, request);
        return call.ResponseAsync.GetAwaiter().GetResult();
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = Start(method, host, options, request);
        return new AsyncUnaryCall<TResponse>(
            call.SingleResponseAsync(),
            IOutgoingCall.Headers,
            IOutgoingCall.StatusOf,
            IOutgoingCall.TrailersOf,
            IOutgoingCall.DisposeOf,
            call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = Start(method, host, options, request);
        return new AsyncServerStreamingCall<TResponse>(
            call.Responses, IOutgoingCall.Headers, IOutgoingCall.StatusOf, IOutgoingCall.TrailersOf, IOutgoingCall.DisposeOf, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = Start(method, host, options, null);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            call.Requests,
            call.SingleResponseAsync(),
            IOutgoingCall.Headers,
            IOutgoingCall.StatusOf,
            IOutgoingCall.TrailersOf,
            IOutgoingCall.DisposeOf,
            call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = Start(method, host, options, null);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            call.Requests,
            call.Responses,
            IOutgoingCall.Headers,
            IOutgoingCall.StatusOf,
            IOutgoingCall.TrailersOf,
            IOutgoingCall.DisposeOf,
            call);
    }

    /// <summary>Without a request the requests are streamed.</summary>
    private IOutgoingCall<TRequest, TResponse> Start<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest? request)
        where TRequest : class
        where TResponse : class
    {
        if (channel.Retries?.For(method) is { } rule)
        {
            var retried = new RetriedCall<TRequest, TResponse>(
                rule, channel.Retries, attempt => new ClientCall<TRequest, TResponse>(channel, method, host, options, attempt), request);
            retried.Start();
            return retried;
        }

        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        call.Start(request);
        return call;
    }
}
