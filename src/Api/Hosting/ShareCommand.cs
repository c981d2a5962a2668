using System.Data.Common;
using System.Globalization;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.EventStoreDb;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// <c>share --from DIR</c>: what one process kept beside its log goes to where several nodes share it, once the log was copied. The
/// settings are those of a node.
/// </summary>
internal static class ShareCommand
{
    public const string Verb = "share";

    private const int WrongUsage = 2;
    private const int Refused = 3;

    private const string Usage = """
        Usage: dotnet run --project src/Api -- share --from DIR [--BudgetCoaching:NAME VALUE ...]

          --from DIR    the data folder of a service that has stopped, whose log was copied into the event store

        With the settings of a node: EventStore, SharedFolder, MasterKeyFile. Done again it takes up what is missing.
        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> words, TimeProvider timer, IClock clock)
    {
        if (words is not ["--from", var folder, ..] || CommandLine.ToSettings([.. words.Skip(2)], out _) is not { } settings)
        {
            await Console.Error.WriteLineAsync(Usage);
            return WrongUsage;
        }

        var options = ApiOptions.Read(new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build());
        List<string> faults = [.. options.Faults()];
        if (!options.IsShared && faults.Count == 0)
        {
            faults.Add($"{ApiOptions.Section}:{nameof(options.EventStore)} is required: it is shared with the nodes of an event store.");
        }

        if (!File.Exists(Path.Combine(folder, SqliteKeyStore.FileName)))
        {
            faults.Add($"{folder} holds no {SqliteKeyStore.FileName}: it is no data folder of this service.");
        }

        if (faults.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
            return WrongUsage;
        }

        try
        {
            var taken = await TakeOverAsync(folder, options, timer, clock);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"The nodes share {taken.Keys} keys, {taken.ApiKeys} API keys and {taken.Disclosures} entries of the register."));
            return 0;
        }
        catch (Exception refused) when (refused is StoreRefusedException or KeysRefusedException or StartRefusedException
            or IOException or UnauthorizedAccessException or DbException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return Refused;
        }
    }

    private static async Task<TakenOver> TakeOverAsync(string folder, ApiOptions options, TimeProvider timer, IClock clock)
    {
        using var stopped = DataFolderLock.Take(folder);
        var master = Place.Usable(
            nameof(options.MasterKeyFile), options.MasterKeyFile, () => MasterKeyFile.Open(options.MasterKeyFile));
        await using var records = await EventStoreDbEventStore.OpenAsync(
            EventStoreDbOptions.Parse(options.EventStore), NodeStreams.Categories, timer, CancellationToken.None);
        Place.Usable(
            nameof(options.SharedFolder),
            options.SharedFolder,
            () =>
            {
                SharedFolder.Require(options.SharedFolder, records.StoreId);
                return records.StoreId;
            });
        return await FormerFolder.TakeOverAsync(
            folder,
            CurrencyMark.Of(folder),
            records,
            Path.Combine(options.SharedFolder, KeyDirectory.Name),
            master,
            clock,
            CancellationToken.None);
    }
}
