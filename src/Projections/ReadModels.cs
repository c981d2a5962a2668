using System.Collections.Concurrent;
using System.Globalization;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Events;
using BudgetCoaching.Projections.ArrearsTrend;
using BudgetCoaching.Projections.EmpowermentProgress;
using BudgetCoaching.Projections.Following;
using BudgetCoaching.Projections.HouseholdDirectory;
using BudgetCoaching.Projections.WorkRanks;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Projections;

/// <summary>
/// The read models of a folder, to be asked. Everything here can be deleted and is then built again from the log. Thread safe; answers
/// come from the file that was complete last, while another may be under construction beside it.
/// </summary>
public sealed class ReadModels : IDisposable
{
    private const string Prefix = "readmodels-";
    private const string Suffix = ".db";

    private readonly string folder;
    private readonly ServedFile served = new();
    private readonly ConcurrentDictionary<(AgencyId, long), AgencyReading> agencies = [];
    private readonly RecentContents<IReadOnlyList<CreditorLedger>> trends = new();
    private readonly RecentContents<EmpowermentSteps> ways = new();

    /// <param name="folder">Where the files are; created if absent.</param>
    /// <param name="models">The read models, each of another name.</param>
    public ReadModels(string folder, IReadOnlyList<IReadModel> models)
        : this(folder, models, beforeCommit: null)
    {
    }

    internal ReadModels(string folder, IReadOnlyList<IReadModel> models, Action? beforeCommit)
    {
        this.folder = folder;
        Models = models;
        BeforeCommit = beforeCommit;
        Directory.CreateDirectory(folder);
    }

    /// <summary>Those that the product has.</summary>
    public static IReadOnlyList<IReadModel> All { get; } =
        [new ArrearsTrendModel(), new EmpowermentProgressModel(), new HouseholdDirectoryModel(), new WorkRanksModel()];

    public IReadOnlyList<IReadModel> Models { get; }

    internal Action? BeforeCommit { get; }

    /// <summary>Called after each step of building a file, so that who watches sees it move.</summary>
    internal Action Moved { get; set; } = static () => { };

    /// <summary>False until the first file is complete: every question then throws <see cref="ReadModelFailedException"/>.</summary>
    public bool IsReady => served.IsOpen;

    /// <summary>
    /// Null when the log holds no such household as far as the read model has read. The list of creditors is the same object as long as
    /// nothing was recorded of the household: a caller may keep what it made of it.
    /// </summary>
    public TrendReading? GetTrend(HouseholdId household)
    {
        using var loan = served.Borrow();
        return Get(loan.Database, Trend, trends, household, ArrearsTrendModel.Read) is { } found
            ? new TrendReading(found.Source, found.Content)
            : null;
    }

    /// <summary>Null when the log holds no such household as far as the read model has read.</summary>
    public EmpowermentReading? GetEmpowerment(HouseholdId household)
    {
        using var loan = served.Borrow();
        return Get(loan.Database, Empowerment, ways, household, EmpowermentProgressModel.Read) is { } found
            ? new EmpowermentReading(found.Source, found.Content)
            : null;
    }

    /// <param name="filter">Which households.</param>
    /// <param name="after">The key of the page before; null for the first page.</param>
    /// <param name="pageSize">From 1; the caller bounds it.</param>
    /// <param name="seen">What the reader may see; null: all.</param>
    public DirectoryPage ListHouseholds(DirectoryFilter filter, DirectoryKey? after, int pageSize, SeenHouseholds? seen = null)
    {
        using var loan = served.Borrow();
        using var moment = loan.Database.HoldStill();
        return DirectoryReader.List(loan.Database, filter, seen, after, pageSize);
    }

    /// <param name="agency">Whose households.</param>
    /// <param name="creditor">Only those that have dealt with it, as far as is known now; null: all.</param>
    /// <param name="after">The last household of the page before; the empty id for the first page.</param>
    /// <param name="pageSize">From 1; the caller bounds it.</param>
    public HouseholdIdsPage ListHouseholdIds(AgencyId agency, CreditorId? creditor, HouseholdId after, int pageSize)
    {
        using var loan = served.Borrow();
        using var moment = loan.Database.HoldStill();
        return DirectoryReader.ListIds(loan.Database, agency, creditor, after, pageSize);
    }

    /// <summary>Totals of an agency's creditors in ascending order of creditor.</summary>
    public CreditorTotalsPage ListCreditorTotals(AgencyId agency, CreditorId? after, int pageSize)
    {
        using var loan = served.Borrow();
        using var moment = loan.Database.HoldStill();
        return DirectoryReader.Total(loan.Database, agency, after, pageSize);
    }

    /// <summary>Households that something calls to, the most urgent first.</summary>
    /// <param name="agency">Whose households.</param>
    /// <param name="consultant">Only those of this one; null: everybody's.</param>
    /// <param name="after">The last rank of the page before; null for the first page.</param>
    /// <param name="pageSize">From 1; the caller bounds it.</param>
    /// <param name="seen">What the reader may see; null: all.</param>
    public WorkRanksPage ListWorkRanks(
        AgencyId agency, StaffId? consultant, WorkRank? after, int pageSize, SeenHouseholds? seen = null)
    {
        using var loan = served.Borrow();
        using var moment = loan.Database.HoldStill();
        return WorkRanksReader.List(loan.Database, agency, consultant, seen, after, pageSize);
    }

