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

        With the settings of a node: EventStore or EventStoreFile, SharedFolder, MasterKeyFile. Done again it takes up what is missing.
        No service starts on the folder afterwards, as the nodes go on with its books.
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
            var taken = await MoveAsync(folder, options, timer, clock);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"The nodes share {taken.Keys} keys, {taken.ApiKeys} API keys and {taken.Disclosures} entries of the register."));
            return 0;
        }
        catch (StoreRefusedException refused)
        {
            await Console.Error.WriteLineAsync($"{refused.Reason}: {refused.Message}");
            return Refused;
        }
        catch (Exception refused) when (refused is KeysRefusedException or StartRefusedException
            or IOException or UnauthorizedAccessException or DbException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return Refused;
        }
    }

    private static async Task<TakenOver> MoveAsync(string folder, ApiOptions options, TimeProvider timer, IClock clock)
    {
        using var stopped = DataFolderLock.Take(folder);
        var master = Place.Usable(
            nameof(options.MasterKeyFile), options.MasterKeyFile, () => MasterKeyFile.Open(options.MasterKeyFile));
        var place = EventStoreDbOptions.Parse(options.EventStore);
        using var server = await EventStoreDbServer.ConnectAsync(place, Patience.None, timer, CancellationToken.None);
        await RequireCopiedAsync(folder, place, server, timer);
        await using var records = await server.OpenAsync(NodeStreams.Categories, timer, CancellationToken.None);
        Place.Usable(
            nameof(options.SharedFolder),
            options.SharedFolder,
            () =>
            {
                SharedFolder.Require(options.SharedFolder, records.StoreId);
                return records.StoreId;
            });
        var taken = await FormerFolder.TakeOverAsync(
            folder,
            CurrencyMark.Of(folder),
            records,
            Path.Combine(options.SharedFolder, KeyDirectory.Name),
            master,
            clock,
            CancellationToken.None);
        MovedMark.Leave(folder, place, clock.GetCurrentInstant());
        return taken;
    }

    /// <summary>Nodes that hold the keys and less than the log would go on from books that lack what was recorded last.</summary>
    private static async Task RequireCopiedAsync(string folder, EventStoreDbOptions place, EventStoreDbServer server, TimeProvider timer)
    {
        using var log = SqliteEventReader.Open(Path.Combine(folder, SqliteEventReader.FileName));
        await using var copy = await server.OpenAsync(SharedBooks.Categories, timer, CancellationToken.None);
        if (await CopiedLog.FindMissingAsync(log, copy, CancellationToken.None) is { } missing)
        {
            throw new StoreRefusedException(
                StoreRefusedException.LogNotCopied,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the event store {place} does not hold the whole log in {folder}: {missing.Count} streams are missing or shorter, "
                    + $"the first {missing.First}. Nothing was shared: copy the log first, now that its service has stopped."));
        }
    }
}
