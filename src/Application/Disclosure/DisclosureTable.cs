using BudgetCoaching.Domain;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Application.Disclosure;

/// <summary>
/// Entries of the register in a SQLite file, to be listed: the register itself where one process keeps it, or what one of several nodes
/// has read of the shared one. Appending is for one caller at a time; listing is thread safe.
/// </summary>
internal sealed class DisclosureTable : IDisposable
{
    /// <summary>
    /// Entries not yet listed under their households, at most; then all are, sorted. An index would write a page of its own for nearly
    /// every entry, which is most of what a flush costs.
    /// </summary>
    private const int UnlistedMax = 4_096;

    /// <summary>Pages of the write-ahead log before they are moved into the file, by the append that passes them.</summary>
    private const int PagesBeforeCheckpoint = 4_000;

    private const string Columns = "number, time, household, agency, actor, role, verified, call, purpose, consent, hash";

    /// <summary>After <see cref="Columns"/>: whether a list of its household would find the entry.</summary>
    private const int IsFoundColumn = 11;

    /// <summary>Up to which number entries are listed under their households; those after it are few enough to be looked through.</summary>
    private const string ListedUpTo = "(SELECT number FROM listed_up_to)";

    private readonly string path;
    private readonly Database writing;
    private long listed;

    private DisclosureTable(string path, Database writing, bool isRegister)
    {
        this.path = path;
        this.writing = writing;
        Prepare(isRegister);
        Tail = Read(writing.For($"SELECT {Columns} FROM disclosures ORDER BY number DESC LIMIT 1")) is [var entry]
            ? DisclosureTail.Of(entry)
            : DisclosureTail.Empty;
        Position = new Position(
            (ulong)writing.QueryInteger("SELECT commit_at FROM read_to")!.Value,
            (ulong)writing.QueryInteger("SELECT prepare_at FROM read_to")!.Value);
        listed = writing.QueryInteger($"SELECT {ListedUpTo}")!.Value;
    }

    /// <summary>The last entry in it.</summary>
    public DisclosureTail Tail { get; private set; }

    /// <summary>Up to where the log of the shared register was read; the start where this file is the register.</summary>
    public Position Position { get; private set; }