    public void Dispose() => served.Dispose();

    /// <summary>The newest complete file of the log in the folder, or a new one.</summary>
    internal async Task<ReadModelFile> OpenOrBuildAsync(IEventReader log, LocalDate today, CancellationToken cancel)
    {
        foreach (var generation in Generations().OrderDescending())
        {
            if (ReadModelFile.Open(PathOf(generation), log.StoreId, Models) is { } file)
            {
                Serve(file, generation);
                return file;
            }
        }

        return await BuildAsync(log, today, cancel).ConfigureAwait(false);
    }

    /// <summary>Builds a file beside the one served, follows the log to its head, and serves it instead.</summary>
    internal async Task<ReadModelFile> BuildAsync(IEventReader log, LocalDate today, CancellationToken cancel)
    {
        var generation = Generations().DefaultIfEmpty().Max() + 1;
        var file = await Rebuild.RunAsync(log, PathOf(generation), Models, today, Moved, cancel).ConfigureAwait(false);
        try
        {
            var follower = new Follower(log, file, Models);
            while (await follower.FollowAsync(Batch.EventsMax, cancel).ConfigureAwait(false))
            {
                Moved();
                cancel.ThrowIfCancellationRequested();
            }

            Serve(file, generation);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static ReadModelTables Trend { get; } = new(new ArrearsTrendModel());

    private static ReadModelTables Empowerment { get; } = new(new EmpowermentProgressModel());

    private void Serve(ReadModelFile file, int generation)
    {
        served.TurnTo(file.Path);
        agencies.Clear();
        foreach (var other in Generations())
        {
            if (other != generation)
            {
                foreach (var tail in new[] { "", "-wal", "-shm", "-journal" })
                {
                    File.Delete(PathOf(other) + tail);
                }
            }
        }
    }

    private IEnumerable<int> Generations()
    {
        foreach (var path in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix))
        {
            var name = Path.GetFileNameWithoutExtension(path)[Prefix.Length..];
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var generation))
            {
                yield return generation;
            }
        }
    }

    private string PathOf(int generation) =>
        Path.Combine(folder, Prefix + generation.ToString(CultureInfo.InvariantCulture) + Suffix);

    private (ReadingSource Source, T Content)? Get<T>(
        Database database, ReadModelTables tables, RecentContents<T> recent, HouseholdId household, Reading<T> read)
        where T : class
    {
        if (recent.Find(household) is { } known && Row(database, tables.GetSource, household) is { } same)
        {
            using (same)
            {
                if (SourceOf(database, same, household) is var source && known.IsOf(source))
                {
                    return (source, known.Content);
                }
            }
        }

        if (Row(database, tables.Get, household) is not { } row)
        {
            return null;
        }

        using (row)
        {
            var source = SourceOf(database, row, household);
            var content = read(row.Blob(6));
            recent.Keep(source, content);
            return (source, content);
        }
    }

    /// <summary>Null without a row; to be disposed, which ends its reading.</summary>
    private static Statement.Row? Row(Database database, string sql, HouseholdId household)
    {
        var statement = database.For(sql).Bind(1, household.Value);
        if (statement.Step())
        {
            return new Statement.Row(statement);
        }

        statement.Reset();
        return null;
    }

    private ReadingSource SourceOf(Database database, in Statement.Row row, HouseholdId household) => new(
        household,
        row.Integer(2),
        new RecordTime(row.Integer(3)),
        new Position(unchecked((ulong)row.Integer(4)), unchecked((ulong)row.Integer(5))),
        AgencyOf(database, new AgencyId(row.Text(0)), row.Integer(1)));

    private AgencyReading AgencyOf(Database database, AgencyId agency, long version) =>
        agencies.TryGetValue((agency, version), out var known)
            ? known
            : agencies.GetOrAdd((agency, version), ReadAgency(database, agency, version));

    private static AgencyReading ReadAgency(Database database, AgencyId agency, long version)
    {
        var sets = new List<ParameterHistory.Published>();
        var last = new RecordTime(long.MinValue);
        var rows = database
            .For("SELECT recorded, type, schema, body FROM parameter_set WHERE agency = ?1 AND version <= ?2 ORDER BY version")
            .Bind(1, agency.Value)
            .Bind(2, version);
        while (rows.Step())
        {
            last = new RecordTime(rows.Integer(0));
            var published = AgencyEventCodec.Decode(new EventName(rows.Text(1), (int)rows.Integer(2)), rows.Blob(3));
            sets.Add(new ParameterHistory.Published(
                ((AgencyEvent.ParameterSetPublished)published).Set, StoredNames.InstantOf(last)));
        }

        rows.Reset();
        return new AgencyReading(agency, version, last, new ParameterHistory(sets));
    }

    private delegate T Reading<out T>(ReadOnlySpan<byte> body);
}
