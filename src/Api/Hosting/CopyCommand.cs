using System.Globalization;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.EventStoreDb;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// <c>copy --from LOG --to LOG</c>: takes a log to another store, and says on the last line what it holds. A LOG is a data folder or a log
/// file (which is read while a service writes it), a connection string of EventStoreDB, or <c>@FILE</c>, a file that holds one of these,
/// so that no password stands in a list of processes.
/// </summary>
internal sealed class CopyCommand(TextWriter output, TextWriter messages, TimeProvider clock)
{
    public const string Verb = "copy";

    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;
    public const int Failed = 3;

    public const string Usage = """
        Usage: dotnet run --project src/Api -- copy --from LOG --to LOG

          LOG           a data folder, or a file log.db or a backup of one (as a source only),
                        or esdb://user:password@host:2113?..., or @FILE with one of these in it

        Copied again it takes up what is missing; a target that differs is refused. Keys are no part of a log: docs/operating.md
        """;

    private const long ProgressEvery = 20_000;

    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancel)
    {
        if (words.Count != 4 || After(words, "--from") is not { } from || After(words, "--to") is not { } to)
        {
            await messages.WriteLineAsync(Usage);
            return WrongUsage;
        }

        try
        {
            return await CopyAsync(await PlaceAsync(from, cancel), await PlaceAsync(to, cancel), cancel);
        }
        catch (StoreRefusedException refused)
        {
            await messages.WriteLineAsync($"{refused.Reason}: {refused.Message}");
            return refused.Reason == StoreRefusedException.LogDiffers ? Refused : Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await messages.WriteLineAsync(failure.Message);
            return Failed;
        }
    }

    private static string? After(IReadOnlyList<string> words, string name) =>
        words[0] == name ? words[1] : words[2] == name ? words[3] : null;

    private static async Task<string> PlaceAsync(string word, CancellationToken cancel) =>
        word.StartsWith('@') ? (await File.ReadAllTextAsync(word[1..], cancel)).Trim() : word;

    private async Task<int> CopyAsync(string from, string to, CancellationToken cancel)
    {
        var source = await SourceAsync(from, cancel);
        try
        {
            var inUse = InUse(from);
            var target = await TargetAsync(to, cancel);
            await using var closing = (IAsyncDisposable)target;
            var exit = await TellAsync(await LogCopy.RunAsync(source, target, new Lines(messages), cancel));
            if (exit == Done && (inUse || InUse(from)))
            {
                await messages.WriteLineAsync(
                    $"{from} is in use: copy again after it has stopped, or what it records from now on is not in the copy.");
            }

            return exit;
        }
        finally
        {
            await CloseAsync(source);
        }
    }

    private async Task<int> TellAsync(CopyOutcome outcome)
    {
        switch (outcome)
        {
            case CopyOutcome.Copied copied:
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The target holds all {copied.Events} events of {copied.Streams} streams, {copied.Stored} new, and verifies."));
                return Done;
            case CopyOutcome.Different different:
                await messages.WriteLineAsync($"{StoreRefusedException.LogDiffers}: the target differs: {different.Fault}");
                return Refused;
            case CopyOutcome.Broken broken:
                await messages.WriteLineAsync($"The {(broken.IsSource ? "source" : "target")} does not verify: {broken.Fault}");
                return Refused;
            default:
                throw new InvalidOperationException($"A copy ended as {outcome}.");
        }
    }

    private async Task<IEventReader> SourceAsync(string place, CancellationToken cancel) => IsServer(place)
        ? await OpenAsync(place, cancel)
        : SqliteEventReader.Open(Directory.Exists(place) ? Path.Combine(place, SqliteEventReader.FileName) : place);

    private async Task<ILogCopyTarget> TargetAsync(string place, CancellationToken cancel) => IsServer(place)
        ? await OpenAsync(place, cancel)
        : SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = place }, clock);

    private Task<EventStoreDbEventStore> OpenAsync(string place, CancellationToken cancel) =>
        EventStoreDbEventStore.OpenAsync(EventStoreDbOptions.Parse(place), SharedBooks.Categories, clock, cancel);

    /// <summary>Whether a service writes the log; of a backup elsewhere none does.</summary>
    private static bool InUse(string place) =>
        !IsServer(place) && DataFolderLock.IsHeld(Directory.Exists(place) ? place : Path.GetDirectoryName(Path.GetFullPath(place))!);

    private static bool IsServer(string place) => place.Contains("://", StringComparison.Ordinal);

    private static async Task CloseAsync(IEventReader source)
    {
        if (source is IAsyncDisposable server)
        {
            await server.DisposeAsync();
        }
        else
        {
            ((IDisposable)source).Dispose();
        }
    }

    private sealed class Lines(TextWriter messages) : IProgress<CopyProgress>
    {
        private long told;

        public void Report(CopyProgress value)
        {
            if (value.Seen - told >= ProgressEvery || value.Seen == value.Total)
            {
                told = value.Seen;
                messages.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{value.Seen} of {value.Total} events, {value.Stored} of them new"));
            }
        }
    }
}
