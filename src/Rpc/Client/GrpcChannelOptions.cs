using BudgetCoaching.Rpc.Wire;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Grpc.Net.Compression;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

public sealed class GrpcChannelOptions
{
    internal const int DefaultReceiveLimit = 4 * 1024 * 1024;

    private const int DefaultRetryAttempts = 5;
    private const long DefaultRetryBuffer = 16 * 1024 * 1024;
    private const long DefaultRetryBufferPerCall = 1024 * 1024;

    /// <summary>By default what the address says: <c>https</c> is secure, <c>http</c> is not.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Bytes of one message before compression; null, the default, is no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Bytes of one message after decompression; null is no limit. 4 MiB by default.</summary>
    public int? MaxReceiveMessageSize { get; set; } = DefaultReceiveLimit;

    /// <summary>Gzip and deflate by default.</summary>
    public IList<ICompressionProvider>? CompressionProviders { get; set; } = Encodings.BuiltIn();

    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>TLS, keep-alive pings and connections are set here. Excludes <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    public HttpClient? HttpClient { get; set; }

    /// <summary>Whether the channel disposes of the handler or client it was given.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether a call cancelled by its own caller throws OperationCanceledException instead of RpcException.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Whether call credentials may travel without TLS.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }

    /// <summary>HTTP/2 by default.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>Exactly <see cref="HttpVersion"/> by default.</summary>
    public HttpVersionPolicy? HttpVersionPolicy { get; set; }

    /// <summary>Null, the default, makes every call once.</summary>
    public ServiceConfig? ServiceConfig { get; set; }

    /// <summary>The most attempts whatever a policy says, the first included; null is no limit. 5 by default.</summary>
    public int? MaxRetryAttempts { get; set; } = DefaultRetryAttempts;

    /// <summary>Bytes of streamed requests that all calls together keep for retries; null is no limit. 16 MiB by default.</summary>
    public long? MaxRetryBufferSize { get; set; } = DefaultRetryBuffer;

    /// <summary>Bytes of streamed requests that one call keeps; beyond them it is not retried. 1 MiB by default.</summary>
    public long? MaxRetryBufferPerCallSize { get; set; } = DefaultRetryBufferPerCall;
}
