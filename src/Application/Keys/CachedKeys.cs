using BudgetCoaching.Domain;
using BudgetCoaching.Events.Sealing;
using NodaTime;

namespace BudgetCoaching.Application.Keys;

/// <summary>
/// Keys found lately, so that not every command unwraps one. A key destroyed by another process is still found for at most
/// <see cref="Lifetime"/>; that there is none is never remembered.
/// </summary>
public sealed class CachedKeys(IKeyStore inner, IClock clock) : IKeyStore
{
    /// <summary>Keys held at most.</summary>
    public const int Capacity = 10_000;

    public static readonly Duration Lifetime = Duration.FromSeconds(60);

    private readonly LruCache<HouseholdId, Found> found = new(Capacity);

    public KeyLookup Find(HouseholdId household)
    {
        var now = clock.GetCurrentInstant();
        if (found.TryGet(household, out var held) && now >= held.At && now - held.At < Lifetime)
        {
            CommandTelemetry.KeyFound(atHand: true);
            return held.Lookup;
        }

        CommandTelemetry.KeyFound(atHand: false);
        return Keep(household, inner.Find(household), now);
    }

    public KeyLookup CreateIfAbsent(HouseholdId household) =>
        Keep(household, inner.CreateIfAbsent(household), clock.GetCurrentInstant());

    public bool Destroy(HouseholdId household)
    {
        found.Remove(household);
        var held = inner.Destroy(household);
        Keep(household, KeyLookup.Destroyed, clock.GetCurrentInstant());
        return held;
    }

    public void Condemn(HouseholdId household) => inner.Condemn(household);

    public void Spare(HouseholdId household) => inner.Spare(household);

    public IReadOnlyList<HouseholdId> Condemned() => inner.Condemned();

    public void Rename(HouseholdId from, HouseholdId to)
    {
        inner.Rename(from, to);
        found.Remove(from);
    }

    public string? ErasuresSeen => inner.ErasuresSeen;

    public void SeeErasures(string cursor) => inner.SeeErasures(cursor);

    public IReadOnlyList<HeldKey> List(HouseholdId? after, int limit) => inner.List(after, limit);

    private KeyLookup Keep(HouseholdId household, KeyLookup lookup, Instant now)
    {
        if (lookup.State != KeyState.Absent)
        {
            found.Set(household, new Found(lookup, now), 1);
        }

        return lookup;
    }

    private readonly record struct Found(KeyLookup Lookup, Instant At);
}
