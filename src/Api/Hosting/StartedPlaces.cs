using BudgetCoaching.Storage.EventStoreDb;

namespace BudgetCoaching.Api.Hosting;

/// <summary>Where the books lie beside the data folder, and what the start put into it: said once, without user or password.</summary>
/// <param name="firstKey">The file of the first administrator's key, where this start made one; null otherwise.</param>
internal sealed partial class StartedPlaces(ApiOptions options, string? firstKey)
{
    private readonly string eventStore = options.IsShared ? EventStoreDbOptions.Parse(options.EventStore).ToString() : "";

    public IEnumerable<string> Words()
    {
        if (options.IsShared)
        {
            yield return $"Event store: {eventStore}";
            yield return $"Shared folder: {options.SharedFolder}";
        }

        if (firstKey is not null)
        {
            yield return $"First administrator's key: {firstKey}";
        }
    }

    public void Log(ILogger log)
    {
        if (options.IsShared)
        {
            BooksShared(log, eventStore, options.SharedFolder);
        }

        if (firstKey is not null)
        {
            FirstKeyMade(log, firstKey);
        }
    }

    [LoggerMessage(1020, LogLevel.Information, "Event store {EventStore}, shared folder {Folder}")]
    private static partial void BooksShared(ILogger log, string eventStore, string folder);

    [LoggerMessage(1021, LogLevel.Information, "The first administrator's key was made and lies in {File}")]
    private static partial void FirstKeyMade(ILogger log, string file);
}
