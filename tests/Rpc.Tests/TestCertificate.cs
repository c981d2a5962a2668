using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>A certificate for this machine that only its maker trusts, with the files that other programs need of it.</summary>
public sealed class TestCertificate : IDisposable
{
    public TestCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Value = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        Folder = Directory.CreateTempSubdirectory("rpc-tests-");
        File.WriteAllText(Path.Combine(Folder.FullName, "certificate.pem"), made.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Folder.FullName, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    public X509Certificate2 Value { get; }

    /// <summary>Holds <c>certificate.pem</c> and <c>key.pem</c>.</summary>
    public DirectoryInfo Folder { get; }

    /// <summary>Trusts this certificate and no other.</summary>
    public SocketsHttpHandler NewHandler()
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => Value.Equals(shown);
        return handler;
    }

    public void Dispose()
    {
        Value.Dispose();
        Folder.Delete(recursive: true);
    }
}
