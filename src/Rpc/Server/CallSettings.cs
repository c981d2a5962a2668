using System.IO.Compression;
using BudgetCoaching.Rpc.Wire;
using Grpc.AspNetCore.Server;
using Grpc.Net.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Rpc.Server;

/// <summary>What all calls of one service share; made once, when the service is mapped.</summary>
internal sealed record CallSettings(
    int? MaxReceive,
    int? MaxSend,
    bool DetailedErrors,
    Encodings Encodings,
    ICompressionProvider? ResponseEncoding,
    CompressionLevel? ResponseLevel,
    IReadOnlyList<InterceptorRegistration> Interceptors,
    Drain Drain,
    ILogger Log)
{
    public const string LogCategory = "BudgetCoaching.Rpc.Server";

    /// <exception cref="InvalidOperationException">The response encoding is not among the providers.</exception>
    public static CallSettings Of(GrpcServiceOptions all, GrpcServiceOptions one, IServiceProvider services)
    {
        // A provider of one service hides one of the same name for all.
        var encodings = new Encodings(one.CompressionProviders.Concat(all.CompressionProviders).DistinctBy(p => p.EncodingName));
        var algorithm = one.ResponseCompressionAlgorithm ?? all.ResponseCompressionAlgorithm;
        if (!encodings.TryFind(algorithm, out var encoding))
        {
            throw new InvalidOperationException($"No compression provider is called '{algorithm}'.");
        }

        return new CallSettings(
            one.IsReceiveLimitSet ? one.MaxReceiveMessageSize : all.MaxReceiveMessageSize,
            one.IsSendLimitSet ? one.MaxSendMessageSize : all.MaxSendMessageSize,
            one.EnableDetailedErrors ?? all.EnableDetailedErrors ?? false,
            encodings,
            encoding,
            one.ResponseCompressionLevel ?? all.ResponseCompressionLevel,
            [.. all.Interceptors, .. one.Interceptors],
            services.GetRequiredService<Drain>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory));
    }
}
