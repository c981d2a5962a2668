using BudgetCoaching.Domain;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections.WorkRanks;

/// <summary>What a household's place on the work list is read from: the higher score first, then the others in their order.</summary>
/// <param name="Overdue">The larger one first.</param>
/// <param name="LastContact">The earlier one first; null, before all of them, where nobody spoke with the household yet.</param>
/// <param name="Household">The smaller id first.</param>
public readonly record struct WorkRank(int Score, Money Overdue, LocalDate? LastContact, HouseholdId Household);

/// <summary>Households that something calls to, the most urgent first.</summary>
/// <param name="Total">On all pages.</param>
/// <param name="Day">The day in Rome of which the ranks are.</param>
/// <param name="Position">Of the last event of the log in the read model.</param>
/// <param name="KnownAt">Record time of the last event of the agency's households in it; null when there is none.</param>
/// <param name="IsLast">None come after these.</param>
public sealed record WorkRanksPage(
    IReadOnlyList<WorkRank> Ranks, int Total, LocalDate Day, Position Position, RecordTime? KnownAt, bool IsLast);
