using BudgetCoaching.Storage.EventStoreDb;

namespace BudgetCoaching.Api.Hosting;

/// <summary>The settings by which several nodes keep the same books, with everything that is wrong about them.</summary>
internal sealed record SharingSettings(string EventStore, string SharedFolder, IReadOnlyList<string> Faults)
{
    private const string EventStoreFile = nameof(EventStoreFile);

    /// <param name="settings">All of them.</param>
    /// <param name="hasMasterKey">Whether the master key's file is named.</param>
    public static SharingSettings Read(SettingReader settings, bool hasMasterKey)
    {
        var eventStore = settings.Text(nameof(EventStore), "");
        var file = settings.Text(EventStoreFile, "");
        var folder = settings.Text(nameof(SharedFolder), "");
        List<string> faults = [];
        if (eventStore.Length > 0 && file.Length > 0)
        {
            faults.Add(Fault($"{nameof(EventStore)} and {EventStoreFile} exclude each other."));
        }
        else if (file.Length > 0)
        {
            eventStore = Contents(file, faults);
        }

        if (eventStore.Length > 0)
        {
            faults.AddRange(EventStoreDbOptions.Faults(eventStore).Select(fault => Fault($"{nameof(EventStore)}: {fault}")));
        }

        var isShared = eventStore.Length > 0 || file.Length > 0;
        if (isShared && folder.Length == 0)
        {
            faults.Add(Fault($"{nameof(SharedFolder)} is required with an event store: all nodes need the households' keys."));
        }

        if (isShared && !hasMasterKey)
        {
            faults.Add(Fault($"{nameof(ApiOptions.MasterKeyFile)} is required with an event store: every node needs the same one."));
        }

        if (!isShared && folder.Length > 0)
        {
            faults.Add(Fault($"{nameof(SharedFolder)} is only for several nodes: {nameof(EventStore)} is required with it."));
        }

        return new SharingSettings(eventStore, folder.Length > 0 ? Path.GetFullPath(folder) : "", faults);
    }

    private static string Contents(string file, List<string> faults)
    {
        try
        {
            var text = File.ReadAllText(file).Trim();
            if (text.Length == 0)
            {
                faults.Add(Fault($"{EventStoreFile} {file} is empty."));
            }

            return text;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            faults.Add(Fault($"{EventStoreFile} {file} cannot be read: {failure.Message.TrimEnd('.')}."));
            return "";
        }
    }

    private static string Fault(string text) => $"{ApiOptions.Section}:{text}";
}
