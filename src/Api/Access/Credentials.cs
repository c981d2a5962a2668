using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Application.Access;
using BudgetCoaching.Domain;
using Grpc.Core;
using NodaTime;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Finds out who is calling from what the call carries: a bearer token, an API key or a client certificate, in this order. Only the first
/// that is there is looked at; one that is not good is refused and never passed over for the next. Thread safe.
/// </summary>
internal sealed class Credentials
{
    public const string AuthorizationHeader = "authorization";
    public const string ApiKeyHeader = "x-api-key";

    /// <summary>Tokens remembered as good; beyond it all are forgotten and verified again.</summary>
    private const int RememberedMax = 10_000;

    private const string Bearer = "Bearer ";

    /// <summary>How long a good token is not verified again: a withdrawn signing key takes effect within it.</summary>
    private static readonly Duration Remembered = Duration.FromSeconds(60);

    private readonly ConcurrentDictionary<string, (TokenClaims Claims, Instant Until)> remembered = new(StringComparer.Ordinal);
    private readonly ApiOptions options;
    private readonly IAccessBook book;
    private readonly IClock clock;
    private readonly Tokens? tokens;

    public Credentials(ApiOptions options, IAccessBook book, DemoTokens? demo, IClock clock)
    {
        this.options = options;
        this.book = book;
        this.clock = clock;
        tokens = options.Access.HasTokens ? Tokens.Of(options.Access, clock)
            : demo is not null ? Tokens.OfDemo(options.Access, demo.Key, clock)
            : null;
    }

    /// <summary>Null where the call carries no credential and none is needed.</summary>
    /// <exception cref="RpcException">A credential is needed and there is none, or the one given is not good.</exception>
    public async Task<Caller?> VerifyAsync(ServerCallContext context)
    {
        var headers = context.RequestHeaders;
        var (caller, means) = headers.GetValue(AuthorizationHeader) is { Length: > 0 } authorization
                ? (await OfTokenAsync(authorization, headers), "token")
            : headers.GetValue(ApiKeyHeader) is { Length: > 0 } key ? (await OfKeyAsync(key, headers, context.CancellationToken), "key")
            : options.Tls.HasClients && context.GetHttpContext().Connection.ClientCertificate is { } certificate
                ? (OfCertificate(certificate, headers), "certificate")
            : (null, "");
        if (caller is null)
        {
            return options.VerifiesCallers ? throw ApiFault.CredentialMissing() : null;
        }

        if (headers.GetValue(Caller.AgencyHeader) is { Length: > 0 } agency && agency != caller.Agency.Value)
        {
            throw ApiFault.NotPermitted("The credential is of another agency than x-agency names.");
        }

        book.Saw(caller.Agency, caller.Actor, means, caller.Role);
        return caller;
    }

    private async Task<Caller> OfTokenAsync(string authorization, Metadata headers)
    {
        if (tokens is null || !authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            throw ApiFault.CredentialRefused("Only 'Bearer' tokens are read from 'authorization', where the service accepts tokens.");
        }

        var token = authorization[Bearer.Length..].Trim();
        var now = clock.GetCurrentInstant();
        if (!remembered.TryGetValue(token, out var known) || now >= known.Until)
        {
            var claims = await VerifyAsync(token);
            known = (claims, Instant.Min(now + Remembered, claims.Expires));
            if (remembered.Count >= RememberedMax)
            {
                remembered.Clear();
            }

            remembered[token] = known;
        }

        return Make(known.Claims.Actor, known.Claims.Roles, known.Claims.Agency, headers);
    }

    private async Task<TokenClaims> VerifyAsync(string token)
    {
        try
        {
            return await tokens!.VerifyAsync(token)
                ?? throw ApiFault.CredentialRefused("The token is not one of the issuer's for this service, or is out of its time.");
        }
        catch (IssuerAwayException)
        {
            throw ApiFault.IssuerUnavailable();
        }
    }

    private async Task<Caller> OfKeyAsync(string text, Metadata headers, CancellationToken cancel) =>
        options.Access.ApiKeys && await book.FindAsync(text, cancel) is { } key
        ? Make(key.Actor, [key.Role], key.Agency.Value, headers)
        : throw ApiFault.CredentialRefused("The API key is unknown, revoked or expired, or the service accepts none.");

    /// <summary>CN is the actor, each OU a role, O the agency; the handshake has proved it.</summary>
    private static Caller OfCertificate(X509Certificate2 certificate, Metadata headers)
    {
        string actor = "", agency = "";
        List<string> roles = [];
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            switch (part.GetSingleElementType().Value)
            {
                case "2.5.4.3":
                    actor = part.GetSingleElementValue() ?? "";
                    break;
                case "2.5.4.11":
                    roles.Add(part.GetSingleElementValue() ?? "");
                    break;
                case "2.5.4.10":
                    agency = part.GetSingleElementValue() ?? "";
                    break;
                default:
                    break;
            }
        }

        return Make(actor, roles, agency, headers);
    }

    /// <summary>One who has several roles acts in the one that <c>x-role</c> names, or else in the first.</summary>
    private static Caller Make(string actor, IReadOnlyList<string> held, string agency, Metadata headers)
    {
        var roles = held.Where(role => RoleNames.Of(role) != Roles.None).ToList();
        if (!Slug.IsValid(actor) || !Slug.IsValid(agency) || roles.Count == 0)
        {
            throw ApiFault.CredentialRefused(
                "The credential must name an actor and an agency, each 1 to 64 of a-z 0-9 - _ . , and at least one role known here.");
        }

        var asked = headers.GetValue(Caller.RoleHeader) ?? "";
        if (asked.Length > 0 && !roles.Contains(asked, StringComparer.Ordinal))
        {
            throw ApiFault.NotPermitted("The credential does not hold the role that x-role names.");
        }

        var source = headers.GetValue(Caller.SourceHeader) ?? "";
        return new Caller(
            actor, asked.Length > 0 ? asked : roles[0], new AgencyId(agency), Slug.IsValid(source) ? source : "") { IsVerified = true };
    }
}
