using System.Globalization;
using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Domain;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.EventStoreDb;
using NodaTime;

namespace BudgetCoaching.EventStoreDb.Bench;

/// <summary>The register of disclosures as so many nodes write it at once, each over a connection of its own.</summary>
internal sealed class Registers : IAsyncDisposable
{
    private static readonly Disclosed Shown = new(
        new HouseholdId(Guid.Parse("a0000000-0000-4000-8000-000000000001")), new AgencyId("bench"), "anna", "consultant", Verified: true,
        "ArrearsService/GetArrears", "review", Consent: null);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bench-registers-");
    private readonly List<(EventStoreDbEventStore Log, CountedLog Counted, SharedDisclosureRegister Register)> nodes = [];

    public static async Task<Registers> OpenAsync(string connection, int count)
    {
        var opened = new Registers();
        for (var i = 0; i < count; i++)
        {
            var log = await EventStoreDbEventStore.OpenAsync(
                EventStoreDbOptions.Parse(connection), NodeStreams.Categories, TimeProvider.System, CancellationToken.None);
            var counted = new CountedLog(log);
            var path = Path.Combine(opened.folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{i}.db"));
            opened.nodes.Add((
                log, counted, SharedDisclosureRegister.Open(counted, path, SystemClock.Instance)));
        }

        return opened;
    }

    public Task EnterAsync(int turn) => nodes[turn % nodes.Count].Register.EnterAsync([Shown], CancellationToken.None);

    public string Told() => string.Create(
        CultureInfo.InvariantCulture,
        $"  in {nodes.Sum(node => node.Counted.Appended)} appends, and {nodes.Sum(node => node.Counted.Refused)} that came too late");

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.Register.DisposeAsync();
            await node.Log.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    /// <summary>Counts what became of appends.</summary>
    private sealed class CountedLog(IEventStore log) : IEventStore
    {
        private int appended;
        private int refused;

        public int Appended => appended;

        public int Refused => refused;

        public string StoreId => log.StoreId;

        public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamName stream, long afterVersion, CancellationToken cancel) =>
            log.ReadStreamAsync(stream, afterVersion, cancel);

        public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, CancellationToken cancel) => log.ReadAllAsync(after, cancel);

        public ValueTask<Position> ReadHeadAsync(CancellationToken cancel) => log.ReadHeadAsync(cancel);

        public Task WaitPastAsync(Position position, CancellationToken cancel) => log.WaitPastAsync(position, cancel);

        public async Task<AppendOutcome> AppendAsync(
            StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel)
        {
            var outcome = await log.AppendAsync(stream, expectedVersion, events, cancel);
            Interlocked.Increment(ref outcome is AppendOutcome.Appended ? ref appended : ref refused);
            return outcome;
        }
    }
}
