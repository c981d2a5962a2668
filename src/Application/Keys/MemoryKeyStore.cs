using System.Security.Cryptography;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Sealing;
using NodaTime;

namespace BudgetCoaching.Application.Keys;

/// <summary>The reference implementation, for tests and trials: a restart forgets every household.</summary>
public sealed class MemoryKeyStore(IClock clock) : IKeyStore
{
    private readonly Lock gate = new();
    private readonly HashSet<HouseholdId> condemned = [];
    private readonly SortedDictionary<string, (HeldKey Held, HouseholdKey? Key)> keys = new(StringComparer.Ordinal);

    public KeyLookup Find(HouseholdId household)
    {
        lock (gate)
        {
            return !keys.TryGetValue(household.ToString(), out var held) ? KeyLookup.Absent
                : held.Key is { } key ? KeyLookup.Present(key)
                : KeyLookup.Destroyed;
        }
    }

    public KeyLookup CreateIfAbsent(HouseholdId household)
    {
        lock (gate)
        {
            var made = new HouseholdKey(HouseholdKey.FirstNumber, RandomNumberGenerator.GetBytes(HouseholdKey.Length));
            keys.TryAdd(household.ToString(), (new HeldKey(household, clock.GetCurrentInstant(), null), made));
            return Find(household);
        }
    }

    public bool Destroy(HouseholdId household)
    {
        lock (gate)
        {
            var now = clock.GetCurrentInstant();
            condemned.Remove(household);
            var found = keys.TryGetValue(household.ToString(), out var held);
            if (!found || held.Key is not null)
            {
                keys[household.ToString()] = (new HeldKey(household, found ? held.Held.Created : now, now), null);
            }

            return found && held.Key is not null;
        }
    }

    public void Condemn(HouseholdId household)
    {
        lock (gate)
        {
            condemned.Add(household);
        }
    }

    public void Spare(HouseholdId household)
    {
        lock (gate)
        {
            condemned.Remove(household);
        }
    }

    public IReadOnlyList<HouseholdId> Condemned()
    {
        lock (gate)
        {
            return [.. condemned];
        }
    }

    public void Rename(HouseholdId from, HouseholdId to)
    {
        lock (gate)
        {
            if (keys.TryGetValue(from.ToString(), out var moved) && moved.Key is not null
                && keys.TryAdd(to.ToString(), (moved.Held with { Household = to }, moved.Key)))
            {
                keys.Remove(from.ToString());
            }
        }
    }

    public string? ErasuresSeen { get; private set; }

    public void SeeErasures(string cursor) => ErasuresSeen = cursor;

    public IReadOnlyList<HeldKey> List(HouseholdId? after, int limit)
    {
        lock (gate)
        {
            return [.. keys.Values.Select(k => k.Held)
                .Where(k => after is null || string.CompareOrdinal(k.Household.ToString(), after.Value.ToString()) > 0).Take(limit)];
        }
    }
}
