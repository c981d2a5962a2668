using Grpc.Core;

namespace BudgetCoaching.Rpc.Client;

/// <summary>A call being made, whether once or with retries, as what is handed to the caller sees it.</summary>
internal interface IOutgoingCall : IDisposable
{
    static readonly Func<object, Task<Metadata>> Headers = call => ((IOutgoingCall)call).HeadersAsync();
    static readonly Func<object, Status> StatusOf = call => ((IOutgoingCall)call).FinalStatus;
    static readonly Func<object, Metadata> TrailersOf = call => ((IOutgoingCall)call).FinalTrailers;
    static readonly Action<object> DisposeOf = call => ((IOutgoingCall)call).Dispose();

    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    Status FinalStatus { get; }

    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    Metadata FinalTrailers { get; }

    Task<Metadata> HeadersAsync();
}

internal interface IOutgoingCall<TRequest, TResponse> : IOutgoingCall
{
    /// <summary>Where the requests of a streaming call are written.</summary>
    IClientStreamWriter<TRequest> Requests { get; }

    /// <summary>Where the responses of a streaming call are read.</summary>
    IAsyncStreamReader<TResponse> Responses { get; }

    /// <summary>The response where there is one; asked for once.</summary>
    Task<TResponse> SingleResponseAsync();
}
