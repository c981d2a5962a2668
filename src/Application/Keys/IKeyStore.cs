using BudgetCoaching.Domain;
using BudgetCoaching.Events.Sealing;
using NodaTime;

namespace BudgetCoaching.Application.Keys;

/// <summary>
/// The keys of households, in a store of their own and never in the log's: destroying one forgets the household's personal texts in every
/// copy of the log (R10). Thread safe. Nothing is ever taken back: a destroyed key stays destroyed.
/// </summary>
public interface IKeyStore : IKeyReader
{
    /// <summary>Makes a random key for a household that has none, and finds the one it has otherwise.</summary>
    /// <returns>Present; or destroyed, for a household that was forgotten.</returns>
    KeyLookup CreateIfAbsent(HouseholdId household);

    /// <summary>Destroys the key for ever and leaves a tombstone, also where there was no key.</summary>
    /// <returns>Whether there was a key until now.</returns>
    bool Destroy(HouseholdId household);

    /// <summary>
    /// Notes that a household is about to be forgotten, before anything else is done to that end: what a crash leaves half done is
    /// finished at the next start.
    /// </summary>
    void Condemn(HouseholdId household);

    /// <summary>Takes back that a household is about to be forgotten: it was not.</summary>
    void Spare(HouseholdId household);

    /// <summary>Those about to be forgotten; a destroyed key is none of them any more.</summary>
    IReadOnlyList<HouseholdId> Condemned();

    /// <summary>
    /// Moves a key to another id in one step; nothing where there is none, or where the other id has had one. A tombstone stays.
    /// </summary>
    void Rename(HouseholdId from, HouseholdId to);

    /// <summary>
    /// Cursor of the log up to which every erasure is known to have destroyed its key here; null: none is. A store put back from a backup
    /// says so by it.
    /// </summary>
    string? ErasuresSeen { get; }

    /// <summary>Notes that every erasure up to a cursor of the log has destroyed its key here.</summary>
    void SeeErasures(string cursor);

    /// <summary>What is held, by household: at most <paramref name="limit"/> after <paramref name="after"/>, null for the first.</summary>
    IReadOnlyList<HeldKey> List(HouseholdId? after, int limit);
}

/// <summary>One key or tombstone; the key itself is not shown.</summary>
/// <param name="Destroyed">Null for a key that is there.</param>
public sealed record HeldKey(HouseholdId Household, Instant Created, Instant? Destroyed);

/// <summary>The key store was found but must not be used. <see cref="Reason"/> is stable and meant for programs.</summary>
public sealed class KeysRefusedException(string reason, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The keys were wrapped by another master key than the one given.</summary>
    public const string MasterKeyWrong = "MASTER_KEY_WRONG";

    /// <summary>There are wrapped keys, and the file of the master key that wrapped them is not there.</summary>
    public const string MasterKeyMissing = "MASTER_KEY_MISSING";

    /// <summary>The log holds events, and the key store is not there.</summary>
    public const string KeysMissing = "KEYS_MISSING";

    /// <summary>The master key's file is not a master key.</summary>
    public const string MasterKeyMalformed = "MASTER_KEY_MALFORMED";

    /// <summary>The log holds a household's events and the key store does not know it: a backup without keys, or a wrong file.</summary>
    public const string HouseholdKeyMissing = "HOUSEHOLD_KEY_MISSING";

    /// <summary>The key from which an agency's own ids lead to ids here was destroyed.</summary>
    public const string AgencyKeyDestroyed = "AGENCY_KEY_DESTROYED";

    /// <summary>The shared folder belongs to the nodes of another log.</summary>
    public const string FolderForeign = "SHARED_FOLDER_FOREIGN";

    /// <summary>The file of a key is there and holds none.</summary>
    public const string KeyDamaged = "KEY_DAMAGED";

    public string Reason { get; } = reason;

    internal static KeysRefusedException WrongMaster(Exception cause) =>
        new(MasterKeyWrong, "The keys were wrapped by another master key: give the one they were made with.", cause);

    internal static KeysRefusedException Missing(HouseholdId household) =>
        new(HouseholdKeyMissing, $"The key store holds no key of household {household}, but the log holds its events.");
}
