using System.Data.Common;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Access;
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

    private Books(
        SqliteEventStore log, SqliteKeyStore keyFile, AccessBook access, ApiOptions options, TimeProvider timer, IClock clock)
    {
        this.log = log;
        this.keyFile = keyFile;
        Access = access;
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

    public AccessBook Access { get; }

    public StreamStates States { get; }

    public CommandRunner Commands { get; }

    public ReadModels ReadModels { get; }

    public ProjectionRunner Projections { get; }

    /// <exception cref="StoreRefusedException">The folder is in use, its log is none, or the clock is behind it.</exception>
    /// <exception cref="KeysRefusedException">The master key is none, or not the one of these keys.</exception>
    /// <exception cref="StartRefusedException">The folder or the key's file cannot be made, read or written.</exception>
    public static Books Open(ApiOptions options, TimeProvider timer, IClock clock)
    {
        Usable(nameof(options.DataFolder), options.DataFolder, () => CreateFolder(options.DataFolder));
        var master = Usable(
            nameof(options.MasterKeyFile), options.MasterKeyFile, () => MasterKeyFile.OpenOrCreate(options.MasterKeyFile));
        return Usable(nameof(options.DataFolder), options.DataFolder, () =>
        {
            var opened = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = options.DataFolder }, timer);
            var keys = SqliteKeyStore.Open(Path.Combine(options.DataFolder, SqliteKeyStore.FileName), master, clock);
            var access = AccessBook.Open(Path.Combine(options.DataFolder, AccessBook.FileName), clock);
            return new Books(opened, keys, access, options, timer, clock);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Projections.DisposeAsync();
        ReadModels.Dispose();
        await log.DisposeAsync();
        keyFile.Dispose();
        Access.Dispose();
    }

    /// <summary>For its owner alone when it is made; a folder that is there keeps its mode.</summary>
    private static DirectoryInfo CreateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static T Usable<T>(string setting, string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DbException)
        {
            throw new StartRefusedException(
                $"{ApiOptions.Section}:{setting} {path} cannot be used: {failure.Message.TrimEnd('.')}.", failure);
        }
    }
}
