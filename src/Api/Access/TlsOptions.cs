using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BudgetCoaching.Api.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace BudgetCoaching.Api.Access;

/// <summary>TLS of both ports, and whose client certificates are believed; <c>BudgetCoaching:Tls</c>.</summary>
internal sealed class TlsOptions
{
    /// <summary>The service's certificate with its chain, PEM. Empty: no TLS.</summary>
    public string CertificateFile { get; private init; } = "";

    /// <summary>Its private key, PEM.</summary>
    public string KeyFile { get; private init; } = "";

    /// <summary>Authorities, PEM, whose client certificates say who calls. Empty: client certificates are not asked for.</summary>
    public string ClientAuthoritiesFile { get; private init; } = "";

    public bool IsOn => CertificateFile.Length > 0;

    public bool HasClients => ClientAuthoritiesFile.Length > 0;

    public static TlsOptions Read(SettingReader settings) => new()
    {
        CertificateFile = settings.Text($"Tls:{nameof(CertificateFile)}", ""),
        KeyFile = settings.Text($"Tls:{nameof(KeyFile)}", ""),
        ClientAuthoritiesFile = settings.Text($"Tls:{nameof(ClientAuthoritiesFile)}", ""),
    };

    public IEnumerable<string> Faults()
    {
        if (IsOn != (KeyFile.Length > 0))
        {
            yield return $"{ApiOptions.Section}:Tls:CertificateFile and Tls:KeyFile must be given together.";
        }

        if (HasClients && !IsOn)
        {
            yield return $"{ApiOptions.Section}:Tls:ClientAuthoritiesFile needs Tls:CertificateFile.";
        }
    }

    /// <summary>Nothing for a service without TLS.</summary>
    /// <exception cref="StartRefusedException">A file cannot be read or is none of its kind.</exception>
    public Action<ListenOptions> Listener()
    {
        if (!IsOn)
        {
            return _ => { };
        }

        try
        {
            var own = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
            X509Certificate2Collection chain = [];
            chain.ImportFromPemFile(CertificateFile);
            X509Certificate2Collection authorities = [];
            if (HasClients)
            {
                authorities.ImportFromPemFile(ClientAuthoritiesFile);
            }

            return listen => listen.UseHttps(https =>
            {
                (https.ServerCertificate, https.ServerCertificateChain) = (own, chain);
                if (HasClients)
                {
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.ClientCertificateValidation = (client, _, _) => IsOf(authorities, client);
                }
            });
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"{ApiOptions.Section}:Tls cannot be used: {unusable.Message.TrimEnd('.')}.", unusable);
        }
    }

    /// <summary>Believed is what the configured authorities signed for clients, and what has not run out.</summary>
    private static bool IsOf(X509Certificate2Collection authorities, X509Certificate2 client)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        return chain.Build(client);
    }
}
