using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Storage.EventStoreDb.Connecting;

/// <summary>What every connection to every node has in common: TLS, keep-alive, the headers of a call.</summary>
internal sealed class Transport : IDisposable
{
    /// <summary>An event travels in one message: the largest of ours and what stands around it.</summary>
    private const int MessageBytesMax = AppendRules.MaxBytes + (1024 * 1024);

    private readonly EventStoreDbOptions options;
    private readonly X509Certificate2Collection authorities = [];
    private readonly X509Certificate2? shown;

    /// <exception cref="StoreRefusedException">A certificate file cannot be read.</exception>
    public Transport(EventStoreDbOptions options)
    {
        this.options = options;
        try
        {
            if (options.TlsCaFile is { } file)
            {
                authorities.ImportFromPemFile(file);
            }

            if (options is { UserCertFile: { } certificate, UserKeyFile: { } key })
            {
                shown = X509Certificate2.CreateFromPemFile(certificate, key);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StoreRefusedException(
                StoreRefusedException.CertificateRefused, $"A certificate file cannot be used: {failure.Message}", failure);
        }

        Headers = new Metadata
        {
            { "requires-leader", options.NodePreference == NodePreference.Leader ? "True" : "False" },
            { "connection-name", options.ConnectionName },
        };
        if (options.User is not null)
        {
            var words = Encoding.UTF8.GetBytes($"{options.User}:{options.Password}");
            Headers.Add("authorization", "Basic " + Convert.ToBase64String(words));
        }
    }

    /// <summary>Of every call.</summary>
    public Metadata Headers { get; }

    public GrpcChannel Open(NodeAddress node) => GrpcChannel.ForAddress(
        $"{(options.Tls ? "https" : "http")}://{node}",
        new GrpcChannelOptions
        {
            HttpHandler = NewHandler(),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MessageBytesMax,
            MaxSendMessageSize = MessageBytesMax,
        });

    public void Dispose()
    {
        shown?.Dispose();
        foreach (var authority in authorities)
        {
            authority.Dispose();
        }
    }

    private SocketsHttpHandler NewHandler()
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, ConnectTimeout = options.GossipTimeout };
        if (options.KeepAliveInterval != Timeout.InfiniteTimeSpan)
        {
            handler.KeepAlivePingDelay = options.KeepAliveInterval;
            handler.KeepAlivePingTimeout = options.KeepAliveTimeout;
        }

        if (!options.TlsVerifyCert)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }
        else if (authorities.Count > 0)
        {
            handler.SslOptions.CertificateChainPolicy = OnlyOurAuthorities();
        }

        if (shown is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(shown, additionalCertificates: null);
        }

        return handler;
    }

    private X509ChainPolicy OnlyOurAuthorities()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
