using BudgetCoaching.Storage.Contract;

namespace BudgetCoaching.Storage.Tests;

public sealed class CopiedLogTests
{
    private static readonly StreamName A = StreamName.Of("Household", "a");
    private static readonly StreamName B = StreamName.Of("Household", "b");
    private static readonly StreamName C = StreamName.Of("Agency", "c");

    // Record times go into the hashes: two stores with clocks that stand still record the same.
    private readonly InMemoryEventStore source = new(new SetClock(DateTimeOffset.UnixEpoch.AddDays(1)));
    private readonly InMemoryEventStore target = new(new SetClock(DateTimeOffset.UnixEpoch.AddDays(1)));

    [Fact]
    public async Task A_store_holds_a_log_that_was_copied_whatever_was_appended_since()
    {
        await FillAsync(source);
        await FillAsync(target);
        await target.AppendAsync(A, 2, Proposed.Events("5"), default);

        (await CopiedLog.FindMissingAsync(source, target, default)).Should().BeNull();
    }

    [Fact]
    public async Task Streams_that_are_absent_or_shorter_are_counted_and_the_first_is_named()
    {
        await FillAsync(source);
        await FillAsync(target);
        await source.AppendAsync(B, 1, Proposed.Events("5"), default);
        await source.AppendAsync(C, 0, Proposed.Events("6"), default);

        (await CopiedLog.FindMissingAsync(source, target, default)).Should().Be(new MissingStreams(2, B));
    }

    [Fact]
    public async Task An_empty_store_lacks_every_stream_of_a_long_log()
    {
        for (var i = 1; i <= 100; i++)
        {
            await source.AppendAsync(StreamName.Of("Household", $"{i}"), 0, Proposed.Events($"{i}"), default);
        }

        (await CopiedLog.FindMissingAsync(source, target, default)).Should().Be(
            new MissingStreams(100, StreamName.Of("Household", "1")));
    }

    [Fact]
    public async Task A_stream_that_is_as_long_and_another_is_missing()
    {
        await FillAsync(source);
        await target.AppendAsync(A, 0, Proposed.Events("1"), default);
        await target.AppendAsync(B, 0, Proposed.Events("3"), default);
        await target.AppendAsync(A, 1, Proposed.Events("7"), default);

        (await CopiedLog.FindMissingAsync(source, target, default)).Should().Be(new MissingStreams(1, A));
    }

    [Fact]
    public async Task A_log_without_events_is_held_by_any_store() =>
        (await CopiedLog.FindMissingAsync(source, target, default)).Should().BeNull();

    private static async Task FillAsync(InMemoryEventStore store)
    {
        await store.AppendAsync(A, 0, Proposed.Events("1"), default);
        await store.AppendAsync(B, 0, Proposed.Events("3"), default);
        await store.AppendAsync(A, 1, Proposed.Events("2"), default);
    }
}
