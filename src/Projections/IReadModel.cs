using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Projections;

/// <summary>
/// A read model: what is kept of every household so that a question is answered by one keyed read. It is a pure function of what the
/// log says of the household and its agency, so its rows can be thrown away and made again at any time.
/// </summary>
public interface IReadModel
{
    /// <summary>Names its tables: lower-case letters and underscores.</summary>
    string Name { get; }

    /// <summary>Raised whenever rows would be computed or encoded differently: all read models are then built anew (R60).</summary>
    int Number { get; }

    /// <summary>Tables of its own beside the one row a household; empty where it needs none.</summary>
    string Schema { get; }

    /// <summary>Computes what is to be kept. Called for several households at once: it shares nothing.</summary>
    /// <param name="household">As the log knows it.</param>
    /// <param name="day">The day in Rome for which columns of today are computed (R61).</param>
    HouseholdRows Compute(HouseholdReading household, LocalDate day);
}

/// <summary>What a read model keeps of one household, replacing what it kept before.</summary>
/// <param name="Body">Everything that is served by the household's id, encoded once a change.</param>
/// <param name="NextChangeOn">The first later day on which a stored column changes by itself; null: never.</param>
/// <param name="ReplaceOwnRows">Replaces the rows in the model's own tables; null where it has none.</param>
public readonly record struct HouseholdRows(ReadOnlyMemory<byte> Body, LocalDate? NextChangeOn, Action<Database>? ReplaceOwnRows);
