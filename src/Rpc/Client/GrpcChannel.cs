using System.Collections.Concurrent;
using System.Net;
using BudgetCoaching.Rpc.Client;
using BudgetCoaching.Rpc.Wire;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grpc.Net.Client;

/// <summary>Calls to one address. Costly to make, cheap to share; it reconnects by itself.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly HttpMessageInvoker http;
    private readonly bool ownsHttp;
    private readonly ConcurrentDictionary<string, Uri> addresses = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource closing = new();

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        Address = address;
        Options = options;
        IsSecure = options.Credentials?.IsSecure ?? string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);
        if (IsSecure != string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The credentials do not fit the address {address}: its scheme says otherwise about TLS.");
        }

        Encodings = new Encodings(options.CompressionProviders ?? Encodings.BuiltIn());
        Log = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("BudgetCoaching.Rpc.Client");
        Retries = options.ServiceConfig is { } config ? new Retries(config, options) : null;
        (http, ownsHttp) = Transport(options);
    }

    internal Uri Address { get; }

    internal GrpcChannelOptions Options { get; }

    internal bool IsSecure { get; }

    internal Encodings Encodings { get; }

    internal ILogger Log { get; }

    /// <summary>Null when no call is retried.</summary>
    internal Retries? Retries { get; }

    internal HttpMessageInvoker Http => http;

    /// <summary>Cancelled when the channel is disposed of: its calls end then.</summary>
    internal CancellationToken Closing => closing.Token;

    internal Version Version => Options.HttpVersion ?? HttpVersion.Version20;

    internal HttpVersionPolicy VersionPolicy => Options.HttpVersionPolicy ?? HttpVersionPolicy.RequestVersionExact;

    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) =>
        ForAddress(new Uri(address, UriKind.Absolute), channelOptions);

    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException($"The address {address} is neither http nor https.", nameof(address));
        }

        return new GrpcChannel(address, channelOptions);
    }

    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(closing.IsCancellationRequested, this);
        return new HttpCallInvoker(this);
    }

    public void Dispose()
    {
        if (closing.IsCancellationRequested)
        {
            return;
        }

        closing.Cancel();
        if (ownsHttp)
        {
            http.Dispose();
        }
    }

    internal Uri AddressOf(string method) => addresses.GetOrAdd(method, static (path, root) => new Uri(root, path), Address);

    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }

    private static (HttpMessageInvoker Http, bool Owned) Transport(GrpcChannelOptions options)
    {
        if (options.HttpClient is { } client)
        {
            return options.HttpHandler is null
                ? (client, options.DisposeHttpClient)
                : throw new ArgumentException("Give either an HTTP client or a handler, not both.", nameof(options));
        }

        if (options.HttpHandler is { } handler)
        {
            return (new HttpMessageInvoker(handler, options.DisposeHttpClient), true);
        }

        // Calls beyond the server's limit of streams open a second connection instead of waiting.
        return (new HttpMessageInvoker(new SocketsHttpHandler { EnableMultipleHttp2Connections = true }, disposeHandler: true), true);
    }
}
