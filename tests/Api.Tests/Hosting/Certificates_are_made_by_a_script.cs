using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace BudgetCoaching.Api.Tests.Hosting;

public sealed class Certificates_are_made_by_a_script(TrialCertificates made) : IClassFixture<TrialCertificates>
{
    [Theory]
    [InlineData("certs/store1/node", "172.31.240.11", "store1")]
    [InlineData("certs/store2/node", "172.31.240.12", "store2")]
    [InlineData("certs/store3/node", "172.31.240.13", "store3")]
    public void A_store_is_the_one_at_its_address_and_all_have_one_subject(string files, params string[] names)
    {
        using var store = Load($"{files}.crt", $"{files}.key");

        store.Subject.Should().Be("CN=eventstoredb-node");
        names.Should().OnlyContain(name => store.MatchesHostname(name, true, false));
        store.MatchesHostname("172.31.240.14", true, false).Should().BeFalse();
    }

    [Fact]
    public void The_service_is_known_by_this_machines_name_by_its_nodes_and_by_those_that_were_given()
    {
        using var service = Load("secrets/tls.pem", "secrets/tls.key");

        new[] { "localhost", "127.0.0.1", "node1", "node2", "node3", TrialCertificates.CallersName }
            .Should().OnlyContain(name => service.MatchesHostname(name, true, false));
    }

    [Fact]
    public async Task Stores_prove_to_each_other_who_they_are()
    {
        using var first = Load("certs/store1/node.crt", "certs/store1/node.key");
        using var second = Load("certs/store2/node.crt", "certs/store2/node.key");

        (await ShakeHandsAsync(first, "172.31.240.11", second)).Should().Be((true, true));
        (await ShakeHandsAsync(first, "172.31.240.12", second)).Should().Be((false, true), "that is another's address");
    }

    [Fact]
    public async Task A_caller_who_trusts_the_authority_reaches_the_service()
    {
        using var service = Load("secrets/tls.pem", "secrets/tls.key");

        (await ShakeHandsAsync(service, TrialCertificates.CallersName, client: null)).Should().Be((true, false));
    }

    [Fact]
    public void Keys_are_for_their_owner_alone_and_that_of_the_authority_is_not_among_what_is_mounted()
    {
        string[] keys =
        [
            "certs/authority.key", "certs/store1/node.key", "certs/store2/node.key", "certs/store3/node.key", "secrets/tls.key",
        ];

        Directory.EnumerateFiles(made.Folder, "*.key", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(made.Folder, path)).Should().BeEquivalentTo(keys);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var key in keys)
            {
                File.GetUnixFileMode(made.PathOf(key)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    [Fact]
    public async Task What_is_there_is_not_made_anew()
    {
        var before = Contents();

        (await made.MakeAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should().HaveCount(4).And.OnlyContain(line => line.EndsWith(" is there already"));
        Contents().Should().Equal(before);
    }

    private X509Certificate2 Load(string certificate, string key) =>
        X509Certificate2.CreateFromPemFile(made.PathOf(certificate), made.PathOf(key));

    private Dictionary<string, string> Contents() =>
        Directory.EnumerateFiles(made.Folder, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllText);

    /// <param name="server">Shown by the server.</param>
    /// <param name="name">Under which the client looks for it.</param>
    /// <param name="client">Shown by the client; null: none.</param>
    /// <returns>Whether the client believes the server, and the server the client.</returns>
    private async Task<(bool OfServer, bool OfClient)> ShakeHandsAsync(X509Certificate2 server, string name, X509Certificate2? client)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var calling = new TcpClient();
        var accepting = listener.AcceptTcpClientAsync();
        await calling.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var called = await accepting;
        var (ofServer, ofClient) = (false, false);
        await using var served = new SslStream(called.GetStream());
        await using var caller = new SslStream(calling.GetStream());
        await Task.WhenAll(
            served.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = server,
                ClientCertificateRequired = client is not null,
                CertificateChainPolicy = OfTheAuthority(),
                RemoteCertificateValidationCallback = (_, shown, _, errors) =>
                {
                    ofClient = shown is not null && errors == SslPolicyErrors.None;
                    return true;
                },
            }),
            caller.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = name,
                ClientCertificates = client is null ? [] : [client],
                CertificateChainPolicy = OfTheAuthority(),
                RemoteCertificateValidationCallback = (_, _, _, errors) =>
                {
                    ofServer = errors == SslPolicyErrors.None;
                    return true;
                },
            }));
        return (ofServer, ofClient);
    }

    /// <summary>Nobody else is believed.</summary>
    private X509ChainPolicy OfTheAuthority()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(made.PathOf("certs/ca/ca.crt"));
        return policy;
    }
}
