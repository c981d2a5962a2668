using System.Globalization;
using System.Security.Cryptography;

namespace BudgetCoaching.Load.Bench;

/// <summary>
/// The service on nothing, with verified callers: alone over a folder, or some nodes over an event store of as many, which is the double
/// that the tests use and keeps everything in memory. All of it is stopped and removed at the end.
/// </summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const string AddressWords = "gRPC (HTTP/2 without TLS): ";
    private const string KeyFile = "administrator.key";

    private readonly string folder;
    private readonly List<Child> children = [];

    private Fleet(string? within)
    {
        within ??= Path.Combine(Binaries.Parent!.FullName, "bench");
        folder = Directory.CreateDirectory(Path.Combine(within, $"load-{Guid.NewGuid():N}")).FullName;
    }

    public IReadOnlyList<string> Addresses { get; private set; } = [];

    /// <summary>Of an administrator, made at the first start.</summary>
    public string ApiKeyFile => Directory.EnumerateFiles(folder, KeyFile, SearchOption.AllDirectories).Single();

    public IReadOnlyList<Watched> Nodes { get; private set; } = [];

    public IReadOnlyList<Watched> Others { get; private set; } = [];

    private static DirectoryInfo Here { get; } = new(AppContext.BaseDirectory);

    private static DirectoryInfo Binaries => Here.Parent!.Parent!;

    /// <param name="count">Of nodes.</param>
    /// <param name="within">The folder in which they get theirs; null: of the build's results.</param>
    /// <param name="measuresTo">Where they send their own measures; one each; empty: nowhere.</param>
    /// <param name="cancel">Ends what was started.</param>
    public static async Task<Fleet> StartAsync(
        int count, string? within, IReadOnlyList<string> measuresTo, CancellationToken cancel)
    {
        var fleet = new Fleet(within);
        try
        {
            var store = count > 1 ? await fleet.StartStoreAsync(count, cancel) : [];
            var nodes = await Task.WhenAll(Enumerable.Range(1, count).Select(number =>
                fleet.StartNodeAsync(number, store, measuresTo.ElementAtOrDefault(number - 1), cancel)));
            fleet.Addresses = [.. nodes.Select(node => node.Said)];
            fleet.Nodes = [.. nodes.Select(node => new Watched(node.Name, node.Id))];
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The event store was started first and ends last: a stop of a node is no test of its absence.
        var stores = children.Where(child => Others.Any(other => other.Process == child.Id)).ToList();
        await Task.WhenAll(children.Except(stores).Select(child => child.DisposeAsync().AsTask()));
        await Task.WhenAll(stores.Select(child => child.DisposeAsync().AsTask()));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Starts the event store and makes what nodes share.</summary>
    /// <returns>The settings that they have because of it.</returns>
    private async Task<string[]> StartStoreAsync(int servers, CancellationToken cancel)
    {
        var number = servers.ToString(CultureInfo.InvariantCulture);
        var store = Keep(await Child.StartAsync("event store", Built("EventStoreDb.Double"), ["--nodes", number], "", null, cancel));
        Others = [new Watched(store.Name, store.Id)];
        var shared = Directory.CreateDirectory(Path.Combine(folder, "shared")).FullName;
        var master = Path.Combine(folder, "master.key");
        await File.WriteAllBytesAsync(master, RandomNumberGenerator.GetBytes(32), cancel);
        return [$"EventStore={store.Said}", $"SharedFolder={shared}", $"MasterKeyFile={master}"];
    }

    private async Task<Child> StartNodeAsync(int number, string[] store, string? measuresTo, CancellationToken cancel)
    {
        var name = FormattableString.Invariant($"node {number}");
        string[] settings =
        [
            "Grpc:Port=0", "Web:Port=0", "Access:ApiKeys=true", $"Access:FirstAgency={Mix.AgencyId}", "Limits:CallsPerSecond=0",
            "Limits:CallsAtOnce=0", .. store,
        ];
        string[] words = ["--data", Path.Combine(folder, name), .. settings.Select(setting => $"--BudgetCoaching:{setting}")];
        return Keep(await Child.StartAsync(name, Built("Api"), words, AddressWords, measuresTo, cancel));
    }

    private Child Keep(Child child)
    {
        lock (children)
        {
            children.Add(child);
        }

        return child;
    }

    /// <summary>A program of this repository, built as this one is.</summary>
    private static string Built(string project) =>
        Path.Combine(Binaries.FullName, project, Here.Name, $"BudgetCoaching.{project}");
}
