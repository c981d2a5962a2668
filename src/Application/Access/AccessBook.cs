using BudgetCoaching.Domain;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace BudgetCoaching.Application.Access;

/// <summary>
/// The book of one process, in one SQLite file beside the log. Keys are held in memory too: one process owns the folder, so what it holds
/// is what is stored. Thread safe.
/// </summary>
public sealed class AccessBook : IAccessBook
{
    /// <summary>Name of the file within a data folder.</summary>
    public const string FileName = "access.db";

    /// <summary>What every key's text begins with, so that one that leaked is recognised.</summary>
    public const string KeyPrefix = "bck_";

    /// <summary>Keys of one agency that are not revoked, at most.</summary>
    public const int KeysMax = 1_000;

    /// <summary>That a caller is about is written no oftener.</summary>
    public static readonly Duration SeenEvery = Duration.FromHours(1);

    private readonly Lock gate = new();
    private readonly AccessTable table;
    private readonly IClock clock;
    private readonly ApiKeyring ring = new();
    private readonly LatelySeen seen = new();

    private AccessBook(AccessTable table, IClock clock)
    {
        this.table = table;
        this.clock = clock;
        table.ReadKeys(ring);
    }

    /// <summary>Opens the file and creates it if absent.</summary>
    /// <exception cref="SqliteException">The file cannot be read or written.</exception>
    public static AccessBook Open(string path, IClock clock) => new(AccessTable.Open(path, isBook: true), clock);

    public Task<NewApiKey?> CreateAsync(AgencyId agency, string actor, string role, Instant? expires, CancellationToken cancel) =>
        Task.FromResult(Create(agency, actor, role, expires, () => ring.HasRoom(agency)));

    public Task<NewApiKey?> CreateFirstAsync(AgencyId agency, string actor, string role, CancellationToken cancel) =>
        Task.FromResult(Create(agency, actor, role, expires: null, () => ring.IsEmpty));

    public ValueTask<ApiKey?> FindAsync(string text, CancellationToken cancel) =>
        ValueTask.FromResult(ring.Find(text, clock.GetCurrentInstant()));

    public Task<ApiKey?> RevokeAsync(AgencyId agency, string id, CancellationToken cancel)
    {
        lock (gate)
        {
            var key = ring.FindById(agency, id);
            if (key is null || key.Revoked is not null)
            {
                return Task.FromResult(key);
            }

            var now = clock.GetCurrentInstant();
            table.Revoke(id, now);
            return Task.FromResult(ring.Revoke(id, now));
        }
    }

    public ValueTask<IReadOnlyList<ApiKey>> KeysAsync(AgencyId agency, CancellationToken cancel) => ValueTask.FromResult(ring.Of(agency));

    public void Saw(AgencyId agency, string actor, string means, string role)
    {
        var now = clock.GetCurrentInstant();
        if (seen.IsDue(agency, actor, means, role, now))
        {
            table.Saw(new SeenCaller(agency, actor, means, role, now, now));
            seen.Written(agency, actor, means, role, now);
        }
    }

    public ValueTask<IReadOnlyList<SeenCaller>> CallersAsync(AgencyId agency, int skip, int limit, CancellationToken cancel) =>
        ValueTask.FromResult(table.Callers(agency, skip, limit));

    public ValueTask DisposeAsync()
    {
        table.Dispose();
        return ValueTask.CompletedTask;
    }

    private NewApiKey? Create(AgencyId agency, string actor, string role, Instant? expires, Func<bool> mayBeMade)
    {
        lock (gate)
        {
            if (!mayBeMade())
            {
                return null;
            }

            var (made, hash) = ApiKeyring.Make(agency, actor, role, clock.GetCurrentInstant(), expires);
            table.Put(hash, made.Key);
            ring.Put(hash, made.Key);
            return made;
        }
    }
}
