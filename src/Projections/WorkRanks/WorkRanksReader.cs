using BudgetCoaching.Domain;
using BudgetCoaching.Projections.Following;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Projections.WorkRanks;

/// <summary>Reads the ranks, each answer inside one read transaction and so of one moment.</summary>
internal static class WorkRanksReader
{
    private const string Moment =
        """
        SELECT p.day, p.commit_position, p.prepare_position,
               (SELECT max(known_at) FROM work_ranks_household WHERE agency = ?1),
               (SELECT count(*) FROM work_ranks_entry WHERE agency = ?1 AND (?2 IS NULL OR consultant = ?2)
                AND (?3 IS NULL OR (?4 = 1 AND consultant IS NULL) OR consultant IN (SELECT value FROM json_each(?3))))
        FROM projection AS p WHERE p.name = 'work_ranks'
        """;

    private const string Page =
        """
        SELECT score, overdue, contact, household FROM work_ranks_entry
        WHERE agency = ?1
          AND (?2 IS NULL OR consultant = ?2)
          AND (?8 IS NULL OR (?9 = 1 AND consultant IS NULL) OR consultant IN (SELECT value FROM json_each(?8)))
          AND (?3 IS NULL OR score < ?3 OR (score = ?3 AND (overdue < ?4 OR (overdue = ?4
               AND (contact > ?5 OR (contact = ?5 AND household > ?6))))))
        ORDER BY score DESC, overdue DESC, contact, household
        LIMIT ?7
        """;

    public static WorkRanksPage List(
        Database database, AgencyId agency, StaffId? consultant, SeenHouseholds? seen, WorkRank? after, int pageSize)
    {
        var moment = database.For(Moment).Bind(1, agency.Value).Bind(2, consultant?.Value)
            .Bind(3, seen?.ConsultantsText).Bind(4, seen is { Unassigned: true } ? 1 : 0);
        moment.Step();
        var day = moment.Day(0);
        var position = ReadModelFile.PositionOf(moment, 1);
        var known = moment.IntegerOrNull(3) is { } recorded ? new RecordTime(recorded) : (RecordTime?)null;
        var total = (int)moment.Integer(4);
        moment.Reset();
        var rows = database.For(Page)
            .Bind(1, agency.Value)
            .Bind(2, consultant?.Value)
            .Bind(3, (long?)after?.Score)
            .Bind(4, after?.Overdue.Cents ?? 0)
            .Bind(5, after?.LastContact ?? WorkRanksModel.Never)
            .Bind(6, after?.Household.Value ?? Guid.Empty)
            .Bind(7, pageSize + 1)
            .Bind(8, seen?.ConsultantsText)
            .Bind(9, seen is { Unassigned: true } ? 1 : 0);
        var ranks = new List<WorkRank>(pageSize + 1);
        while (rows.Step())
        {
            var contact = rows.Day(2);
            ranks.Add(new WorkRank(
                (int)rows.Integer(0),
                new Money(rows.Integer(1)),
                contact == WorkRanksModel.Never ? null : contact,
                new HouseholdId(rows.Id(3))));
        }

        rows.Reset();
        var isLast = ranks.Count <= pageSize;
        if (!isLast)
        {
            ranks.RemoveAt(pageSize);
        }

        return new WorkRanksPage(ranks, total, day, position, known, isLast);
    }
}
