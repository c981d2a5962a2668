using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BudgetCoaching.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Import.Tests;

/// <summary>A service that verifies its callers, over TLS: by API keys and by client certificates.</summary>
public sealed class VerifyingPrograms : BuiltPrograms
{
    private const string OfServers = "1.3.6.1.5.5.7.3.1";
    private const string OfClients = "1.3.6.1.5.5.7.3.2";

    public VerifyingPrograms()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        File.WriteAllText(PathOf("authority.pem"), authority.ExportCertificatePem());
        Sign(authority, "CN=localhost", OfServers, "server");
        Sign(authority, "CN=nightly, OU=integrator, O=test", OfClients, "client");
    }

    protected override string Scheme => "https";

    protected override string[] Settings =>
    [
        "--BudgetCoaching:Tls:CertificateFile", PathOf("server.pem"), "--BudgetCoaching:Tls:KeyFile", PathOf("server.key"),
        "--BudgetCoaching:Tls:ClientAuthoritiesFile", PathOf("authority.pem"),
        "--BudgetCoaching:Access:ApiKeys", "true", "--BudgetCoaching:Access:FirstAgency", "test",
    ];

    protected override Metadata Administrator =>
        new() { { "x-api-key", File.ReadAllText(Path.Combine(Folder, "data", "administrator.key")).Trim() } };

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Makes an integrator's API key.</summary>
    /// <returns>The file that it is put into.</returns>
    public async Task<string> NewKeyAsync()
    {
        var made = await new AccessService.AccessServiceClient(Channel).CreateApiKeyAsync(
            new CreateApiKeyRequest { Parent = "agencies/test", ApiKey = new ApiKey { Actor = "nightly", Role = "integrator" } },
            Administrator);
        await File.WriteAllTextAsync(PathOf("integrator.key"), made.Text + "\n");
        return PathOf("integrator.key");
    }

    /// <summary>As the import connects.</summary>
    protected override GrpcChannel Connect() => Service.Read(Arguments.Read(
        ["--agency", "test", "--actor", "test", "--server", Address, "--ca-file", PathOf("authority.pem")],
        Service.Options,
        [],
        takesFile: false))!.Connect();

    private void Sign(X509Certificate2 authority, string subject, string usage, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(alternatives.Build());
        using var signed = request.Create(
            authority, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(30), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(PathOf($"{name}.pem"), signed.ExportCertificatePem());
        File.WriteAllText(PathOf($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
