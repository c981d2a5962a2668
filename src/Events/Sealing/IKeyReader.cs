using BudgetCoaching.Domain;

namespace BudgetCoaching.Events.Sealing;

/// <summary>Finds the keys of households. Thread safe. What reads stored events needs no more of a key store than this.</summary>
public interface IKeyReader
{
    /// <summary>The household's key, or what is known instead. Never an exception for a household without one.</summary>
    KeyLookup Find(HouseholdId household);
}

/// <summary>What a key store knows of a household.</summary>
/// <param name="Key">Null unless the state is <see cref="KeyState.Present"/>.</param>
public readonly record struct KeyLookup(KeyState State, HouseholdKey? Key)
{
    public static KeyLookup Absent => default;

    public static KeyLookup Destroyed => new(KeyState.Destroyed, null);

    public static KeyLookup Present(HouseholdKey key) => new(KeyState.Present, key);
}

public enum KeyState
{
    /// <summary>There never was a key, or it is not in this store.</summary>
    Absent = 0,

    Present = 1,

    /// <summary>The household was forgotten: its texts can never be read again (R10).</summary>
    Destroyed = 2,
}

/// <summary>A reader that was given no keys: every personal text is unreadable.</summary>
public sealed class NoKeys : IKeyReader
{
    public static NoKeys Instance { get; } = new();

    public KeyLookup Find(HouseholdId household) => KeyLookup.Absent;
}
