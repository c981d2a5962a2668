using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Grpc.Net.ClientFactory;

/// <summary>How the clients of one name are made.</summary>
public class GrpcClientFactoryOptions
{
    /// <summary>Must be given.</summary>
    public Uri? Address { get; set; }

    /// <summary>Run once, when the channel of the name is made.</summary>
    public IList<Action<GrpcChannelOptions>> ChannelOptionsActions { get; } = [];

    /// <summary>Run for each call.</summary>
    public IList<Action<CallOptionsContext>> CallOptionsActions { get; } = [];

    /// <summary>The first sees a call first; those of a client come before those of its channel.</summary>
    public IList<InterceptorRegistration> InterceptorRegistrations { get; } = [];

    /// <summary>Null makes the client by its constructor that takes a call invoker.</summary>
    public Func<CallInvoker, object>? Creator { get; set; }
}

/// <summary>The options of the call about to be made.</summary>
public class CallOptionsContext(CallOptions callOptions, IServiceProvider serviceProvider)
{
    public CallOptions CallOptions { get; set; } = callOptions;

    /// <summary>Of the scope that the client came from.</summary>
    public IServiceProvider ServiceProvider { get; } = serviceProvider;
}

/// <summary>How many clients share an interceptor.</summary>
public enum InterceptorScope
{
    /// <summary>All of the name.</summary>
    Channel,

    /// <summary>None.</summary>
    Client,
}

public class InterceptorRegistration(InterceptorScope scope, Func<IServiceProvider, Interceptor> creator)
{
    public InterceptorScope Scope { get; } = scope;

    internal Func<IServiceProvider, Interceptor> Creator { get; } = creator;
}

/// <summary>Makes clients by the name they were added under.</summary>
public abstract class GrpcClientFactory
{
    public abstract TClient CreateClient<TClient>(string name)
        where TClient : class;
}
