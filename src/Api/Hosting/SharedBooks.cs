using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.EventStoreDb;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// The books of several nodes: log, access book, register and marks in the event store, keys in the shared folder. The data folder holds
/// what this node has read of them and can be deleted.
/// </summary>
internal static class SharedBooks
{
    /// <summary>Names the work of the one who starts: what must be done once, whichever node does it.</summary>
    private const string StartWork = "start";

    /// <summary>Of the streams of the log.</summary>
    public static IReadOnlyCollection<string> Categories { get; } = [Streams.HouseholdCategory, Streams.AgencyCategory];

    /// <exception cref="StoreRefusedException">
    /// The data folder is in use, the event store refuses, or the clock is behind its log.
    /// </exception>
    /// <exception cref="KeysRefusedException">
    /// The master key is missing, none, or not the one of these keys; keys are missing; or the shared folder is of another log.
    /// </exception>
    /// <exception cref="StartRefusedException">
    /// A folder or the event store cannot be reached or used, or the books were begun in another currency.
    /// </exception>
    public static async Task<OpenedStores> OpenAsync(
        ApiOptions options, Patience patience, TimeProvider timer, IClock clock)
    {
        var held = new Held();
        try
        {
            Place.Usable(nameof(options.DataFolder), options.DataFolder, () => held.Add(DataFolderLock.Take(options.DataFolder)));
            RefuseLog(options.DataFolder);
            var place = EventStoreDbOptions.Parse(options.EventStore);
            var (log, records, contact) = await Place.UsableAsync(nameof(options.EventStore), place.ToString(), async () =>
            {
                var server = held.Add(await EventStoreDbServer.ConnectAsync(place, patience, timer, CancellationToken.None));
                return (
                    held.Add(await server.OpenAsync(Categories, timer, CancellationToken.None)),
                    held.Add(await server.OpenAsync(NodeStreams.Categories, timer, CancellationToken.None)),
                    server.Contact);
            });
            var isNew = await log.ReadHeadAsync(CancellationToken.None) == Position.Start;
            var begun = await BookMark.CurrencyAsync(records, options.Currency, BookCurrency.Default, isNew, CancellationToken.None);
            CurrencyMark.Compare(begun, options.Currency, place.ToString());
            var keys = Place.Usable(
                nameof(options.SharedFolder), options.SharedFolder, () => OpenKeys(options, log.StoreId, isNew, clock));
            return await Place.UsableAsync(nameof(options.DataFolder), options.DataFolder, async () => new OpenedStores(
                log,
                new WritingPulses(log.WriterPulse, log.AnswerPulse, contact),
                keys,
                keys.WrappedAnew,
                held.Add(await SharedAccessBook.OpenAsync(
                    records, Path.Combine(options.DataFolder, SharedAccessBook.FileName), clock, timer)),
                held.Add(SharedDisclosureRegister.Open(
                    records, Path.Combine(options.DataFolder, SharedDisclosureRegister.FileName), clock)),
                new Lease(records, StartWork, timer),
                held));
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <summary>A log of one process would be passed over in silence.</summary>
    private static void RefuseLog(string folder)
    {
        var log = Path.Combine(folder, SqliteEventStore.FileName);
        if (File.Exists(log))
        {
            throw new StartRefusedException(
                $"{log} is a log, but {ApiOptions.Section}:{nameof(ApiOptions.EventStore)} names another: copy it there, and give this "
                + "node an empty data folder.");
        }
    }

    /// <summary>The directory is begun only where nothing is recorded yet: else it was lost, or is not mounted.</summary>
    private static KeyDirectory OpenKeys(ApiOptions options, string storeId, bool isNew, IClock clock)
    {
        if (!File.Exists(options.MasterKeyFile))
        {
            throw new KeysRefusedException(
                KeysRefusedException.MasterKeyMissing,
                $"{options.MasterKeyFile} is missing: every node needs the same master key, so none makes one (openssl rand 32).");
        }

        SharedFolder.Require(options.SharedFolder, storeId);
        var path = Path.Combine(options.SharedFolder, KeyDirectory.Name);
        if (!isNew && !KeyDirectory.IsThere(path))
        {
            throw new KeysRefusedException(
                KeysRefusedException.KeysMissing,
                $"{path} holds no keys, but the log holds households: mount or restore it, or their personal texts are never read again.");
        }

        var master = Place.Usable(
            nameof(options.MasterKeyFile), options.MasterKeyFile, () => MasterKeyFile.Open(options.MasterKeyFile));
        return KeyDirectory.Open(path, master, clock, MasterKeys.Previous(options));
    }
}
