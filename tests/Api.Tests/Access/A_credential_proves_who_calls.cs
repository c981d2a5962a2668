using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using BudgetCoaching.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests.Access;

/// <summary>A service that verifies its callers, over TLS: by tokens of an issuer, by API keys and by client certificates.</summary>
public sealed class A_credential_proves_who_calls : IAsyncLifetime
{
    private const string Issuer = "https://issuer.example";
    private const string Audience = "budget-coaching";

    private readonly DirectoryInfo secrets = Directory.CreateTempSubdirectory("budget-coaching-secrets-");
    private readonly RSA issuerKey = RSA.Create(2048);
    private readonly ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 authority;
    private readonly RunningService service;

    public A_credential_proves_who_calls()
    {
        authority = Authority(authorityKey);
        var (server, serverKey) = (PathOf("server.pem"), PathOf("server.key"));
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            File.WriteAllText(server, Signed("CN=localhost", key, "1.3.6.1.5.5.7.3.1").ExportCertificatePem());
            File.WriteAllText(serverKey, key.ExportPkcs8PrivateKeyPem());
        }

        File.WriteAllText(PathOf("authority.pem"), authority.ExportCertificatePem());
        WriteKeys(issuerKey);
        service = new RunningService
        {
            IsDemo = false,
            Settings =
            [
                "--BudgetCoaching:Tls:CertificateFile", server, "--BudgetCoaching:Tls:KeyFile", serverKey,
                "--BudgetCoaching:Tls:ClientAuthoritiesFile", PathOf("authority.pem"),
                "--BudgetCoaching:Access:Issuer", Issuer, "--BudgetCoaching:Access:Audience", Audience,
                "--BudgetCoaching:Access:KeysFile", PathOf("keys.json"),
                "--BudgetCoaching:Access:ApiKeys", "true", "--BudgetCoaching:Access:FirstAgency", "cremona",
                "--BudgetCoaching:Limits:CallsPerSecond", "5",
            ],
            Handler = Handler,
        };
    }

    public Task InitializeAsync() => service.StartAsync();

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        secrets.Delete(recursive: true);
        issuerKey.Dispose();
        authority.Dispose();
        authorityKey.Dispose();
    }

    [Fact]
    public async Task Each_way_leads_to_an_event_with_the_proved_actor_and_role_and_nothing_else_is_believed()
    {
        var (agencies, households) = (new AgencyService.AgencyServiceClient(service.Channel), Households(service.Channel));
        var keyFile = Path.Combine(service.DataFolder, "administrator.key");
        service.Announced.Should().Contain($"First administrator's key: {keyFile}\n");
        var firstKey = await File.ReadAllTextAsync(keyFile);
        var first = new Metadata { { "x-api-key", firstKey.Trim() } };
        await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = "cremona", Agency = new V1.Agency { DisplayName = "Cremona" } }, first);

        var enrolled = await households.EnrolHouseholdAsync(Enrol, Bearer("anna", ["supervisor", "consultant"], asked: "consultant"));
        (await OriginAsync(enrolled.Household.Name)).Should().Be(("anna", "consultant", false, "cremona"));

        using var certified = GrpcChannel.ForAddress(
            service.Grpc, new GrpcChannelOptions { HttpHandler = Handler(Client("CN=nightly, OU=integrator, O=cremona")) });
        var imported = await Households(certified).EnrolHouseholdAsync(Enrol);
        (await OriginAsync(imported.Household.Name)).Should().Be(("nightly", "integrator", false, "cremona"));

        await Refused(households.EnrolHouseholdAsync(Enrol), StatusCode.Unauthenticated, "CREDENTIAL_REFUSED");
        await Refused(
            households.EnrolHouseholdAsync(Enrol, new Metadata { { "x-actor", "anna" }, { "x-agency", "cremona" } }),
            StatusCode.Unauthenticated,
            "CREDENTIAL_REFUSED");
    }

    [Fact]
    public async Task A_token_that_is_not_right_in_every_way_is_refused()
    {
        using var other = RSA.Create(2048);
        string[] bad =
        [
            "x.y.z",
            Token("anna", ["consultant"], key: other),
            Token("anna", ["consultant"], audience: "another-service"),
            Token("anna", ["consultant"], issuer: "https://another.example"),
            Token("anna", ["consultant"], expires: DateTime.UtcNow.AddMinutes(-5)),
            Token("Anna Bianchi", ["consultant"]),
            Token("anna", ["owner"]),
            Unsigned(),
        ];
        foreach (var token in bad)
        {
            await Refused(
                Households(service.Channel).EnrolHouseholdAsync(Enrol, new Metadata { { "authorization", $"Bearer {token}" } }),
                StatusCode.Unauthenticated,
                "CREDENTIAL_REFUSED");
        }

        await Refused(
            Households(service.Channel).EnrolHouseholdAsync(Enrol, Bearer("anna", ["consultant"], asked: "protection")),
            StatusCode.PermissionDenied,
            "NOT_PERMITTED");
    }

    [Theory]
    [InlineData("/v1/households", """{"noSuchField": 1}""", "application/json", "FIELD_INVALID")]
    [InlineData("/v1/households", "no json", "application/json", "FIELD_INVALID")]
    [InlineData("/v1/households", "{}", "text/plain", "CONTENT_TYPE_UNSUPPORTED")]
    [InlineData("/v1/facts:import", "{}", "application/json", "CONTENT_TYPE_UNSUPPORTED")]
    public async Task Over_json_what_is_wrong_with_a_request_is_told_to_who_may_call_alone(
        string path, string body, string type, string reason)
    {
        using var http = new HttpClient(Handler()) { BaseAddress = new Uri(service.Web) };

        (await ReasonAsync("")).Should().Be("CREDENTIAL_REFUSED");
        (await ReasonAsync("Bearer x.y.z")).Should().Be("CREDENTIAL_REFUSED");
        (await ReasonAsync($"Bearer {Token("anna", ["supervisor"])}")).Should().Be(reason);

        async Task<string?> ReasonAsync(string authorization)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Content = new StringContent(body, Encoding.UTF8, type);
            request.Headers.TryAddWithoutValidation("authorization", authorization);
            using var answer = await http.SendAsync(request);
            using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return told.RootElement.GetProperty("details")[0].GetProperty("reason").GetString();
        }
    }

    [Fact]
    public async Task Over_grpc_a_request_with_an_unknown_and_a_malformed_field_is_refused_for_the_missing_credential_first()
    {
        var request = EnrolHouseholdRequest.Parser.ParseFrom([0xC0, 0x3E, 0x01]);
        request.Agency = "NO AGENCY";

        await Refused(Households(service.Channel).EnrolHouseholdAsync(request), StatusCode.Unauthenticated, "CREDENTIAL_REFUSED");
    }

    [Fact]
    public async Task An_issuer_changes_its_keys_without_a_restart()
    {
        using var next = RSA.Create(2048);
        WriteKeys(issuerKey, next);
        await Allowed(new Metadata { { "authorization", $"Bearer {Token("anna", ["consultant"], key: next)}" } });
    }

    [Fact]
    public async Task A_key_is_replaced_without_an_interruption_and_revoked_at_once()
    {
        var keys = new AccessService.AccessServiceClient(service.Channel);
        var administrator = Bearer("dora", ["administrator"]);
        Task<CreateApiKeyResponse> Made() => keys.CreateApiKeyAsync(
            new CreateApiKeyRequest { Parent = "agencies/cremona", ApiKey = new ApiKey { Actor = "nightly", Role = "auditor" } },
            administrator).ResponseAsync;
        var (old, next) = (await Made(), await Made());
        await Allowed(new Metadata { { "x-api-key", old.Text } });
        await Allowed(new Metadata { { "x-api-key", next.Text } });

        (await keys.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = old.ApiKey.Name }, administrator)).RevokeTime.Should().NotBeNull();

        await Refused(Listed(new Metadata { { "x-api-key", old.Text } }), StatusCode.Unauthenticated, "CREDENTIAL_REFUSED");
        await Allowed(new Metadata { { "x-api-key", next.Text } });
        (await keys.ListCallersAsync(new ListCallersRequest { Parent = "agencies/cremona" }, administrator)).Callers
            .Should().Contain(c => c.Actor == "nightly" && c.Means == "key" && c.Role == "auditor");
        (await keys.ListApiKeysAsync(new ListApiKeysRequest { Parent = "agencies/cremona" }, administrator)).ApiKeys
            .Select(k => k.Name).Should().Contain([old.ApiKey.Name, next.ApiKey.Name]);
    }

    [Fact]
    public async Task One_caller_over_its_rate_is_told_when_to_come_back_and_others_are_not_kept_waiting()
    {
        // A machine on which these take longer than their bucket is refilled, 200 ms each, could not be told apart.
        const int CallsMax = 1000;
        var busy = Bearer("busy", ["auditor"]);
        RpcException? refused = null;
        for (var i = 0; i < CallsMax && refused is null; i++)
        {
            try
            {
                await Listed(busy);
            }
            catch (RpcException over) when (over.StatusCode == StatusCode.ResourceExhausted)
            {
                refused = over;
            }
            catch (RpcException absent) when (absent.StatusCode == StatusCode.NotFound)
            {
            }
        }

        refused.Should().NotBeNull();
        var status = Google.Rpc.Status.Parser.ParseFrom(refused!.Trailers.GetValueBytes("grpc-status-details-bin"));
        status.Details[0].Unpack<Google.Rpc.ErrorInfo>().Metadata["limit"].Should().Be("calls_per_second");
        status.Details[1].Unpack<Google.Rpc.RetryInfo>().RetryDelay.ToTimeSpan().Should().BePositive();
        await Allowed(Bearer("calm", ["auditor"]));
    }

    private static EnrolHouseholdRequest Enrol => new() { Agency = "agencies/cremona", RequestId = NewId() };

    private static HouseholdService.HouseholdServiceClient Households(GrpcChannel channel) => new(channel);

    private AsyncUnaryCall<ListApiKeysResponse> Listed(Metadata headers) => new AccessService.AccessServiceClient(service.Channel)
        .ListApiKeysAsync(new ListApiKeysRequest { Parent = "agencies/cremona" }, headers);

    /// <summary>The credential is good: the call gets past it, to whatever comes next.</summary>
    private async Task Allowed(Metadata headers)
    {
        var parent = new ListParameterSetsRequest { Parent = "agencies/cremona" };
        try
        {
            await new AgencyService.AgencyServiceClient(service.Channel).ListParameterSetsAsync(parent, headers);
        }
        catch (RpcException absent)
        {
            absent.StatusCode.Should().Be(StatusCode.NotFound);
        }
    }

    private async Task<(string Actor, string Role, bool Unverified, string Agency)> OriginAsync(string household)
    {
        using var call = Households(service.Channel).ReplayHousehold(
            new ReplayHouseholdRequest { Household = household }, Bearer("audrey", ["auditor"]));
        await call.ResponseStream.MoveNext(CancellationToken.None);
        var read = call.ResponseStream.Current;
        return (read.Actor, read.Role, read.Unverified, read.Agency);
    }

    private Metadata Bearer(string actor, string[] roles, string? asked = null)
    {
        var headers = new Metadata { { "authorization", $"Bearer {Token(actor, roles)}" } };
        if (asked is not null)
        {
            headers.Add("x-role", asked);
        }

        return headers;
    }

    private string Token(
        string actor, string[] roles, RSA? key = null, string issuer = Issuer, string audience = Audience, DateTime? expires = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = DateTime.UtcNow.AddMinutes(-10),
            Expires = expires ?? DateTime.UtcNow.AddMinutes(10),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? issuerKey), SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sub"] = actor, ["roles"] = roles, ["agency"] = "cremona",
            },
        });

    private static string Unsigned() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Audience,
        Claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = "anna", ["roles"] = "consultant", ["agency"] = "cremona",
        },
    });

    private void WriteKeys(params RSA[] keys) => File.WriteAllText(PathOf("keys.json"), JsonSerializer.Serialize(new
    {
        keys = keys.Select(key => key.ExportParameters(includePrivateParameters: false)).Select(key => new
        {
            kty = "RSA", use = "sig", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent),
        }),
    }));

    private string PathOf(string name) => Path.Combine(secrets.FullName, name);

    private SocketsHttpHandler Handler() => Handler(null);

    private SocketsHttpHandler Handler(X509Certificate2? client)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
            shown is X509Certificate2 own && own.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData);
        if (client is not null)
        {
            handler.SslOptions.ClientCertificates = [client];
        }

        return handler;
    }

    private X509Certificate2 Client(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var bare = Signed(name, key, "1.3.6.1.5.5.7.3.2");
        return bare.CopyWithPrivateKey(key);
    }

    private X509Certificate2 Signed(string name, ECDsa key, string usage)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(alternatives.Build());
        return request.Create(
            authority, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(30), RandomNumberGenerator.GetBytes(8));
    }

    private static X509Certificate2 Authority(ECDsa key)
    {
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }
}
