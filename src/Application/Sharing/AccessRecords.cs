using BudgetCoaching.Application.Access;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Nodes;
using NodaTime;

namespace BudgetCoaching.Application.Sharing;

/// <summary>API keys and callers as their stream holds them.</summary>
internal static class AccessRecords
{
    public static CallerSeen Of(SeenCaller caller, Instant time) => new()
    {
        Agency = caller.Agency.Value,
        Actor = caller.Actor,
        Means = caller.Means,
        Role = caller.Role,
        Time = NodeStreams.Micros(time),
    };

    public static ApiKeyMade Of(ApiKey key, string hash)
    {
        var made = new ApiKeyMade
        {
            Id = key.Id,
            Hash = hash,
            Actor = key.Actor,
            Role = key.Role,
            Agency = key.Agency.Value,
            Created = NodeStreams.Micros(key.Created),
        };
        if (key.Expires is { } expires)
        {
            made.Expires = NodeStreams.Micros(expires);
        }

        return made;
    }

    public static ApiKey KeyOf(ApiKeyMade made) => new(
        made.Id,
        made.Actor,
        made.Role,
        new AgencyId(made.Agency),
        NodeStreams.Moment(made.Created),
        made.HasExpires ? NodeStreams.Moment(made.Expires) : null,
        Revoked: null);
}
