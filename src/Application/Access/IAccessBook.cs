using BudgetCoaching.Domain;
using NodaTime;

namespace BudgetCoaching.Application.Access;

/// <summary>API keys, and who has called. Thread safe.</summary>
public interface IAccessBook : IAsyncDisposable
{
    /// <summary>Null when the agency has as many keys as it may.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    Task<NewApiKey?> CreateAsync(AgencyId agency, string actor, string role, Instant? expires, CancellationToken cancel);

    /// <summary>Makes the very first key of all; null where any agency ever had one.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    Task<NewApiKey?> CreateFirstAsync(AgencyId agency, string actor, string role, CancellationToken cancel);

    /// <summary>The key with this text; null for one that never was, was revoked or has expired.</summary>
    /// <exception cref="IOException">What was revoked elsewhere has not been known for too long.</exception>
    ValueTask<ApiKey?> FindAsync(string text, CancellationToken cancel);

    /// <summary>Revokes a key. The key as it is then; null where the agency has none of this id.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    Task<ApiKey?> RevokeAsync(AgencyId agency, string id, CancellationToken cancel);

    /// <summary>All keys of an agency, also those no longer good, in the order of their making.</summary>
    ValueTask<IReadOnlyList<ApiKey>> KeysAsync(AgencyId agency, CancellationToken cancel);

    /// <summary>Notes that a caller is about, now or a little later; no oftener than <see cref="AccessBook.SeenEvery"/>.</summary>
    void Saw(AgencyId agency, string actor, string means, string role);

    /// <summary>Who has called for an agency, by actor, at most <paramref name="limit"/> after the first <paramref name="skip"/>.</summary>
    ValueTask<IReadOnlyList<SeenCaller>> CallersAsync(AgencyId agency, int skip, int limit, CancellationToken cancel);
}
