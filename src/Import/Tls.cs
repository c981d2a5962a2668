using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BudgetCoaching.Import;

/// <summary>Whose certificates are trusted beside the machine's settings, and the one that is shown.</summary>
internal sealed class Tls
{
    public static readonly string[] Options = ["--ca-file", "--cert-file", "--key-file"];

    private readonly X509Certificate2Collection authorities = [];
    private SslStreamCertificateContext? shown;

    private Tls()
    {
    }

    /// <summary>Whether a client certificate says who calls.</summary>
    public bool ShowsCertificate => shown is not null;

    /// <summary>What is wrong becomes a fault of the arguments.</summary>
    /// <returns>Null where nothing is said of TLS, or where something is wrong with it.</returns>
    public static Tls? Read(Arguments arguments, Uri? server)
    {
        var given = Options.Where(arguments.Has).ToList();
        if (given.Count == 0)
        {
            return null;
        }

        if (server is not null && server.Scheme != Uri.UriSchemeHttps)
        {
            arguments.Fault($"{string.Join(", ", given)}: only with a --server of https");
        }

        if (arguments.Has("--cert-file") != arguments.Has("--key-file"))
        {
            arguments.Fault("--cert-file and --key-file go together");
        }

        var tls = new Tls();
        tls.Trust(arguments);
        tls.Show(arguments);
        return tls;
    }

    public SocketsHttpHandler NewHandler()
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        handler.SslOptions.ClientCertificateContext = shown;
        if (authorities.Count > 0)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return handler;
    }

    private void Trust(Arguments arguments)
    {
        if (arguments.Value("--ca-file") is { } path)
        {
            Try(arguments, "--ca-file", () =>
            {
                authorities.ImportFromPemFile(path);
                return authorities.Count > 0;
            });
        }
    }

    /// <summary>What follows the first certificate of the file are those between it and the authority.</summary>
    private void Show(Arguments arguments)
    {
        if (arguments.Value("--cert-file") is { } path && arguments.Value("--key-file") is { } key)
        {
            Try(arguments, "--cert-file, --key-file", () =>
            {
                var chain = new X509Certificate2Collection();
                chain.ImportFromPemFile(path);
                shown = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(path, key), chain, offline: true);
                return true;
            });
        }
    }

    private static void Try(Arguments arguments, string options, Func<bool> holdsOne)
    {
        try
        {
            if (!holdsOne())
            {
                arguments.Fault($"{options} holds no certificate in PEM");
            }
        }
        catch (Exception unusable) when (
            unusable is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            arguments.Fault($"{options} cannot be used: {unusable.Message}");
        }
    }
}
