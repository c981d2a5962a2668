using BudgetCoaching.Rpc.Server;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

public static class GrpcServicesExtensions
{
    public static IGrpcServerBuilder AddGrpc(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddOptions();
        services.TryAddSingleton(new StreamGrace(StreamGrace.Default));
        services.TryAddSingleton<Drain>();
        services.TryAddSingleton(new Registrations(services));
        services.TryAddSingleton<ServedServices>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, UnknownServices>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<KestrelServerOptions>, RoomForStreams>());
        return new Builder(services);
    }

    public static IGrpcServerBuilder AddGrpc(this IServiceCollection services, Action<GrpcServiceOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        var builder = services.AddGrpc();
        services.Configure(configureOptions);
        return builder;
    }

    public static IGrpcServerBuilder AddServiceOptions<TService>(
        this IGrpcServerBuilder grpcBuilder, Action<GrpcServiceOptions<TService>> configure)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(grpcBuilder);
        grpcBuilder.Services.Configure(configure);
        return grpcBuilder;
    }

    /// <summary>
    /// Kestrel's own 100 streams a connection are few for calls that last. Twice the number also bounds the cancelled calls whose
    /// handlers still run: a client that cancels many at once would be told to calm down.
    /// </summary>
    private sealed class RoomForStreams : IPostConfigureOptions<KestrelServerOptions>
    {
        private const int Streams = 1000;

        /// <summary>A number that the program has set stays as it is.</summary>
        public void PostConfigure(string? name, KestrelServerOptions options)
        {
            if (options.Limits.Http2.MaxStreamsPerConnection == new KestrelServerLimits().Http2.MaxStreamsPerConnection)
            {
                options.Limits.Http2.MaxStreamsPerConnection = Streams;
            }
        }
    }

    private sealed class Builder(IServiceCollection services) : IGrpcServerBuilder
    {
        public IServiceCollection Services => services;
    }
}
