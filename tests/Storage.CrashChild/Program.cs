using System.Globalization;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Storage.CrashChild;

/// <summary>
/// Appends as fast as it can until it is killed, and prints each event of an acknowledged append as <c>stream version id</c>.
/// Arguments: data folder, seed. The metadata of an event are two bytes, the size of its batch and its place in it from 0.
/// </summary>
public static class Program
{
    private const int Writers = 6;
    private const int StreamsEach = 3;
    private const int LargestBatch = 5;

    public static async Task Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        await using var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = args[0] }, TimeProvider.System);
        await using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        var seed = int.Parse(args[1], CultureInfo.InvariantCulture);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            () => WriteAsync(store, output, writer, new Random(seed + writer)))));
    }

    private static async Task WriteAsync(SqliteEventStore store, TextWriter output, int writer, Random random)
    {
        var versions = new long[StreamsEach];
        // Ends when the parent kills the process.
        while (true)
        {
            var which = random.Next(StreamsEach);
            var stream = StreamName.Of("Crash", string.Create(CultureInfo.InvariantCulture, $"{writer}_{which}"));
            var batch = Batch(random);
            switch (await store.AppendAsync(stream, versions[which], batch, CancellationToken.None))
            {
                case AppendOutcome.Appended appended:
                    versions[which] = appended.Version;
                    await output.WriteAsync(Acknowledged(stream, appended.Version - batch.Length, batch));
                    break;
                case AppendOutcome.Conflict conflict:
                    versions[which] = conflict.CurrentVersion;
                    break;
                case var other:
                    throw new InvalidOperationException($"Nobody expected {other}.");
            }
        }
    }

    private static ProposedEvent[] Batch(Random random)
    {
        var batch = new ProposedEvent[random.Next(1, LargestBatch + 1)];
        for (var i = 0; i < batch.Length; i++)
        {
            var data = new byte[random.Next(0, 400)];
            random.NextBytes(data);
            batch[i] = new ProposedEvent(Guid.NewGuid(), new EventType("Tried", 1), data, new[] { (byte)batch.Length, (byte)i });
        }

        return batch;
    }

    private static string Acknowledged(StreamName stream, long before, ProposedEvent[] batch) => string.Concat(
        batch.Select((proposed, i) => string.Create(CultureInfo.InvariantCulture, $"{stream} {before + i + 1} {proposed.Id}\n")));
}
