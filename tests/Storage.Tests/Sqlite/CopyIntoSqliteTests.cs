using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Storage.Tests.Sqlite;

public sealed class CopyIntoSqliteTests : IDisposable
{
    private static readonly StreamName A = StreamName.Of("Household", "a");
    private static readonly StreamName B = StreamName.Of("Household", "b");

    private readonly TemporaryFolder folder = new();
    private readonly InMemoryEventStore source = new(new SetClock(DateTimeOffset.UnixEpoch.AddDays(1)));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_copy_keeps_the_order_of_the_log_and_everything_of_an_event()
    {
        await FillAsync();
        await using var target = Open();

        (await LogCopy.RunAsync(source, target, progress: null, default)).Should().Be(new CopyOutcome.Copied(4, 2, 4));

        (await target.ReadAllAsync(Position.Start, default).ToListAsync()).Should().BeEquivalentTo(
            await source.ReadAllAsync(Position.Start, default).ToListAsync(),
            options => options.WithStrictOrdering()
                .Using<ReadOnlyMemory<byte>>(c => c.Subject.ToArray().Should().Equal(c.Expectation.ToArray()))
                .WhenTypeIs<ReadOnlyMemory<byte>>());
    }

    [Fact]
    public async Task What_is_appended_to_a_copy_goes_on_in_versions_hashes_and_times()
    {
        await FillAsync();
        await using (var copy = Open())
        {
            await LogCopy.RunAsync(source, copy, progress: null, default);
        }

        // The clock is behind the copied log, by less than may be.
        await using var target = Open();
        (await target.AppendAsync(A, 2, Proposed.Events("5"), default)).Should().BeOfType<AppendOutcome.Appended>();

        (await LogVerification.VerifyAsync(target, RecordTimeOrder.AlongLog, default)).Fault.Should().BeNull();
        (await target.AppendAsync(A, 0, Proposed.Events("1", "2"), default))
            .Should().BeOfType<AppendOutcome.Appended>().Which.Already.Should().BeTrue();
    }

    [Fact]
    public async Task A_window_with_one_event_that_does_not_fit_is_not_stored_at_all()
    {
        await FillAsync();
        var events = await source.ReadAllAsync(Position.Start, default).ToListAsync();
        await using var target = Open();

        var copy = () => target.CopyAsync([events[0], events[3]], default);

        (await copy.Should().ThrowAsync<StoreRefusedException>()).Which.Message.Should().Be(
            "Household-b, version 2: version 2, expected 1.");
        (await target.ReadHeadAsync(default)).Should().Be(Position.Start);
        (await target.AppendAsync(A, 0, Proposed.Events("1"), default)).Should().BeOfType<AppendOutcome.Appended>();
    }

    [Fact]
    public async Task A_changed_byte_is_not_taken()
    {
        await FillAsync();
        var first = (await source.ReadAllAsync(Position.Start, default).ToListAsync())[0];
        var changed = new RecordedEvent
        {
            Stream = first.Stream,
            Version = first.Version,
            Position = first.Position,
            Id = first.Id,
            Type = first.Type,
            Recorded = first.Recorded,
            Data = new byte[] { 9 },
            Meta = first.Meta,
            Hash = first.Hash,
        };
        await using var target = Open();

        var copy = () => target.CopyAsync([changed], default);

        (await copy.Should().ThrowAsync<StoreRefusedException>()).Which.Reason.Should().Be(StoreRefusedException.LogDiffers);
    }

    [Fact]
    public async Task Progress_is_told_and_ends_with_all()
    {
        await FillAsync();
        await using var target = Open();
        var told = new Told();

        await LogCopy.RunAsync(source, target, told, default);

        told.Last.Should().Be(new CopyProgress(4, 4, 4));
    }

    private async Task FillAsync()
    {
        await source.AppendAsync(A, 0, Proposed.Events("1"), default);
        await source.AppendAsync(B, 0, Proposed.Events("3"), default);
        await source.AppendAsync(A, 1, Proposed.Events("2"), default);
        await source.AppendAsync(B, 1, Proposed.Events("4"), default);
    }

    private SqliteEventStore Open() => SqliteEventStore.Open(
        new SqliteStoreOptions { DataFolder = folder.Path }, new SetClock(DateTimeOffset.UnixEpoch.AddDays(1).AddMinutes(-1)));

    private sealed class Told : IProgress<CopyProgress>
    {
        public CopyProgress Last { get; private set; }

        public void Report(CopyProgress value) => Last = value;
    }
}
