using System.Globalization;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Bench.ReadModels;

/// <summary>What a year of coaching takes on the disk: bytes of the log an event, and of the read models a household.</summary>
internal static class SizeCase
{
    /// <summary>What the service writes about an event without correlation: actor, role, agency, request and its digest.</summary>
    private const int MetaBytes = 136;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(int households, int eventsEach)
    {
        using var scratch = new Scratch();
        var books = new GeneratedBooks(households, eventsEach, new LocalDate(2025, 1, 1), months: 12) { MetaBytes = MetaBytes };
        int events;
        long data = 0;
        await using (var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = scratch.Path }, TimeProvider.System))
        {
            events = await books.WriteAsync(store);
            await foreach (var recorded in store.ReadAllAsync(Position.Start, CancellationToken.None))
            {
                data += recorded.Data.Length;
            }

            using var models = new Projections.ReadModels(scratch.Path, Projections.ReadModels.All);
            await using var runner = new ProjectionRunner(store, models, TimeProvider.System);
            runner.Start();
            if (!await runner.WaitForAsync(await store.ReadHeadAsync(CancellationToken.None), Bound, CancellationToken.None))
            {
                throw new InvalidOperationException("The read models did not come to the head of the log.");
            }
        }

        Tell("events", events);
        Tell("data bytes an event", data / events);
        Tell("log bytes an event", new FileInfo(Path.Combine(scratch.Path, "log.db")).Length / events);
        Tell("read model bytes a household", Directory.EnumerateFiles(scratch.Path, "readmodels-*.db*").Sum(Length) / households);
    }

    private static long Length(string path) => new FileInfo(path).Length;

    private static void Tell(string what, long value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value}"));
}
