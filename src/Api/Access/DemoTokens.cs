using System.Security.Cryptography;
using BudgetCoaching.Api.Demo;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Tokens for trying each role on the demo's households, signed with a key that lives as long as the process: no other service believes
/// them, and a restart ends them.
/// </summary>
internal sealed class DemoTokens
{
    public const string Issuer = "budget-coaching-demo";

    /// <summary>How long one is good.</summary>
    public static readonly Duration Lifetime = Duration.FromHours(12);

    public ECDsaSecurityKey Key { get; } = new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>A token for each role, by the role's name. The consultant's is of one who has families to follow.</summary>
    public IEnumerable<(string Role, string Token)> Make(AccessOptions names, Instant now) =>
        RoleNames.Names.Select(role => (role, Make(names, ActorIn(role), role, DemoBooks.Agency.Value, now)));

    private static string ActorIn(string role) =>
        RoleNames.Of(role) == Roles.Consultant ? DemoBooks.Consultant : $"demo-{role}";

    public string Make(AccessOptions names, string actor, string role, string agency, Instant now) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            NotBefore = now.ToDateTimeUtc(),
            Expires = (now + Lifetime).ToDateTimeUtc(),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [names.ActorClaim] = actor, [names.RoleClaim] = new[] { role }, [names.AgencyClaim] = agency,
            },
        });
}