    /// <summary>Opens the file and creates it if absent.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="isRegister">Each append reaches the disk; else what a power cut takes is read again.</param>
    /// <exception cref="StoreFailedException">The file cannot be read or written.</exception>
    public static DisclosureTable Open(string path, bool isRegister)
    {
        var opened = Database.OpenForWriting(path, Database.BusyTimeout);
        try
        {
            return new DisclosureTable(path, opened, isRegister);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>All of them or none.</summary>
    /// <param name="entries">Those that follow the last one, in order.</param>
    /// <param name="position">In the log of the shared register, up to which it is read with them.</param>
    /// <exception cref="StoreFailedException">The file cannot be written.</exception>
    public void Append(IReadOnlyList<RegisteredDisclosure> entries, Position position)
    {
        var tail = entries.Count == 0 ? Tail : DisclosureTail.Of(entries[^1]);
        var lists = tail.Number - listed >= UnlistedMax;
        writing.For("BEGIN IMMEDIATE").Run();
        try
        {
            var insert = writing.For($"INSERT INTO disclosures({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
            foreach (var entry in entries)
            {
                Insert(insert, entry);
            }

            if (position != Position)
            {
                writing.For("UPDATE read_to SET commit_at = ?1, prepare_at = ?2")
                    .Bind(1, checked((long)position.Commit)).Bind(2, checked((long)position.Prepare)).Run();
            }

            if (lists)
            {
                ListUnderHouseholds(tail.Number);
            }

            writing.For("COMMIT").Run();
        }
        catch
        {
            writing.RollBack();
            throw;
        }

        Position = position;
        Tail = tail;
        listed = lists ? tail.Number : listed;
    }

    public IReadOnlyList<RegisteredDisclosure> List(DisclosureFilter filter, long after, int limit)
    {
        using var reading = Database.OpenForReading(path, Database.BusyTimeout);
        var among = filter.Household is null
            ? ""
            : $"""
              AND household = ?3 AND number IN (
                SELECT number FROM disclosures_by_household WHERE household = ?3 AND number > ?2
                UNION ALL SELECT number FROM disclosures WHERE number > max(?2, {ListedUpTo}) AND household = ?3)
              """;
        var rows = reading.For(
            $"""
            SELECT {Columns} FROM disclosures
            WHERE agency = ?1 AND number > ?2 {among}
              AND (?4 IS NULL OR actor = ?4) AND time >= ?5 AND time < ?6
            ORDER BY number LIMIT ?7
            """);
        rows.Bind(1, filter.Agency.Value)
            .Bind(2, after)
            .Bind(4, filter.Actor)
            .Bind(5, filter.From is { } from ? Micros(from) : long.MinValue)
            .Bind(6, filter.Until is { } until ? Micros(until) : long.MaxValue)
            .Bind(7, limit);
        if (filter.Household is { } household)
        {
            rows.Bind(3, household.Value);
        }

        return Read(rows);
    }

    /// <summary>Entries of all agencies after a number, in order.</summary>
    public IReadOnlyList<RegisteredDisclosure> From(long after, int limit)
    {
        using var reading = Database.OpenForReading(path, Database.BusyTimeout);
        var rows = reading.For($"SELECT {Columns} FROM disclosures WHERE number > ?1 ORDER BY number LIMIT ?2");
        return Read(rows.Bind(1, after).Bind(2, limit));
    }

    /// <summary>
    /// The number of the first entry that is not as it was entered, or that a list of its household would not find; null for a register
    /// that is whole.
    /// </summary>
    public long? FirstBroken()
    {
        using var reading = Database.OpenForReading(path, Database.BusyTimeout);
        var rows = reading.For(
            $"""
            SELECT {Columns}, household IS NULL OR number > {ListedUpTo} OR EXISTS(
              SELECT 1 FROM disclosures_by_household AS listed
              WHERE listed.household = disclosures.household AND listed.number = disclosures.number)
            FROM disclosures ORDER BY number
            """);
        var tail = DisclosureTail.Empty;
        while (rows.Step())
        {
            var entry = EntryAt(rows);
            var right = DisclosureChain.Next(tail.Hash.Span, tail.Number + 1, Micros(entry.Time), entry.What);
            if (entry.Number != tail.Number + 1 || rows.Integer(IsFoundColumn) == 0 || !entry.Hash.Span.SequenceEqual(right))
            {
                return tail.Number + 1;
            }

            tail = DisclosureTail.Of(entry);
        }

        return null;
    }

    public void Dispose() => writing.Dispose();

    private void ListUnderHouseholds(long upTo)
    {
        writing.For(
            $"""
            INSERT INTO disclosures_by_household SELECT household, number FROM disclosures
            WHERE number > {ListedUpTo} AND household IS NOT NULL ORDER BY household, number
            """).Run();
        writing.For("UPDATE listed_up_to SET number = ?1").Bind(1, upTo).Run();
    }

    private static void Insert(Statement insert, RegisteredDisclosure entry)
    {
        var what = entry.What;
        insert
            .Bind(1, entry.Number)
            .Bind(2, Micros(entry.Time))
            .Bind(4, what.Agency.Value)
            .Bind(5, what.Actor)
            .Bind(6, what.Role)
            .Bind(7, what.Verified ? 1 : 0)
            .Bind(8, what.Call)
            .Bind(9, what.Purpose)
            .Bind(11, entry.Hash.Span);
        Bind(insert, 3, what.Household?.Value);
        Bind(insert, 10, what.Consent?.Value);
        insert.Run();
    }

    private void Prepare(bool isRegister)
    {
        writing.Execute(
            $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = {(isRegister ? "FULL" : "NORMAL")};
            PRAGMA wal_autocheckpoint = {PagesBeforeCheckpoint};
            CREATE TABLE IF NOT EXISTS disclosures(
              number INTEGER PRIMARY KEY, time INTEGER NOT NULL, household BLOB, agency TEXT NOT NULL, actor TEXT NOT NULL,
              role TEXT NOT NULL, verified INTEGER NOT NULL, call TEXT NOT NULL, purpose TEXT NOT NULL, consent BLOB,
              hash BLOB NOT NULL) STRICT;
            DROP INDEX IF EXISTS disclosures_of_household;
            CREATE TABLE IF NOT EXISTS disclosures_by_household(
              household BLOB NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(household, number)) STRICT, WITHOUT ROWID;
            CREATE TRIGGER IF NOT EXISTS listed_disclosures_stay BEFORE DELETE ON disclosures_by_household
              BEGIN SELECT RAISE(ABORT, 'the register is only appended to'); END;
            CREATE TRIGGER IF NOT EXISTS listed_disclosures_never_change BEFORE UPDATE ON disclosures_by_household
              BEGIN SELECT RAISE(ABORT, 'the register is only appended to'); END;
            CREATE TABLE IF NOT EXISTS listed_up_to(one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL) STRICT;
            INSERT INTO listed_up_to VALUES (1, 0) ON CONFLICT DO NOTHING;
            CREATE TRIGGER IF NOT EXISTS disclosures_stay BEFORE DELETE ON disclosures
              BEGIN SELECT RAISE(ABORT, 'the register is only appended to'); END;
            CREATE TRIGGER IF NOT EXISTS disclosures_never_change BEFORE UPDATE ON disclosures
              BEGIN SELECT RAISE(ABORT, 'the register is only appended to'); END;
            CREATE TABLE IF NOT EXISTS read_to(
              one INTEGER PRIMARY KEY CHECK (one = 1), commit_at INTEGER NOT NULL, prepare_at INTEGER NOT NULL) STRICT;
            INSERT INTO read_to VALUES (1, 0, 0) ON CONFLICT DO NOTHING;
            """);
    }

    private static List<RegisteredDisclosure> Read(Statement rows)
    {
        var entries = new List<RegisteredDisclosure>();
        while (rows.Step())
        {
            entries.Add(EntryAt(rows));
        }

        rows.Reset();
        return entries;
    }

    private static RegisteredDisclosure EntryAt(Statement rows)
    {
        var what = new Disclosed(
            IdAt(rows, 2) is { } household ? new HouseholdId(household) : null,
            new AgencyId(rows.Text(3)),
            rows.Text(4),
            rows.Text(5),
            rows.Integer(6) == 1,
            rows.Text(7),
            rows.Text(8),
            IdAt(rows, 9) is { } consent ? new FactId(consent) : null);
        return new RegisteredDisclosure(
            rows.Integer(0), Instant.FromUnixTimeTicks(rows.Integer(1) * 10), what, rows.Blob(10).ToArray());
    }

    private static Guid? IdAt(Statement rows, int column) => rows.IsNull(column) ? null : rows.Id(column);

    private static void Bind(Statement statement, int parameter, Guid? id)
    {
        if (id is { } known)
        {
            statement.Bind(parameter, known);
        }
        else
        {
            statement.Bind(parameter, (string?)null);
        }
    }

    private static long Micros(Instant moment) => moment.ToUnixTimeTicks() / 10;
}
