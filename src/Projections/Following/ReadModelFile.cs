using BudgetCoaching.Domain;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Projections.Following;

/// <summary>
/// One file that holds all read models with their checkpoints: rows and the checkpoint they stand for move in one transaction. The only
/// connection that writes it.
/// </summary>
internal sealed class ReadModelFile : IDisposable
{
    /// <summary>Raised when the tables of this class change.</summary>
    private const int Layout = 1;

    private readonly Database database;
    private readonly Dictionary<string, ReadModelTables> tables;

    private ReadModelFile(string path, Database database, IReadOnlyList<IReadModel> models)
    {
        Path = path;
        this.database = database;
        tables = models.ToDictionary(model => model.Name, model => new ReadModelTables(model), StringComparer.Ordinal);
    }

    public string Path { get; }

    /// <summary>An empty file to be built: nothing is safe on the disk until <see cref="Complete"/>.</summary>
    public static ReadModelFile Create(string path, string storeId, IReadOnlyList<IReadModel> models)
    {
        var file = new ReadModelFile(path, Database.OpenForWriting(path, Database.BusyTimeout), models);
        try
        {
            file.database.Execute(
                """
                PRAGMA journal_mode = OFF;
                PRAGMA synchronous = OFF;
                CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
                CREATE TABLE projection (
                    name TEXT PRIMARY KEY, number INTEGER NOT NULL,
                    commit_position INTEGER NOT NULL, prepare_position INTEGER NOT NULL, day INTEGER NOT NULL) STRICT;
                CREATE TABLE parameter_set (
                    agency TEXT NOT NULL, version INTEGER NOT NULL, recorded INTEGER NOT NULL,
                    type TEXT NOT NULL, schema INTEGER NOT NULL, body BLOB NOT NULL,
                    PRIMARY KEY (agency, version)) STRICT, WITHOUT ROWID;
                """);
            file.database.For("INSERT INTO meta VALUES ('identity', ?1)").Bind(1, Identity(storeId)).Run();
            foreach (var model in models)
            {
                file.database.Execute(file.tables[model.Name].Create);
                file.database.For("INSERT INTO projection VALUES (?1, ?2, 0, 0, 0)").Bind(1, model.Name).Bind(2, model.Number).Run();
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Null when the file was not finished, or is of another log or other numbers: it must be built anew.</summary>
    public static ReadModelFile? Open(string path, string storeId, IReadOnlyList<IReadModel> models)
    {
        var file = new ReadModelFile(path, Database.OpenForWriting(path, Database.BusyTimeout), models);
        try
        {
            if (file.Holds(storeId, models))
            {
                file.database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
                return file;
            }
        }
        catch (StoreFailedException)
        {
            // Not a file of this kind, or damaged: the log is the truth, so it is built anew.
        }

        file.Dispose();
        return null;
    }

    /// <summary>All that was built is on the disk, and the file says so; from now on it is followed and read.</summary>
    public void Complete()
    {
        // One synchronous commit with a journal flushes the whole file, whatever wrote its pages.
        database.Execute("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;");
        database.Execute("INSERT INTO meta VALUES ('complete', 'yes')");
        database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    }

    public void Begin() => database.Execute("BEGIN IMMEDIATE");

    public void Commit() => database.Execute("COMMIT");

    public void RollBack() => database.RollBack();

    public (Position Position, LocalDate Day) ReadProgress(IReadModel model)
    {
        var row = database.For(tables[model.Name].ReadProgress);
        row.Step();
        var progress = (PositionOf(row, 0), row.Day(2));
        row.Reset();
        return progress;
    }

    public void Move(IReadModel model, Position position) =>
        database.For(tables[model.Name].Move)
            .Bind(1, unchecked((long)position.Commit)).Bind(2, unchecked((long)position.Prepare)).Run();

    public void ReachDay(IReadModel model, LocalDate day) => database.For(tables[model.Name].ReachDay).Bind(1, day).Run();

    public void Put(IReadModel model, HouseholdReading household, in HouseholdRows rows)
    {
        database.For(tables[model.Name].Put)
            .Bind(1, household.Household.Value)
            .Bind(2, household.Agency.Agency.Value)
            .Bind(3, household.Agency.Version)
            .Bind(4, household.Version)
            .Bind(5, household.KnownAt.UnixMicroseconds)
            .Bind(6, rows.NextChangeOn)
            .Bind(7, rows.Body.Span)
            .Run();
        rows.ReplaceOwnRows?.Invoke(database);
    }

    public void PutParameterSet(AgencyId agency, RecordedEvent published) =>
        database.For("INSERT INTO parameter_set VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING")
            .Bind(1, agency.Value)
            .Bind(2, published.Version)
            .Bind(3, published.Recorded.UnixMicroseconds)
            .Bind(4, published.Type.Name)
            .Bind(5, published.Type.Schema)
            .Bind(6, published.Data.Span)
            .Run();

    public void MarkAgencyDue(IReadModel model, AgencyId agency, LocalDate since) =>
        database.For(tables[model.Name].MarkAgencyDue).Bind(1, agency.Value).Bind(2, since).Run();

    /// <summary>Throws all rows of a model away and puts it at the start of the log.</summary>
    public void Empty(IReadModel model)
    {
        var own = new List<string>();
        var names = database.For("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB ?1").Bind(1, model.Name + "_*");
        while (names.Step())
        {
            own.Add(names.Text(0));
        }

        names.Reset();
        own.ForEach(name => database.Execute($"DELETE FROM {name}"));
        Move(model, Position.Start);
    }

    public List<HouseholdId> ReadDue(IReadModel model, LocalDate day, int limit)
    {
        var due = new List<HouseholdId>();
        var rows = database.For(tables[model.Name].Due).Bind(1, day).Bind(2, limit);
        while (rows.Step())
        {
            due.Add(new HouseholdId(rows.Id(0)));
        }

        rows.Reset();
        return due;
    }

    public void Dispose() => database.Dispose();

    public static Position PositionOf(Statement row, int column) =>
        new(unchecked((ulong)row.Integer(column)), unchecked((ulong)row.Integer(column + 1)));

    private static string Identity(string storeId) => $"{Layout} {storeId}";

    private bool Holds(string storeId, IReadOnlyList<IReadModel> models)
    {
        if (ReadMeta("complete") is null || !string.Equals(ReadMeta("identity"), Identity(storeId), StringComparison.Ordinal))
        {
            return false;
        }

        var found = new HashSet<(string, long)>();
        var rows = database.For("SELECT name, number FROM projection");
        while (rows.Step())
        {
            found.Add((rows.Text(0), rows.Integer(1)));
        }

        rows.Reset();
        return found.SetEquals(models.Select(model => (model.Name, (long)model.Number)));
    }

    private string? ReadMeta(string key)
    {
        var row = database.For("SELECT value FROM meta WHERE key = ?1").Bind(1, key);
        var value = row.Step() ? row.Text(0) : null;
        row.Reset();
        return value;
    }
}
