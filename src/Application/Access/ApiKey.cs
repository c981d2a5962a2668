using BudgetCoaching.Domain;
using NodaTime;

namespace BudgetCoaching.Application.Access;

/// <summary>A machine's credential as it is kept: everything but its text, of which only the SHA-256 is stored.</summary>
/// <param name="Id">Names the key in lists and when it is revoked; says nothing of its text.</param>
/// <param name="Actor">Who calls with it: several keys of one actor are how a key is changed without an interruption.</param>
/// <param name="Role">The one role that it gives.</param>
/// <param name="Expires">From this moment on it is refused; null: never.</param>
/// <param name="Revoked">When it was revoked; null for one that is not.</param>
public sealed record ApiKey(
    string Id, string Actor, string Role, AgencyId Agency, Instant Created, Instant? Expires, Instant? Revoked)
{
    public bool IsGood(Instant now) => Revoked is null && (Expires is not { } end || now < end);
}

/// <summary>A key just made: its text is shown this once and can never be had again.</summary>
public sealed record NewApiKey(ApiKey Key, string Text);

/// <summary>Somebody who called with a credential that was accepted.</summary>
/// <param name="Means">How they proved who they are: <c>token</c>, <c>key</c> or <c>certificate</c>.</param>
/// <param name="LastSeen">Exact to <see cref="AccessBook.SeenEvery"/>.</param>
public sealed record SeenCaller(AgencyId Agency, string Actor, string Means, string Role, Instant FirstSeen, Instant LastSeen);
