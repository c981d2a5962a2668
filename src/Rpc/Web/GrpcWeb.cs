using BudgetCoaching.Rpc.Web;
using Grpc.AspNetCore.Web;

namespace Grpc.AspNetCore.Web
{
    public class GrpcWebOptions
    {
        /// <summary>Whether methods that do not say are served to browsers. False by default.</summary>
        public bool DefaultEnabled { get; set; }
    }

    /// <summary>On an endpoint: whether browsers may call it.</summary>
    public interface IGrpcWebEnabledMetadata
    {
        bool GrpcWebEnabled { get; }
    }

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
    public class EnableGrpcWebAttribute : Attribute, IGrpcWebEnabledMetadata
    {
        public bool GrpcWebEnabled => true;
    }

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
    public class DisableGrpcWebAttribute : Attribute, IGrpcWebEnabledMetadata
    {
        public bool GrpcWebEnabled => false;
    }
}

namespace Microsoft.AspNetCore.Builder
{
    public static class GrpcWebApplicationBuilderExtensions
    {
        /// <summary>Lets browsers call, over HTTP/1.1 as well; between routing and the endpoints.</summary>
        public static IApplicationBuilder UseGrpcWeb(this IApplicationBuilder builder) => builder.UseGrpcWeb(new GrpcWebOptions());

        public static IApplicationBuilder UseGrpcWeb(this IApplicationBuilder builder, GrpcWebOptions options)
        {
            ArgumentNullException.ThrowIfNull(builder);
            ArgumentNullException.ThrowIfNull(options);
            return builder.Use(next => new WebBridge(next, options).InvokeAsync);
        }
    }

    public static class GrpcWebEndpointConventionBuilderExtensions
    {
        public static TBuilder EnableGrpcWeb<TBuilder>(this TBuilder builder)
            where TBuilder : IEndpointConventionBuilder => Mark(builder, new EnableGrpcWebAttribute());

        public static TBuilder DisableGrpcWeb<TBuilder>(this TBuilder builder)
            where TBuilder : IEndpointConventionBuilder => Mark(builder, new DisableGrpcWebAttribute());

        private static TBuilder Mark<TBuilder>(TBuilder builder, IGrpcWebEnabledMetadata mark)
            where TBuilder : IEndpointConventionBuilder
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.Add(endpoint => endpoint.Metadata.Add(mark));
            return builder;
        }
    }
}
