using BudgetCoaching.Domain;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Projections.ArrearsTrend;

/// <summary>A household's arrears from the read model.</summary>
/// <param name="Source">How far it has read.</param>
/// <param name="Creditors">
/// Ascending; ask each for a day with <see cref="CreditorLedger.At"/> or <see cref="CreditorLedger.Months"/>.
/// </param>
public sealed record TrendReading(ReadingSource Source, IReadOnlyList<CreditorLedger> Creditors);

/// <summary>From what a read model's answer was made (R12).</summary>
/// <param name="Version">Of the household's stream.</param>
/// <param name="KnownAt">Record time of the last event read: with it and a day, a replay gives the same answer for ever.</param>
/// <param name="Position">Of the last event of the log in the read model.</param>
/// <param name="Agency">With the parameter sets by which the answer is to be read.</param>
public sealed record ReadingSource(HouseholdId Household, long Version, RecordTime KnownAt, Position Position, AgencyReading Agency);
