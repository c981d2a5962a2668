using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Storage.Tests.Sqlite;

public sealed class SqliteEventStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly StreamName A = new("Household-a");
    private static readonly StreamName B = new("Household-b");

    private readonly TemporaryFolder folder = new();
    private readonly SetClock clock = new(Noon);

    private string LogFile => folder.File("log.db");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("UPDATE events SET data = x'00' WHERE position = 1")]
    [InlineData("DELETE FROM events WHERE position = 2")]
    [InlineData("UPDATE streams SET name = 'Household-x'")]
    [InlineData("DELETE FROM streams")]
    [InlineData("UPDATE types SET name = 'X'")]
    [InlineData("DELETE FROM types")]
    [InlineData("UPDATE identity SET store_id = 'x'")]
    [InlineData("DELETE FROM identity")]
    [InlineData("INSERT OR REPLACE INTO events SELECT position, stream, version, type, recorded, id, x'00', meta, hash FROM events")]
    [InlineData("INSERT OR REPLACE INTO events SELECT 99, stream, 1, type, recorded, randomblob(16), data, meta, hash FROM events")]
    [InlineData("INSERT OR REPLACE INTO events SELECT 99, stream, 99, type, recorded, id, data, meta, hash FROM events LIMIT 1")]
    [InlineData("INSERT OR REPLACE INTO streams VALUES (1, 'Household-x')")]
    [InlineData("INSERT OR REPLACE INTO types VALUES (1, 'X', 1)")]
    [InlineData("INSERT OR REPLACE INTO identity VALUES (1, 'x')")]
    public async Task The_database_itself_refuses_to_change_what_is_stored(string sql)
    {
        await using var store = Open();
        await AppendAsync(store, A, 0, "1", "2");
        using var database = Foreign();

        FluentActions.Invoking(() => database.Execute(sql))
            .Should().Throw<StoreFailedException>().WithMessage("*the log is append-only*");
        (await store.ReadStreamAsync(A, 0, default).ToListAsync()).Ids().Should().Equal(Proposed.Events("1", "2").Ids());
    }

    [Fact]
    public async Task A_data_folder_serves_one_store_at_a_time_and_the_second_is_told_who_holds_it()
    {
        await using (Open())
        {
            FluentActions.Invoking(Open).Should().Throw<StoreRefusedException>()
                .Where(refused => refused.Reason == "DATA_FOLDER_IN_USE")
                .WithMessage($"*{folder.Path}*process {Environment.ProcessId}*");
        }

        await using var next = Open();
        (await next.ReadHeadAsync(default)).Should().Be(Position.Start);
    }

    [Fact]
    public async Task A_log_ahead_of_the_clock_is_refused_until_the_clock_is_set()
    {
        await using (var store = Open())
        {
            await AppendAsync(store, A, 0, "1");
        }

        clock.Now = Noon.AddHours(-1).AddMicroseconds(-1);
        FluentActions.Invoking(Open).Should().Throw<StoreRefusedException>().Which.Reason.Should().Be("CLOCK_BEHIND_LOG");

        clock.Now = Noon.AddHours(-1);
        await using var reopened = Open();
        (await AppendAsync(reopened, A, 1, "2")).Recorded.Should().Be(RecordTime.Of(Noon.AddMicroseconds(1)));
    }

    [Fact]
    public async Task Positions_count_from_one_without_gaps_also_past_refused_appends()
    {
        await using var store = Open();
        await AppendAsync(store, A, 0, "1", "2");
        await store.AppendAsync(B, 0, Proposed.Events("3", "1"), default);
        await store.AppendAsync(B, 0, Proposed.Events("2"), default);
        await AppendAsync(store, B, 0, "3");

        var positions = await store.ReadAllAsync(Position.Start, default).ToListAsync();

        positions.Select(e => e.Position).Should().Equal(new Position(1, 1), new Position(2, 2), new Position(3, 3));
    }

    [Fact]
    public async Task A_type_first_named_by_a_refused_append_can_be_used_afterwards()
    {
        var paid = new EventType("PaymentRecorded", 1);
        await using var store = Open();
        await AppendAsync(store, A, 0, "1");
        ProposedEvent[] refused = [Proposed.Event("2") with { Type = paid }, Proposed.Event("1")];
        await store.AppendAsync(B, 0, refused, default);

        await store.AppendAsync(B, 0, [refused[0]], default);

        (await store.ReadStreamAsync(B, 0, default).ToListAsync()).Should().ContainSingle().Which.Type.Should().Be(paid);
    }

    [Fact]
    public async Task A_failing_database_fails_the_append_and_the_same_append_succeeds_later()
    {
        await using var store = Open();
        await AppendAsync(store, A, 0, "1");
        using (var foreign = Foreign())
        {
            foreign.Execute("BEGIN IMMEDIATE;");
            var append = () => store.AppendAsync(A, 1, Proposed.Events("2"), default);
            await append.Should().ThrowAsync<StoreFailedException>();
            foreign.Execute("ROLLBACK;");
        }

        (await AppendAsync(store, A, 1, "2")).Should()
            .Be(new AppendOutcome.Appended(2, new Position(2, 2), RecordTime.Of(Noon.AddMicroseconds(1)), Already: false));
    }

    [Fact]
    public async Task A_row_written_behind_the_writers_back_fails_the_next_append_and_is_then_respected()
    {
        await using var store = Open();
        await AppendAsync(store, A, 0, "1");
        using (var foreign = Foreign())
        {
            foreign.Execute("INSERT INTO events SELECT 2, stream, 2, type, recorded + 1, randomblob(16), data, meta, hash FROM events;");
        }

        var append = () => store.AppendAsync(A, 1, Proposed.Events("2"), default);

        await append.Should().ThrowAsync<StoreFailedException>().WithMessage("*changed behind its writer*");
        (await append()).Should().Be(new AppendOutcome.Conflict(2));
        (await AppendAsync(store, A, 2, "2")).Should()
            .Be(new AppendOutcome.Appended(3, new Position(3, 3), RecordTime.Of(Noon.AddMicroseconds(2)), Already: false));
        (await store.ReadAllAsync(Position.Start, default).ToListAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task Verification_names_the_first_event_that_was_tampered_with()
    {
        await using (var store = Open())
        {
            await AppendAsync(store, A, 0, "1", "2", "3");
        }

        using (var foreign = Foreign())
        {
            foreign.Execute("DROP TRIGGER events_never_change; UPDATE events SET data = x'00' WHERE position = 2;");
        }

        using var reader = SqliteEventReader.Open(LogFile);
        var verified = await LogVerification.VerifyAsync(reader, RecordTimeOrder.AlongLog, default);

        verified.Events.Should().Be(1);
        verified.Fault.Should().BeEquivalentTo(new { Stream = A, Version = 2L, Position = new Position(2, 2), Field = "hash" });
    }

    [Fact]
    public async Task Disposal_finishes_what_is_queued_and_leaves_everything_in_one_file()
    {
        const int Appends = 200;
        var store = Open();
        (await store.ReadStreamAsync(A, 0, default).ToListAsync()).Should().BeEmpty();
        var appends = Enumerable.Range(0, Appends)
            .Select(i => store.AppendAsync(new StreamName($"Household-{i}"), 0, Proposed.Events($"{i}"), default)).ToArray();

        await store.DisposeAsync();

        (await Task.WhenAll(appends)).Should().AllBeOfType<AppendOutcome.Appended>().And.HaveCount(Appends);
        File.Exists(LogFile + "-wal").Should().BeFalse();
        using var reader = SqliteEventReader.Open(LogFile);
        (await reader.ReadHeadAsync(default)).Should().Be(new Position(Appends, Appends));
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = Open();
        var waiting = store.WaitPastAsync(Position.Start, default);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ObjectDisposedException>();
        await FluentActions.Awaiting(() => AppendAsync(store, A, 0, "1")).Should().ThrowAsync<ObjectDisposedException>();
        await FluentActions.Awaiting(() => store.ReadStreamAsync(A, 0, default).ToListAsync())
            .Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public void A_file_that_is_no_log_is_refused_and_left_alone()
    {
        using (var foreign = Foreign())
        {
            foreign.Execute("CREATE TABLE things (name TEXT);");
        }

        var before = File.ReadAllBytes(LogFile);
        FluentActions.Invoking(Open).Should().Throw<StoreRefusedException>().Which.Reason.Should().Be("LOG_FORMAT_UNKNOWN");
        FluentActions.Invoking(() => SqliteEventReader.Open(LogFile))
            .Should().Throw<StoreRefusedException>().Which.Reason.Should().Be("LOG_FORMAT_UNKNOWN");
        File.ReadAllBytes(LogFile).Should().Equal(before);
    }

    [Fact]
    public void A_missing_log_cannot_be_read()
    {
        FluentActions.Invoking(() => SqliteEventReader.Open(LogFile)).Should().Throw<StoreFailedException>();
    }

    [Fact]
    public async Task A_reader_of_the_file_sees_what_is_appended_meanwhile()
    {
        await using var store = Open();
        await AppendAsync(store, A, 0, "1");
        using var reader = SqliteEventReader.Open(LogFile);
        reader.StoreId.Should().Be(store.StoreId);
        (await reader.ReadStreamAsync(A, 0, default).ToListAsync()).Ids().Should().Equal(Proposed.Events("1").Ids());

        await AppendAsync(store, A, 1, "2");

        (await reader.ReadHeadAsync(default)).Should().Be(new Position(2, 2));
        (await reader.ReadStreamAsync(A, 0, default).ToListAsync()).Ids().Should().Equal(Proposed.Events("1", "2").Ids());
    }

    [Fact]
    public async Task More_readers_than_connections_take_turns()
    {
        await using var store = Open();
        await AppendAsync(store, A, 0, "1", "2");
        var readers = Enumerable.Range(0, 4 * ReadConnections.Most)
            .Select(_ => Task.Run(() => store.ReadStreamAsync(A, 0, default).ToListAsync()));

        (await Task.WhenAll(readers)).Should().AllSatisfy(events => events.Should().HaveCount(2));
    }

    [Fact]
    public async Task A_backup_is_a_log_of_its_own_that_can_be_restored_and_continued()
    {
        await using var store = Open();
        await AppendAsync(store, A, 0, "1", "2");
        var backup = folder.File("backup.db");

        await store.BackupToAsync(backup, default);
        await AppendAsync(store, A, 2, "3");

        using var restored = new TemporaryFolder();
        File.Copy(backup, restored.File("log.db"));
        await using var other = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = restored.Path }, clock);
        other.StoreId.Should().Be(store.StoreId);
        (await AppendAsync(other, A, 2, "4")).Version.Should().Be(3);
        (await other.ReadAllAsync(Position.Start, default).ToListAsync()).Ids().Should().Equal(Proposed.Events("1", "2", "4").Ids());
        (await LogVerification.VerifyAsync(other, RecordTimeOrder.AlongLog, default)).Fault.Should().BeNull();
    }

    [Fact]
    public async Task A_backup_overwrites_nothing()
    {
        await using var store = Open();
        var backup = folder.File("backup.db");
        await File.WriteAllTextAsync(backup, "precious");

        await FluentActions.Awaiting(() => store.BackupToAsync(backup, default)).Should().ThrowAsync<IOException>();

        (await File.ReadAllTextAsync(backup)).Should().Be("precious");
    }

    private static async Task<AppendOutcome.Appended> AppendAsync(
        SqliteEventStore store, StreamName stream, long expectedVersion, params string[] texts)
    {
        var outcome = await store.AppendAsync(stream, expectedVersion, Proposed.Events(texts), default);
        return outcome.Should().BeOfType<AppendOutcome.Appended>().Subject;
    }

    private SqliteEventStore Open() => SqliteEventStore.Open(
        new SqliteStoreOptions { DataFolder = folder.Path, BusyTimeout = TimeSpan.FromMilliseconds(50) }, clock);

    /// <summary>A connection of some other program.</summary>
    private Database Foreign() => Database.OpenForWriting(LogFile, TimeSpan.FromSeconds(5));
}
