using BudgetCoaching.Rpc.Reflection;
using BudgetCoaching.Rpc.Server;
using Grpc.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection
{
    public static class GrpcReflectionServiceExtensions
    {
        /// <summary>Lets tools ask for all services that are mapped. AddGrpc must be called too.</summary>
        public static IServiceCollection AddGrpcReflection(this IServiceCollection services)
        {
            ArgumentNullException.ThrowIfNull(services);
            services.TryAddSingleton(provider =>
                new ReflectionV1ServiceImpl(() => ReflectionV1ServiceImpl.Described(provider.GetRequiredService<ServedServices>().All)));
            services.TryAddSingleton(provider =>
                new AlphaReflection(() => ReflectionV1ServiceImpl.Described(provider.GetRequiredService<ServedServices>().All)));
            return services;
        }
    }
}

namespace Microsoft.AspNetCore.Builder
{
    public static class GrpcReflectionEndpointRouteBuilderExtensions
    {
        /// <summary>Serves reflection v1, and v1alpha for older tools.</summary>
        public static IEndpointConventionBuilder MapGrpcReflectionService(this IEndpointRouteBuilder builder) =>
            builder.MapGrpcService<ReflectionV1ServiceImpl>().And(builder.MapGrpcService<AlphaReflection>());
    }
}
