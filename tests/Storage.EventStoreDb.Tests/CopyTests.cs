using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class CopyTests : IAsyncLifetime, IDisposable
{
    private const int Streams = 20;
    private const int Rounds = 12;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("copy-tests-");
    private DoubleCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await Adapter.StartAsync();

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_log_goes_from_SQLite_to_EventStoreDB_and_back_and_stays_the_same()
    {
        await using var first = Sqlite("first");
        await FillAsync(first, Rounds);
        await using var server = await cluster.OpenAsync();
        await using var second = Sqlite("second");

        var there = await LogCopy.RunAsync(first, server, progress: null, default);
        var back = await LogCopy.RunAsync(server, second, progress: null, default);

        const int Events = 2 * Streams * Rounds;
        there.Should().Be(new CopyOutcome.Copied(Events, Streams, Events));
        back.Should().Be(new CopyOutcome.Copied(Events, Streams, Events));
        var expected = await StreamsOf(first);
        (await StreamsOf(server)).Should().Equal(expected);
        (await StreamsOf(second)).Should().Equal(expected);
    }

    [Fact]
    public async Task Copied_again_nothing_changes_and_what_came_since_follows()
    {
        await using var source = Sqlite("source");
        await FillAsync(source, 1);
        await using var target = await cluster.OpenAsync();
        await LogCopy.RunAsync(source, target, progress: null, default);
        var head = await target.ReadHeadAsync(default);

        var again = await LogCopy.RunAsync(source, target, progress: null, default);
        var unchanged = await target.ReadHeadAsync(default);
        await FillAsync(source, 2);
        var more = await LogCopy.RunAsync(source, target, progress: null, default);

        again.Should().Be(new CopyOutcome.Copied(2 * Streams, Streams, Stored: 0));
        unchanged.Should().Be(head);
        more.Should().Be(new CopyOutcome.Copied(4 * Streams, Streams, Stored: 2 * Streams));
        (await StreamsOf(target)).Should().Equal(await StreamsOf(source));
    }

    [Fact]
    public async Task A_copy_that_was_cut_short_is_taken_up_by_copying_again()
    {
        await using var source = Sqlite("source");
        await FillAsync(source, 3);
        await using var target = await cluster.OpenAsync();
        var part = await source.ReadAllAsync(Position.Start, default).ToListAsync();
        await target.CopyAsync(part[..50], default);

        var rest = await LogCopy.RunAsync(source, target, progress: null, default);

        rest.Should().Be(new CopyOutcome.Copied(part.Count, Streams, part.Count - 50));
        (await StreamsOf(target)).Should().Equal(await StreamsOf(source));
    }

    [Fact]
    public async Task A_lost_answer_in_the_middle_of_a_copy_doubles_nothing()
    {
        await using var source = Sqlite("source");
        await FillAsync(source, 2);
        await using var target = await cluster.OpenAsync();
        cluster.FailNextAppend(AppendFault.CutAfterCommit);
        cluster.FailNextAppend(AppendFault.TimedOutAfterCommit);

        (await LogCopy.RunAsync(source, target, progress: null, default))
            .Should().Be(new CopyOutcome.Copied(4 * Streams, Streams, 4 * Streams));
        (await StreamsOf(target)).Should().Equal(await StreamsOf(source));
    }

    [Fact]
    public async Task A_target_with_other_events_is_refused_by_the_first_of_them()
    {
        await using var source = Sqlite("source");
        await FillAsync(source, 2);
        await using var target = await cluster.OpenAsync();
        var stream = StreamName.Of("Household", "3");
        var other = (AppendOutcome.Appended)await target.AppendAsync(stream, 0, Proposed.Events("other"), default);

        var outcome = await LogCopy.RunAsync(source, target, progress: null, default);

        var expected = (await source.ReadStreamAsync(stream, 0, default).ToListAsync())[0];
        outcome.Should().Be(new CopyOutcome.Different(new LogFault(
            stream, 1, other.Position, "event", $"ChargePosted {expected.Id}", $"ChargePosted {Proposed.Id("other")}")));
        (await target.ReadHeadAsync(default)).Should().Be(other.Position);
    }

    [Fact]
    public async Task A_target_that_is_ahead_is_refused()
    {
        await using var source = Sqlite("source");
        await FillAsync(source, 1);
        await using var target = await cluster.OpenAsync();
        await LogCopy.RunAsync(source, target, progress: null, default);
        var stream = StreamName.Of("Household", "3");
        var more = (AppendOutcome.Appended)await target.AppendAsync(stream, 2, Proposed.Events("more"), default);

        (await LogCopy.RunAsync(source, target, progress: null, default)).Should().Be(new CopyOutcome.Different(new LogFault(
            stream, 3, more.Position, "event", "none", $"ChargePosted {Proposed.Id("more")}")));
    }

    [Fact]
    public async Task An_event_that_does_not_continue_the_chain_is_not_taken()
    {
        await using var source = Sqlite("source");
        await FillAsync(source, 1);
        await using var target = await cluster.OpenAsync();
        var events = (await source.ReadStreamAsync(StreamName.Of("Household", "3"), 0, default).ToListAsync()).ToArray();

        var gap = () => target.CopyAsync(events[1..], default);
        var twice = () => target.CopyAsync([events[0], events[0]], default);

        (await gap.Should().ThrowAsync<StoreRefusedException>()).Which.Reason.Should().Be(StoreRefusedException.LogDiffers);
        (await twice.Should().ThrowAsync<StoreRefusedException>()).Which.Message.Should().Be(
            "Household-3, version 1: version 1, expected 2.");
        (await target.ReadHeadAsync(default)).Should().Be(Position.Start);
    }

    private SqliteEventStore Sqlite(string name) => SqliteEventStore.Open(
        new SqliteStoreOptions { DataFolder = Path.Combine(folder.FullName, name) }, TimeProvider.System);

    /// <summary>Two events in each stream for each round up to this one that is not there yet.</summary>
    private static async Task FillAsync(IEventStore store, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            for (var stream = 0; stream < Streams; stream++)
            {
                var events = Proposed.Events($"{stream} {round} a", $"{stream} {round} b");
                var outcome = await store.AppendAsync(StreamName.Of("Household", $"{stream}"), 2 * round, events, default);
                outcome.Should().BeOfType<AppendOutcome.Appended>();
            }
        }
    }

    /// <summary>All of each event but its position, stream by stream.</summary>
    private static async Task<List<string>> StreamsOf(IEventReader log)
    {
        var events = await log.ReadAllAsync(Position.Start, default).ToListAsync();
        return [.. events.OrderBy(e => e.Stream.Value, StringComparer.Ordinal).ThenBy(e => e.Version).Select(e => string.Join(
            ' ', e.Stream, e.Version, e.Id, e.Type, e.Recorded, Hex(e.Data), Hex(e.Meta), Hex(e.Hash)))];
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);
}
