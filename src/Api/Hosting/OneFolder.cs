using BudgetCoaching.Application.Access;
using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>The books of one process, all in its data folder.</summary>
internal static class OneFolder
{
    /// <exception cref="StoreRefusedException">The folder is in use, its log is none, or the clock is behind it.</exception>
    /// <exception cref="KeysRefusedException">The master key is none, or not the one of these keys; or keys are missing.</exception>
    /// <exception cref="StartRefusedException">
    /// The folder or the key's file cannot be made, read or written, its books went to several nodes, or were begun in another currency.
    /// </exception>
    public static async Task<OpenedStores> OpenAsync(ApiOptions options, TimeProvider timer, IClock clock)
    {
        var held = new Held();
        try
        {
            var log = Place.Usable(
                nameof(options.DataFolder),
                options.DataFolder,
                () =>
                {
                    MovedMark.Refuse(options.DataFolder);
                    CurrencyMark.Require(options.DataFolder, options.Currency);
                    return held.Add(SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = options.DataFolder }, timer));
                });
            var isEmpty = await log.ReadHeadAsync(CancellationToken.None) == Position.Start;
            return Place.Usable(
                nameof(options.DataFolder),
                options.DataFolder,
                () =>
                {
                    var keys = held.Add(OpenKeys(options, isEmpty, clock));
                    return new OpenedStores(
                        log,
                        new WritingPulses(log.WriterPulse),
                        keys,
                        keys.WrappedAnew,
                        held.Add(AccessBook.Open(Path.Combine(options.DataFolder, AccessBook.FileName), clock)),
                        held.Add(DisclosureRegister.Open(Path.Combine(options.DataFolder, DisclosureRegister.FileName), clock)),
                        Once: null,
                        held);
                });
        }
        catch
        {
            await held.DisposeAsync();
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

        var master = Place.Usable(
            nameof(options.MasterKeyFile), options.MasterKeyFile, () => MasterKeyFile.OpenOrCreate(options.MasterKeyFile));
        return SqliteKeyStore.Open(path, master, clock, MasterKeys.Previous(options));
    }
}
