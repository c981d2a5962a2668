using System.Diagnostics;
using System.Globalization;
using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Storage.Tests.Sqlite;

/// <summary>
/// Kills a process that appends at full speed. What it acknowledged must be there, whole, in place and chained.
/// <c>BUDGETCOACHING_CRASH_ROUNDS</c> says how often, 20 times unless told.
/// </summary>
public sealed class CrashTests
{
    /// <summary>After so many kills a new folder is begun, lest checking the growing log takes all the time.</summary>
    private const int RoundsPerFolder = 25;

    /// <summary>A child is killed after at most so many acknowledgements.</summary>
    private const int MostAcknowledgements = 3_000;

    private const int Seed = 20260302;

    [Fact]
    public async Task No_acknowledged_append_is_lost_and_no_batch_is_half_stored_when_the_process_is_killed()
    {
        var rounds = Environment.GetEnvironmentVariable("BUDGETCOACHING_CRASH_ROUNDS") is { } asked
            ? int.Parse(asked, CultureInfo.InvariantCulture)
            : 20;
        var random = new Random(Seed);
        for (var done = 0; done < rounds; done += RoundsPerFolder)
        {
            await CrashRepeatedlyAsync(Math.Min(RoundsPerFolder, rounds - done), random);
        }
    }

    private static async Task CrashRepeatedlyAsync(int rounds, Random random)
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new Dictionary<Guid, (string Stream, long Version)>();
        for (var round = 0; round < rounds; round++)
        {
            await RunUntilKilledAsync(folder.Path, random.Next(), random.Next(1, MostAcknowledgements), acknowledged);

            await using var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = folder.Path }, TimeProvider.System);
            (await LogVerification.VerifyAsync(store, RecordTimeOrder.AlongLog, default)).Fault.Should().BeNull();
            var log = await store.ReadAllAsync(Position.Start, default).ToListAsync();
            var stored = log.ToDictionary(e => e.Id, e => (e.Stream.Value, e.Version));
            acknowledged.Where(pair => !stored.TryGetValue(pair.Key, out var place) || place != pair.Value)
                .Should().BeEmpty("what is acknowledged stays, seed {0}, round {1}", Seed, round);
            HalfBatches(log).Should().BeEmpty("a batch is stored whole or not at all, seed {0}, round {1}", Seed, round);
            log.Select(e => e.Position.Commit).Should().Equal(Enumerable.Range(1, log.Count).Select(i => (ulong)i));
        }
    }

    private static async Task RunUntilKilledAsync(
        string folder, int seed, int acknowledgements, Dictionary<Guid, (string Stream, long Version)> acknowledged)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "BudgetCoaching.Storage.CrashChild.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, folder, seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var child = Process.Start(start)!;
        var seen = 0;
        // What the child printed before it died is still in the pipe after the kill, and counts.
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is [var stream, var version, { Length: 36 } id])
            {
                acknowledged.Add(Guid.Parse(id), (stream, long.Parse(version, CultureInfo.InvariantCulture)));
            }

            if (++seen == acknowledgements)
            {
                child.Kill();
            }
        }

        await child.WaitForExitAsync();
        seen.Should().BeGreaterThanOrEqualTo(acknowledgements, "the child runs until it is killed");
    }

    /// <summary>Events whose neighbours in the stream are not the rest of their batch.</summary>
    private static List<RecordedEvent> HalfBatches(List<RecordedEvent> log)
    {
        var half = new List<RecordedEvent>();
        foreach (var stream in log.GroupBy(e => e.Stream).Select(group => group.ToArray()))
        {
            for (var i = 0; i < stream.Length; i++)
            {
                var (size, place) = (stream[i].Meta.Span[0], stream[i].Meta.Span[1]);
                var first = i - place;
                if (first < 0 || first + size > stream.Length
                    || !Is(stream[first], size, 0) || !Is(stream[first + size - 1], size, size - 1))
                {
                    half.Add(stream[i]);
                }
            }
        }

        return half;
    }

    private static bool Is(RecordedEvent recorded, int size, int place) =>
        recorded.Meta.Span[0] == size && recorded.Meta.Span[1] == place;
}
