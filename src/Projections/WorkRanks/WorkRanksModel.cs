using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Warnings;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Projections.WorkRanks;

/// <summary>
/// Where every household stands on the work list of the day reached (R30, R31): its score and what breaks ties. Why it stands there is
/// told by a replay of the few households of a page.
/// </summary>
public sealed class WorkRanksModel : IReadModel
{
    private const string Put = "INSERT INTO work_ranks_entry VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    private const string Drop = "DELETE FROM work_ranks_entry WHERE household = ?1";

    /// <summary>Stands for never in the column of the last contact, so that it sorts before every day.</summary>
    internal static LocalDate Never => LocalDate.MinIsoValue;

    public string Name => "work_ranks";

    /// <summary>Of the rows and of the calculators together.</summary>
    public int Number => (((((ArrearsCalculator.Number * 100) + WarningCalculator.Number) * 100) + WorkScore.Number) * 100) + 2;

    public string Schema =>
        """
        CREATE TABLE work_ranks_entry (
            household BLOB PRIMARY KEY,
            agency TEXT NOT NULL,
            consultant TEXT,
            score INTEGER NOT NULL,
            overdue INTEGER NOT NULL,
            contact INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX work_ranks_in_order ON work_ranks_entry (agency, score DESC, overdue DESC, contact, household);
        """;

    /// <summary>Beside figures, silence and ends of incomes come without an event: they too say when a household is due (R61).</summary>
    public HouseholdRows Compute(HouseholdReading household, LocalDate day)
    {
        var situation = household.IsErased || household.Agency.Parameters.InForce(day) is null
            ? null
            : HouseholdSituation.Of(
                household.Facts, [.. household.Creditors.Select(ledger => ledger.Timeline)], day, household.Agency.Parameters);
        var score = situation is null ? 0 : WorkScore.Parts(situation).Sum(part => part.Points);
        var next = new FirstDayAfter(day);
        next.Take(household.Facts.Enrolment?.Date);
        next.Take(situation?.NextChangeOn);
        next.Take(NextChange.After(day, household));
        return new HouseholdRows(
            ReadOnlyMemory<byte>.Empty,
            next.Found,
            database => Replace(database, household, score > 0 ? situation : null, score));
    }

    /// <param name="situation">Null: nothing calls to it.</param>
    private static void Replace(Database database, HouseholdReading household, HouseholdSituation? situation, int score)
    {
        database.For(Drop).Bind(1, household.Household.Value).Run();
        if (situation is not null)
        {
            database.For(Put)
                .Bind(1, household.Household.Value)
                .Bind(2, household.Agency.Agency.Value)
                .Bind(3, situation.Consultant?.Value)
                .Bind(4, score)
                .Bind(5, situation.Overdue.Cents)
                .Bind(6, situation.LastContact ?? Never)
                .Run();
        }
    }
}
