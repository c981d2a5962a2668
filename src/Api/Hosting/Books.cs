using System.Data.Common;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Access;
using BudgetCoaching.Application.Disclosure;
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
        Access = AccessBook.Open(Path.Combine(options.DataFolder, AccessBook.FileName), clock);
        Disclosures = DisclosureRegister.Open(Path.Combine(options.DataFolder, DisclosureRegister.FileName), clock);
        Clock = clock;
        Keys = new CachedKeys(keyFile, clock);
        States = new StreamStates(log, Keys);
        Commands = new CommandRunner(log, States, Keys, clock);
        Erasure = new Erasure(log, Commands, States, Keys);
        ReadModels = new ReadModels(options.DataFolder, ReadModels.All);
        Projections = new ProjectionRunner(log, ReadModels, timer);
    }

    public IClock Clock { get; }

    public IEventStore Log => log;

    public IKeyStore Keys { get; }

    public AccessBook Access { get; }

    public DisclosureRegister Disclosures { get; }

    public Erasure Erasure { get; }

    public StreamStates States { get; }

    public CommandRunner Commands { get; }

    public ReadModels ReadModels { get; }

    public ProjectionRunner Projections { get; }

    /// <exception cref="StoreRefusedException">The folder is in use, its log is none, or the clock is behind it.</exception>
    /// <exception cref="KeysRefusedException">The master key is none, or not the one of these keys; or keys are missing.</exception>
    /// <exception cref="StartRefusedException">
    /// The folder or the key's file cannot be made, read or written, or the books were begun in another currency.
    /// </exception>
    public static async Task<Books> OpenAsync(ApiOptions options, TimeProvider timer, IClock clock)
    {
        Usable(nameof(options.DataFolder), options.DataFolder, () => CreateFolder(options.DataFolder));
        var opened = Usable(
            nameof(options.DataFolder),
            options.DataFolder,
            () =>
            {
                CurrencyMark.Require(options.DataFolder, options.Currency);
                return SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = options.DataFolder }, timer);
            });
        try
        {
            var isEmpty = await opened.ReadHeadAsync(CancellationToken.None) == Position.Start;
            return Usable(
                nameof(options.DataFolder),
                options.DataFolder,
                () => new Books(opened, OpenKeys(options, isEmpty, clock), options, timer, clock));
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keys and master key are made where nothing is yet; else a missing one was lost and is not replaced.</summary>
    private static SqliteKeyStore OpenKeys(ApiOptions options, bool logIsEmpty, IClock clock)
    {
        var path = Path.Combine(options.DataFolder, SqliteKeyStore.FileName);
        if (!File.Exists(path) && !logIsEmpty)
        {
            throw new KeysRefusedException(
                KeysRefusedException.KeysMissing,
                $"{path} is missing, but the log holds households: restore it, or their personal texts are never read again.");
        }

        if (File.Exists(path) && !File.Exists(options.MasterKeyFile))
        {
            throw new KeysRefusedException(
                KeysRefusedException.MasterKeyMissing,
                $"{options.MasterKeyFile} is missing, but it wrapped the keys in {path}: restore it, or they are never opened again.");
        }

        var master = Usable(
            nameof(options.MasterKeyFile), options.MasterKeyFile, () => MasterKeyFile.OpenOrCreate(options.MasterKeyFile));
        var previous = options.PreviousMasterKeyFile.Length == 0
            ? null
            : Usable(
                nameof(options.PreviousMasterKeyFile),
                options.PreviousMasterKeyFile,
                () => MasterKeyFile.Open(options.PreviousMasterKeyFile));
        return SqliteKeyStore.Open(path, master, clock, previous);
    }

    public async ValueTask DisposeAsync()
    {
        await Projections.DisposeAsync();
        ReadModels.Dispose();
        await log.DisposeAsync();
        keyFile.Dispose();
        Access.Dispose();
        await Disclosures.DisposeAsync();
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
