using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Application.Disclosure;

/// <summary>The register of one process, in a file of its own outside the log. Thread safe.</summary>
public sealed class DisclosureRegister : IDisclosureRegister
{
    /// <summary>Name of the file within a data folder.</summary>
    public const string FileName = "disclosures.db";

    private readonly DisclosureQueue queue;
    private readonly DisclosureTable table;
    private readonly IClock clock;

    private DisclosureRegister(DisclosureTable table, IClock clock)
    {
        this.table = table;
        this.clock = clock;
        queue = new DisclosureQueue(FlushAsync);
        queue.Start();
    }

    /// <summary>Opens the file and creates it if absent.</summary>
    /// <exception cref="StoreFailedException">The file cannot be read or written.</exception>
    public static DisclosureRegister Open(string path, IClock clock) => new(DisclosureTable.Open(path, isRegister: true), clock);

    public Task EnterAsync(IReadOnlyList<Disclosed> shown, CancellationToken cancel) => queue.EnterAsync(shown, cancel);

    public ValueTask<IReadOnlyList<RegisteredDisclosure>> ListAsync(
        DisclosureFilter filter, long after, int limit, CancellationToken cancel) =>
        ValueTask.FromResult(table.List(filter, after, limit));

    public ValueTask<long?> FirstBrokenAsync(CancellationToken cancel) => ValueTask.FromResult(table.FirstBroken());

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        table.Dispose();
    }

    /// <summary>Where it fails, the chain goes on from where it was.</summary>
    private Task FlushAsync(IReadOnlyList<Disclosed> shown)
    {
        var now = clock.GetCurrentInstant();
        var entries = new RegisteredDisclosure[shown.Count];
        var tail = table.Tail;
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = tail.Next(shown[i], now);
            tail = DisclosureTail.Of(entries[i]);
        }

        table.Append(entries, Position.Start);
        return Task.CompletedTask;
    }
}
