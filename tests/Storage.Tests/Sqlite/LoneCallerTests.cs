using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Storage.Tests.Sqlite;

/// <summary>One caller commits on its own thread, several on the writer's; nobody can tell by the log.</summary>
public sealed class LoneCallerTests : IDisposable
{
    /// <summary>More than it takes to be believed, and to have to prove it anew.</summary>
    private const int Many = 300;

    private static readonly StreamName Stream = new("Household-a");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Company_ends_the_belief_and_so_does_a_slow_disk_or_a_pause()
    {
        var lone = Believed();

        lone.Committed(commands: 1, waiting: 1, isQuick: true);
        lone.IsBelieved.Should().BeFalse();
        lone = Believed();
        lone.Committed(commands: 2, waiting: 0, isQuick: true);
        lone.IsBelieved.Should().BeFalse();
        lone = Believed();
        lone.Committed(commands: 1, waiting: 0, isQuick: false);
        lone.IsBelieved.Should().BeFalse();
        lone = Believed();
        lone.Forget();
        lone.IsBelieved.Should().BeFalse();
    }

    [Fact]
    public void After_64_commits_of_its_own_a_caller_proves_anew_that_it_is_alone()
    {
        var lone = Believed();

        for (var i = 1; i < 64; i++)
        {
            lone.CommittedItself();
        }

        lone.IsBelieved.Should().BeTrue();
        lone.CommittedItself();
        lone.IsBelieved.Should().BeFalse();
        lone.Committed(commands: 1, waiting: 0, isQuick: true);
        lone.IsBelieved.Should().BeTrue();
    }

    [Fact]
    public async Task Commands_of_a_caller_who_does_not_wait_keep_their_order()
    {
        await using var store = Open();
        await AppendEachAsync(store, Stream, 0);

        var pending = Enumerable.Range(Many, Many)
            .Select(version => store.AppendAsync(Stream, version, [Proposed.Event($"{version}")], default)).ToArray();

        (await Task.WhenAll(pending)).Should().AllBeOfType<AppendOutcome.Appended>();
        (await store.ReadStreamAsync(Stream, 0, default).ToListAsync()).Select(recorded => recorded.Version)
            .Should().Equal(Enumerable.Range(1, 2 * Many).Select(version => (long)version));
    }

    [Fact]
    public async Task Company_that_joins_and_leaves_costs_nobody_an_event()
    {
        await using var store = Open();
        var streams = Enumerable.Range(0, 4).Select(i => new StreamName($"Household-{i}")).ToArray();
        await AppendEachAsync(store, Stream, 0);

        await Task.WhenAll(streams.Select(stream => Task.Run(() => AppendEachAsync(store, stream, 0))));
        await AppendEachAsync(store, Stream, Many);

        var report = await LogVerification.VerifyAsync(store, RecordTimeOrder.AlongLog, default);
        report.Fault.Should().BeNull();
        report.Events.Should().Be(6 * Many);
        report.LastPosition.Should().Be(Position.At(6 * Many));
    }

    [Fact]
    public async Task A_closed_store_is_closed_for_a_lone_caller_too()
    {
        var store = Open();
        await AppendEachAsync(store, Stream, 0);

        await store.DisposeAsync();

        await FluentActions.Awaiting(() => store.AppendAsync(Stream, Many, [Proposed.Event("late")], default))
            .Should().ThrowAsync<ObjectDisposedException>();
    }

    private static LoneCaller Believed()
    {
        var lone = new LoneCaller();
        for (var i = 0; i < 64; i++)
        {
            lone.IsBelieved.Should().BeFalse();
            lone.Committed(commands: 1, waiting: 0, isQuick: true);
        }

        lone.IsBelieved.Should().BeTrue();
        return lone;
    }

    private static async Task AppendEachAsync(SqliteEventStore store, StreamName stream, int from)
    {
        for (var version = from; version < from + Many; version++)
        {
            var outcome = await store.AppendAsync(stream, version, [Proposed.Event($"{stream} {version}")], default);
            outcome.Should().BeOfType<AppendOutcome.Appended>().Which.Version.Should().Be(version + 1);
        }
    }

    private SqliteEventStore Open() =>
        SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = folder.Path }, TimeProvider.System);
}
