using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Projections.Encoding;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Projections.HouseholdDirectory;

/// <summary>
/// One row a household, and one for each of its creditors, as they stand today: to be filtered, added up and listed by urgency. No
/// personal data. Columns are of the day reached; each row says when it changes next by itself (R61).
/// </summary>
public sealed class HouseholdDirectoryModel : IReadModel
{
    private const string PutHousehold =
        """
        INSERT INTO household_directory_entry (household, agency, consultant, closed, urgency, overdue, since)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (household) DO UPDATE
        SET agency = ?2, consultant = ?3, closed = ?4, urgency = ?5, overdue = ?6, since = ?7
        """;

    private const string PutCreditor =
        """
        INSERT INTO household_directory_creditor VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """;

    private const string DropCreditors = "DELETE FROM household_directory_creditor WHERE household = ?1";

    public string Name => "household_directory";

    /// <summary>Of the encoding and of the calculators together.</summary>
    public int Number => (ArrearsCalculator.Number * 100) + 1;

    public string Schema =>
        """
        CREATE TABLE household_directory_entry (
            household BLOB PRIMARY KEY,
            agency TEXT NOT NULL,
            consultant TEXT,
            closed INTEGER NOT NULL,
            urgency INTEGER NOT NULL,
            overdue INTEGER NOT NULL,
            since INTEGER) STRICT, WITHOUT ROWID;
        CREATE INDEX household_directory_by_urgency ON household_directory_entry (agency, urgency, overdue DESC, household);
        CREATE TABLE household_directory_creditor (
            household BLOB NOT NULL,
            creditor TEXT NOT NULL,
            agency TEXT NOT NULL,
            trend INTEGER NOT NULL,
            since INTEGER,
            overdue INTEGER NOT NULL,
            due_today INTEGER NOT NULL,
            not_yet_due INTEGER NOT NULL,
            scheduled INTEGER NOT NULL,
            disputed INTEGER NOT NULL,
            stock INTEGER NOT NULL,
            unallocated_credit INTEGER NOT NULL,
            plan_interest_unpaid INTEGER NOT NULL,
            PRIMARY KEY (household, creditor)) STRICT, WITHOUT ROWID;
        CREATE INDEX household_directory_of_creditor ON household_directory_creditor (agency, creditor);
        """;

    public HouseholdRows Compute(HouseholdReading household, LocalDate day)
    {
        var creditors = household.Creditors;
        var today = new CreditorFigures[creditors.Count];
        for (var i = 0; i < today.Length; i++)
        {
            today[i] = creditors[i].At(day, household.Agency);
        }

        var (consultant, closed) = Standing(household.Facts, day);
        var body = new BodyWriter();
        body.Count(creditors.Count);
        foreach (var ledger in creditors)
        {
            LedgerBody.WriteSuspensions(body, ledger.Timeline.Suspensions);
        }

        return new HouseholdRows(
            body.Written,
            NextChange.After(day, household),
            database => Replace(database, household, consultant, closed, creditors, today));
    }

    /// <summary>Who looks after it and whether it has left, by the facts effective on a day.</summary>
    private static (StaffId? Consultant, bool Closed) Standing(HouseholdFacts facts, LocalDate day)
    {
        StaffId? consultant = null;
        var closed = false;
        foreach (var happened in facts.InOrder)
        {
            if (happened.Effective > day)
            {
                break;
            }

            switch (happened)
            {
                case HouseholdEvent.ConsultantAssigned assigned:
                    consultant = assigned.Consultant;
                    break;
                case HouseholdEvent.HouseholdClosed or HouseholdEvent.HouseholdErased:
                    closed = true;
                    break;
                case HouseholdEvent.HouseholdReopened:
                    closed = false;
                    break;
                default:
                    break;
            }
        }

        return (consultant, closed);
    }

    private static void Replace(
        Database database,
        HouseholdReading household,
        StaffId? consultant,
        bool closed,
        IReadOnlyList<CreditorLedger> creditors,
        CreditorFigures[] today)
    {
        var id = household.Household.Value;
        var agency = household.Agency.Agency.Value;
        database.For(PutHousehold)
            .Bind(1, id)
            .Bind(2, agency)
            .Bind(3, consultant?.Value)
            .Bind(4, closed ? 1 : 0)
            .Bind(5, (long)Urgencies.Of(today))
            .Bind(6, today.Sum(creditor => creditor.Figures.Overdue.Cents))
            .Bind(7, today.Min(creditor => creditor.Figures.OverdueSince))
            .Run();
        database.For(DropCreditors).Bind(1, id).Run();
        for (var i = 0; i < today.Length; i++)
        {
            var figures = today[i].Figures;
            database.For(PutCreditor)
                .Bind(1, id)
                .Bind(2, creditors[i].Creditor.Value)
                .Bind(3, agency)
                .Bind(4, (long)today[i].Trend.Class)
                .Bind(5, figures.OverdueSince)
                .Bind(6, figures.Overdue.Cents)
                .Bind(7, figures.DueToday.Cents)
                .Bind(8, figures.NotYetDue.Cents)
                .Bind(9, figures.Scheduled.Cents)
                .Bind(10, figures.Disputed.Cents)
                .Bind(11, figures.Stock.Cents)
                .Bind(12, figures.UnallocatedCredit.Cents)
                .Bind(13, figures.PlanInterestUnpaid.Cents)
                .Run();
        }
    }
}
