using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Projections.Encoding;
using BudgetCoaching.Projections.Following;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Projections.HouseholdDirectory;

/// <summary>Reads the directory, each answer inside one read transaction and so of one moment.</summary>
internal static class DirectoryReader
{
    private const string Moment =
        """
        SELECT p.day, p.commit_position, p.prepare_position,
               (SELECT max(known_at) FROM household_directory_household WHERE agency = ?1)
        FROM projection AS p WHERE p.name = 'household_directory'
        """;

    private const string Page =
        """
        SELECT e.household, e.consultant, e.closed, e.urgency, e.overdue, h.body
        FROM household_directory_entry AS e JOIN household_directory_household AS h ON h.household = e.household
        WHERE e.agency = ?1
          AND (?2 IS NULL OR e.consultant = ?2)
          AND (?11 IS NULL OR (?12 = 1 AND e.consultant IS NULL) OR e.consultant IN (SELECT value FROM json_each(?11)))
          AND (?3 = 1 OR e.closed = 0)
          AND ((?4 IS NULL AND ?5 IS NULL AND ?6 IS NULL) OR EXISTS (
              SELECT 1 FROM household_directory_creditor AS c
              WHERE c.household = e.household
                AND (?4 IS NULL OR (c.creditor = ?4 AND c.overdue > 0))
                AND (?5 IS NULL OR c.trend = ?5)
                AND (?6 IS NULL OR c.since <= ?6)))
          AND (?7 IS NULL OR e.urgency > ?7
               OR (e.urgency = ?7 AND (e.overdue < ?8 OR (e.overdue = ?8 AND e.household > ?9))))
        ORDER BY e.urgency, e.overdue DESC, e.household
        LIMIT ?10
        """;

    private const string Ids =
        """
        SELECT e.household FROM household_directory_entry AS e
        WHERE e.agency = ?1
          AND e.household > ?2
          AND (?3 IS NULL OR EXISTS (
              SELECT 1 FROM household_directory_creditor AS c WHERE c.household = e.household AND c.creditor = ?3))
        ORDER BY e.household
        LIMIT ?4
        """;

    private const string Creditors =
        "SELECT creditor, overdue, since, trend FROM household_directory_creditor WHERE household = ?1 ORDER BY creditor";

    private const string Totals =
        """
        SELECT creditor, sum(overdue + due_today + not_yet_due + scheduled + disputed > 0), sum(overdue > 0),
               sum(overdue), sum(due_today), sum(not_yet_due), sum(scheduled), sum(disputed),
               sum(stock), sum(unallocated_credit), sum(plan_interest_unpaid), min(since)
        FROM household_directory_creditor
        WHERE agency = ?1 AND (?2 IS NULL OR creditor > ?2)
        GROUP BY creditor ORDER BY creditor LIMIT ?3
        """;

    public static DirectoryPage List(
        Database database, DirectoryFilter filter, SeenHouseholds? seen, DirectoryKey? after, int pageSize)
    {
        var (day, position, known) = ReadMoment(database, filter.Agency);
        var page = database.For(Page)
            .Bind(1, filter.Agency.Value)
            .Bind(2, filter.Consultant?.Value)
            .Bind(3, filter.ShowClosed ? 1 : 0)
            .Bind(4, filter.Creditor?.Value)
            .Bind(5, (long?)filter.Trend)
            .Bind(6, filter.OverdueSince)
            .Bind(7, (long?)after?.Urgency)
            .Bind(8, after?.Overdue.Cents ?? 0)
            .Bind(9, after?.Household.Value ?? Guid.Empty)
            .Bind(10, pageSize + 1)
            .Bind(11, seen?.ConsultantsText)
            .Bind(12, seen is { Unassigned: true } ? 1 : 0);
        var entries = new List<DirectoryEntry>(pageSize);
        var more = false;
        while (page.Step())
        {
            if (entries.Count == pageSize)
            {
                more = true;
                break;
            }

            entries.Add(ReadEntry(database, page, day));
        }

        page.Reset();
        var last = more ? entries[^1] : null;
        return new DirectoryPage(
            entries, day, position, known, last is null ? null : new DirectoryKey(last.Urgency, last.Overdue, last.Household));
    }

    public static HouseholdIdsPage ListIds(Database database, AgencyId agency, CreditorId? creditor, HouseholdId after, int pageSize)
    {
        var (_, position, known) = ReadMoment(database, agency);
        var rows = database.For(Ids)
            .Bind(1, agency.Value)
            .Bind(2, after.Value)
            .Bind(3, creditor?.Value)
            .Bind(4, pageSize);
        var households = new List<HouseholdId>(pageSize);
        while (rows.Step())
        {
            households.Add(new HouseholdId(rows.Id(0)));
        }

        rows.Reset();
        return new HouseholdIdsPage(households, position, known, households.Count < pageSize);
    }

    public static CreditorTotalsPage Total(Database database, AgencyId agency, CreditorId? after, int pageSize)
    {
        var (day, position, known) = ReadMoment(database, agency);
        var rows = database.For(Totals).Bind(1, agency.Value).Bind(2, after?.Value).Bind(3, pageSize + 1);
        var totals = new List<CreditorTotal>(pageSize);
        var more = false;
        while (rows.Step())
        {
            if (totals.Count == pageSize)
            {
                more = true;
                break;
            }

            var figures = new ArrearsFigures(
                new Money(rows.Integer(3)), new Money(rows.Integer(4)), new Money(rows.Integer(5)), new Money(rows.Integer(6)),
                new Money(rows.Integer(7)), new Money(rows.Integer(8)), new Money(rows.Integer(9)), new Money(rows.Integer(10)),
                rows.DayOrNull(11));
            totals.Add(new CreditorTotal(new CreditorId(rows.Text(0)), (int)rows.Integer(1), (int)rows.Integer(2), figures));
        }

        rows.Reset();
        return new CreditorTotalsPage(totals, day, position, known, more ? totals[^1].Creditor : null);
    }

    private static (LocalDate Day, Position Position, RecordTime? Known) ReadMoment(Database database, AgencyId agency)
    {
        var row = database.For(Moment).Bind(1, agency.Value);
        row.Step();
        var lastKnown = row.IntegerOrNull(3) is { } known ? new RecordTime(known) : (RecordTime?)null;
        var moment = (row.Day(0), ReadModelFile.PositionOf(row, 1), lastKnown);
        row.Reset();
        return moment;
    }

    private static DirectoryEntry ReadEntry(Database database, Statement page, LocalDate day)
    {
        var household = page.Id(0);
        var suspensions = new BodyReader(page.Blob(5));
        suspensions.Count();
        var creditors = new List<DirectoryCreditor>();
        var rows = database.For(Creditors).Bind(1, household);
        // The body lists the creditors in the same order.
        while (rows.Step())
        {
            var since = rows.DayOrNull(2);
            var pauses = LedgerBody.ReadSuspensions(ref suspensions);
            creditors.Add(new DirectoryCreditor(
                new CreditorId(rows.Text(0)),
                new Money(rows.Integer(1)),
                since,
                since is { } first ? Suspension.DaysOutside(pauses, first, day) : 0,
                (TrendClass)rows.Integer(3)));
        }

        rows.Reset();
        return new DirectoryEntry(
            new HouseholdId(household),
            page.IsNull(1) ? null : new StaffId(page.Text(1)),
            page.Integer(2) != 0,
            (Urgency)page.Integer(3),
            new Money(page.Integer(4)),
            creditors.Count == 0 ? 0 : creditors.Max(creditor => creditor.AgeDays),
            creditors);
    }
}
