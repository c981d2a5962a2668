using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary>A certificate for some other name, in files, and a server that answers with it.</summary>
internal sealed class OwnCertificate : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;

    public OwnCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=books.example", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(CertificateFile, made.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string CertificateFile => Path.Combine(folder, "tls.pem");

    public string KeyFile => Path.Combine(folder, "tls.key");

    public async Task<Serving> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile))));
        var server = builder.Build();
        server.MapGet("/health/ready", () => Results.Text("well"));
        await server.StartAsync();
        return new Serving(server);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Listens until it is disposed.</summary>
    internal sealed class Serving(WebApplication server) : IAsyncDisposable
    {
        public int Port => new Uri(server.Urls.Single()).Port;

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
