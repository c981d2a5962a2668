using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using BudgetCoaching.Rpc.Wire;
using Grpc.Core.Interceptors;
using Grpc.Net.Compression;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>Options of all services, or, derived, of one; what one service leaves unset it takes from all.</summary>
public class GrpcServiceOptions
{
    private int? maxReceive = DefaultReceiveLimit;
    private int? maxSend;

    internal const int DefaultReceiveLimit = 4 * 1024 * 1024;

    /// <summary>Bytes of one message, after decompression; null is no limit. 4 MiB by default.</summary>
    public int? MaxReceiveMessageSize
    {
        get => maxReceive;
        set => (maxReceive, IsReceiveLimitSet) = (value, true);
    }

    /// <summary>Bytes of one message, before compression; null, the default, is no limit.</summary>
    public int? MaxSendMessageSize
    {
        get => maxSend;
        set => (maxSend, IsSendLimitSet) = (value, true);
    }

    /// <summary>Whether the client is told the message of an exception that is not an RpcException. False by default.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>The encoding of responses to clients that accept it; null, the default, sends them plain.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    public CompressionLevel? ResponseCompressionLevel { get; set; }

    /// <summary>Gzip and deflate by default.</summary>
    public IList<ICompressionProvider> CompressionProviders { get; set; } = Encodings.BuiltIn();

    /// <summary>The first sees a call first; those of all services come before those of one.</summary>
    public InterceptorCollection Interceptors { get; } = [];

    /// <summary>Whether calls to unknown services go on to other endpoints instead of being answered UNIMPLEMENTED.</summary>
    public bool? IgnoreUnknownServices { get; set; }

    internal bool IsReceiveLimitSet { get; private set; }

    internal bool IsSendLimitSet { get; private set; }
}

public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class
{
    /// <summary>Its providers begin empty: those of all services count.</summary>
    public GrpcServiceOptions() => CompressionProviders = [];
}

public class InterceptorCollection : Collection<InterceptorRegistration>
{
    public void Add<[DynamicallyAccessedMembers(InterceptorRegistration.Needed)] TInterceptor>(params object[] args)
        where TInterceptor : Interceptor => Add(typeof(TInterceptor), args);

    public void Add([DynamicallyAccessedMembers(InterceptorRegistration.Needed)] Type interceptorType, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(interceptorType);
        if (!interceptorType.IsSubclassOf(typeof(Interceptor)))
        {
            throw new ArgumentException($"{interceptorType} is no {nameof(Interceptor)}.", nameof(interceptorType));
        }

        Add(new InterceptorRegistration(interceptorType, args));
    }
}

/// <summary>An interceptor to be taken from the container, or made for each call. Register it as a singleton to save both.</summary>
public class InterceptorRegistration
{
    internal const DynamicallyAccessedMemberTypes Needed = DynamicallyAccessedMemberTypes.PublicConstructors;

    internal InterceptorRegistration([DynamicallyAccessedMembers(Needed)] Type type, object[] arguments)
    {
        Type = type;
        Arguments = [.. arguments];
    }

    [DynamicallyAccessedMembers(Needed)]
    public Type Type { get; }

    /// <summary>Constructor arguments; the others come from the container.</summary>
    public IReadOnlyList<object> Arguments { get; }
}

public interface IGrpcServerBuilder
{
    IServiceCollection Services { get; }
}

/// <summary>On the endpoint of each method: what it is. Authorization, reflection and tests read it.</summary>
public sealed class GrpcMethodMetadata(Type serviceType, Grpc.Core.IMethod method)
{
    public Type ServiceType { get; } = serviceType;

    public Grpc.Core.IMethod Method { get; } = method;
}
