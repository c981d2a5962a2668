using System.Collections.Concurrent;
using BudgetCoaching.Domain;
using NodaTime;

namespace BudgetCoaching.Application.Access;

/// <summary>Callers who were written lately, so that each is written no oftener than need be. Thread safe.</summary>
internal sealed class LatelySeen
{
    /// <summary>Callers remembered; beyond it all are forgotten, and each is written once more.</summary>
    private const int HeldMax = 10_000;

    private readonly ConcurrentDictionary<(AgencyId Agency, string Actor, string Means, string Role), Instant> seen = new();

    /// <summary>Whether nobody wrote of this caller within <see cref="AccessBook.SeenEvery"/>.</summary>
    public bool IsDue(AgencyId agency, string actor, string means, string role, Instant now) =>
        !seen.TryGetValue((agency, actor, means, role), out var last) || now - last >= AccessBook.SeenEvery;

    public void Written(AgencyId agency, string actor, string means, string role, Instant at)
    {
        if (seen.Count >= HeldMax)
        {
            seen.Clear();
        }

        seen[(agency, actor, means, role)] = at;
    }
}
