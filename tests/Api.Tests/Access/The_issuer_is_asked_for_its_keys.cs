using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace BudgetCoaching.Api.Tests.Access;

/// <summary>
/// Tokens are checked by what the issuer's metadata document says, as OpenID Connect Discovery 1.0 has it; here the issuer is a server of the
/// test's own, whose keys change and which is away at times.
/// </summary>
public sealed class The_issuer_is_asked_for_its_keys : IAsyncLifetime
{
    private const string Audience = "budget-coaching";

    private readonly SetTime time = new();
    private readonly RSA first = RSA.Create(2048);
    private readonly RSA second = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, int> asked = new(StringComparer.Ordinal);
    private readonly List<(string Id, RSA Key)> published = [];
    private bool isAway;
    private WebApplication? issuer;
    private string address = "";

    public async Task InitializeAsync()
    {
        published.Add(("first", first));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        issuer = builder.Build();
        issuer.MapGet("/.well-known/openid-configuration", () => Answer("document", new { issuer = address, jwks_uri = $"{address}/keys" }));
        issuer.MapGet("/keys", () => Answer("keys", new { keys = published.Select(key => KeyOf(key.Id, key.Key)) }));
        await issuer.StartAsync();
        address = issuer.Urls.Single();
    }

    public async Task DisposeAsync()
    {
        await issuer!.DisposeAsync();
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task A_token_is_good_by_the_keys_that_the_document_leads_to_and_they_are_asked_for_once()
    {
        var tokens = Open();

        (await tokens.VerifyAsync(Token("first", first)))!.Actor.Should().Be("anna");
        (await tokens.VerifyAsync(Token("first", first)))!.Roles.Should().Equal("consultant");

        asked.Should().BeEquivalentTo(new Dictionary<string, int> { ["document"] = 1, ["keys"] = 1 });
        (await tokens.VerifyAsync(Token("first", first, issuedBy: "https://another.example"))).Should().BeNull();
        (await tokens.VerifyAsync(Token("first", first, audience: "another-service"))).Should().BeNull();
        (await tokens.VerifyAsync(Token("first", second))).Should().BeNull("another key signed it");
    }

    [Fact]
    public async Task A_token_by_a_key_that_is_not_known_yet_has_the_keys_asked_for_again()
    {
        var tokens = Open();
        await tokens.VerifyAsync(Token("first", first));
        published.Add(("second", second));

        (await tokens.VerifyAsync(Token("second", second)))!.Actor.Should().Be("anna");
        (await tokens.VerifyAsync(Token("first", first)))!.Actor.Should().Be("anna", "the old key is still published");
    }

    [Fact]
    public async Task Whoever_sends_tokens_of_made_up_keys_cannot_have_the_issuer_asked_each_time()
    {
        var tokens = Open();
        await tokens.VerifyAsync(Token("first", first));
        for (var i = 0; i < 20; i++)
        {
            (await tokens.VerifyAsync(Token($"made-up-{i}", second))).Should().BeNull();
        }

        asked["keys"].Should().Be(2, "once at the beginning, and once for all that came within the time between two askings");
        published.Add(("second", second));
        (await tokens.VerifyAsync(Token("second", second))).Should().BeNull("that time is not over");
        time.Advance(IssuerKeys.AskedEvery);
        (await tokens.VerifyAsync(Token("second", second)))!.Actor.Should().Be("anna");
    }

    [Fact]
    public async Task A_withdrawn_key_is_believed_no_longer_than_keys_are_held()
    {
        var tokens = Open();
        await tokens.VerifyAsync(Token("first", first));
        published.Clear();
        published.Add(("second", second));

        (await tokens.VerifyAsync(Token("first", first))).Should().NotBeNull();
        time.Advance(IssuerKeys.HeldFor);
        (await tokens.VerifyAsync(Token("first", first))).Should().BeNull();
        (await tokens.VerifyAsync(Token("second", second))).Should().NotBeNull();
    }

    [Fact]
    public async Task An_issuer_that_is_away_at_the_start_is_asked_again_and_one_that_goes_away_is_believed_as_it_was()
    {
        isAway = true;
        var tokens = Open();
        await tokens.Awaiting(t => t.VerifyAsync(Token("first", first))).Should().ThrowAsync<IssuerAwayException>();

        isAway = false;
        time.Advance(IssuerKeys.AskedEvery);
        (await tokens.VerifyAsync(Token("first", first))).Should().NotBeNull();

        isAway = true;
        time.Advance(IssuerKeys.HeldFor);
        (await tokens.VerifyAsync(Token("first", first))).Should().NotBeNull("what it said last holds while it cannot be asked");
        (await tokens.VerifyAsync(Token("second", second))).Should().BeNull("of a key that it never published nothing is known");
    }

    private IResult Answer(string what, object document)
    {
        asked.AddOrUpdate(what, 1, (_, count) => count + 1);
        return isAway ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Json(document);
    }

    private Tokens Open()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Access:MetadataAddress"] = $"{address}/.well-known/openid-configuration", ["Access:Audience"] = Audience,
        };
        var section = new ConfigurationBuilder().AddInMemoryCollection(
            settings.ToDictionary(setting => $"BudgetCoaching:{setting.Key}", setting => setting.Value)).Build().GetSection("BudgetCoaching");
        return Tokens.Of(AccessOptions.Read(new SettingReader(section)), time);
    }

    private string Token(string keyId, RSA key, string? issuedBy = null, string audience = Audience) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuedBy ?? address,
            Audience = audience,
            Expires = new DateTime(2090, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key) { KeyId = keyId }, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sub"] = "anna", ["roles"] = new[] { "consultant" }, ["agency"] = "cremona",
            },
        });

    private static object KeyOf(string id, RSA key)
    {
        var open = key.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA", use = "sig", kid = id, n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent),
        };
    }

    private sealed class SetTime : IClock
    {
        private Instant now = Instant.FromUtc(2026, 3, 2, 8, 0);

        public void Advance(Duration by) => now += by;

        public Instant GetCurrentInstant() => now;
    }
}
