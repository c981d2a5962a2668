using BudgetCoaching.Api.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using NodaTime.Extensions;

namespace BudgetCoaching.Api.Access;

/// <summary>What a token says of its bearer, read by the names that are configured; empty where it says nothing.</summary>
internal sealed record TokenClaims(string Actor, IReadOnlyList<string> Roles, string Agency, Instant Expires);

/// <summary>Whether a bearer token is good: signed by the issuer, for us, and in its time. Thread safe.</summary>
internal sealed class Tokens
{
    /// <summary>By how much the issuer's clock may differ from ours.</summary>
    private static readonly Duration ClockSkew = Duration.FromSeconds(30);

    /// <summary>Signatures made with a private key: a shared secret would let every reader of tokens write them.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler handler = new();
    private readonly AccessOptions names;
    private readonly TokenValidationParameters rules;
    private readonly IssuerKeys? issuer;
    private readonly IClock clock;

    private Tokens(AccessOptions names, TokenValidationParameters rules, IssuerKeys? issuer, IClock clock)
    {
        this.names = names;
        this.rules = rules;
        this.issuer = issuer;
        this.clock = clock;
        rules.ValidAlgorithms = Algorithms;
        rules.LifetimeValidator = IsInTime;
        rules.RequireExpirationTime = true;
        rules.RequireSignedTokens = true;
    }

    /// <summary>Tokens of the configured issuer.</summary>
    /// <exception cref="StartRefusedException">The file of keys cannot be read or holds none.</exception>
    public static Tokens Of(AccessOptions options, IClock clock)
    {
        var wanted = new TokenValidationParameters { ValidAudience = options.Audience };
        if (options.KeysFile.Length == 0)
        {
            return new Tokens(options, wanted, new IssuerKeys(options.MetadataAddress, clock), clock);
        }

        var keys = KeySetFile.Open(options.KeysFile);
        wanted.ValidIssuer = options.Issuer;
        wanted.IssuerSigningKeyResolver = (_, _, _, _) => keys.Current();
        return new Tokens(options, wanted, issuer: null, clock);
    }

    /// <summary>Tokens that this process issued itself, for trying things out.</summary>
    public static Tokens OfDemo(AccessOptions options, SecurityKey key, IClock clock) => new(
        options,
        new TokenValidationParameters { ValidIssuer = DemoTokens.Issuer, ValidAudience = DemoTokens.Issuer, IssuerSigningKey = key },
        issuer: null,
        clock);

    /// <summary>Null for a token that is not good, whatever the reason: who sent it is told no more than that.</summary>
    /// <exception cref="IssuerAwayException">The issuer's keys cannot be had now.</exception>
    public async Task<TokenClaims?> VerifyAsync(string token)
    {
        var result = await ValidateAsync(token);
        if (!result.IsValid)
        {
            return null;
        }

        var read = (JsonWebToken)result.SecurityToken;
        return new TokenClaims(
            First(read, names.ActorClaim),
            [.. read.Claims.Where(claim => claim.Type == names.RoleClaim).Select(claim => claim.Value)],
            First(read, names.AgencyClaim),
            read.ValidTo.ToInstant());
    }

    /// <summary>A key that is not known may be a new one: then the issuer is asked once more, as often as it may be.</summary>
    private async Task<TokenValidationResult> ValidateAsync(string token)
    {
        if (issuer is null)
        {
            return await handler.ValidateTokenAsync(token, rules);
        }

        var known = await issuer.CurrentAsync();
        var result = await handler.ValidateTokenAsync(token, By(known));
        return !result.IsValid && IsOfUnknownKey(token, known) && await issuer.NewerAsync(known) is { } newer
            ? await handler.ValidateTokenAsync(token, By(newer))
            : result;
    }

    private bool IsOfUnknownKey(string token, OpenIdConnectConfiguration known) => handler.CanReadToken(token)
        && new JsonWebToken(token).Kid is var named
        && !known.SigningKeys.Any(key => key.KeyId == named);

    private TokenValidationParameters By(OpenIdConnectConfiguration said)
    {
        var by = rules.Clone();
        by.ValidIssuer = names.Issuer.Length > 0 ? names.Issuer : said.Issuer;
        by.IssuerSigningKeys = said.SigningKeys;
        return by;
    }

    private static string First(JsonWebToken token, string name) =>
        token.Claims.FirstOrDefault(claim => claim.Type == name)?.Value ?? "";

    private bool IsInTime(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetCurrentInstant();
        return until is { } end && now < end.ToInstant() + ClockSkew && (from is not { } start || now >= start.ToInstant() - ClockSkew);
    }
}

/// <summary>The issuer of tokens cannot be asked for its keys.</summary>
internal sealed class IssuerAwayException(Exception cause) : Exception("The issuer's keys cannot be had.", cause);
