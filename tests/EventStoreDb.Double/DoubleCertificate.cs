using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BudgetCoaching.EventStoreDb.Double;

/// <summary>A certificate for this machine, and the file by which clients can trust it.</summary>
public sealed class DoubleCertificate : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eventstoredb-double-");

    public DoubleCertificate(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=eventstoredb-double", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        var now = time.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        Value = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        CaFile = Path.Combine(folder.FullName, "ca.crt");
        File.WriteAllText(CaFile, made.ExportCertificatePem());
    }

    /// <summary>PEM, for the option <c>tlsCaFile</c> of a connection string.</summary>
    public string CaFile { get; }

    internal X509Certificate2 Value { get; }

    public void Dispose()
    {
        Value.Dispose();
        folder.Delete(recursive: true);
    }
}
