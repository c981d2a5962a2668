using BudgetCoaching.Application;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>The opened data folder: log, keys and read models. Closing finishes appends and saves checkpoints.</summary>
internal sealed class Books : IAsyncDisposable
{
    private readonly SqliteEventStore log;
    private readonly SqliteKeyStore keyFile;

    private Books(SqliteEventStore log, SqliteKeyStore keyFile, ApiOptions options, TimeProvider timer, IClock clock)
    {
        this.log = log;
        this.keyFile = keyFile;
        Clock = clock;
        Keys = new CachedKeys(keyFile, clock);
        States = new StreamStates(log, Keys);
        Commands = new CommandRunner(log, States, Keys, clock);
        ReadModels = new ReadModels(options.DataFolder, ReadModels.All);
        Projections = new ProjectionRunner(log, ReadModels, timer);
    }

    public IClock Clock { get; }

    public IEventStore Log => log;

    public IKeyStore Keys { get; }

    public StreamStates States { get; }

    public CommandRunner Commands { get; }

    public ReadModels ReadModels { get; }

    public ProjectionRunner Projections { get; }

    public static Books Open(ApiOptions options, TimeProvider timer, IClock clock)
    {
        Directory.CreateDirectory(options.DataFolder);
        var master = MasterKeyFile.OpenOrCreate(options.MasterKeyFile);
        var opened = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = options.DataFolder }, timer);
        var keys = SqliteKeyStore.Open(Path.Combine(options.DataFolder, SqliteKeyStore.FileName), master, clock);
        return new Books(opened, keys, options, timer, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await Projections.DisposeAsync();
        ReadModels.Dispose();
        await log.DisposeAsync();
        keyFile.Dispose();
    }
}
