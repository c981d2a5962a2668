using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Storage.Tests.Sqlite;

/// <summary>The bounds of the way to the writer.</summary>
public sealed class WritePathTests
{
    private static readonly StreamName Stream = new("Household-a");

    private readonly WriteQueue queue = new();

    [Fact]
    public void A_batch_takes_at_most_its_number_of_commands_in_the_order_of_arrival()
    {
        var commands = Enumerable.Range(0, BatchCollector.MaxCommands + 3).Select(_ => Put(bytes: 1)).ToArray();
        var collector = new BatchCollector(queue);

        collector.Collect().Should().Equal(commands[..BatchCollector.MaxCommands]);
        collector.Collect().Should().Equal(commands[BatchCollector.MaxCommands..]);
        collector.Collect().Should().BeEmpty();
    }

    [Fact]
    public void A_batch_ends_with_the_command_that_reaches_its_size()
    {
        var commands = Enumerable.Range(0, 3).Select(_ => Put(bytes: BatchCollector.MaxBytes / 2)).ToArray();
        var collector = new BatchCollector(queue);

        collector.Collect().Should().Equal(commands[..2]);
        collector.Collect().Should().Equal(commands[2..]);
    }

    [Fact]
    public async Task A_caller_of_a_full_queue_waits_for_room_and_may_give_up()
    {
        using var patience = new CancellationTokenSource();
        for (var i = 0; i < WriteQueue.Capacity; i++)
        {
            Put(bytes: 1);
        }

        var late = queue.Put(Command(bytes: 1), patience.Token);
        queue.Count.Should().Be(WriteQueue.Capacity);
        await patience.CancelAsync();

        await FluentActions.Awaiting(() => late).Should().ThrowAsync<OperationCanceledException>();
        queue.Count.Should().Be(WriteQueue.Capacity);
    }

    [Fact]
    public async Task What_is_queued_when_the_writer_is_gone_is_told_that_the_store_is_closed()
    {
        var stranded = Put(bytes: 1);

        queue.Close();
        queue.Abandon();

        await FluentActions.Awaiting(() => stranded.Task).Should().ThrowAsync<ObjectDisposedException>();
        FluentActions.Invoking(() => Put(bytes: 1)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void A_tail_that_is_used_is_kept_and_one_that_is_not_is_forgotten()
    {
        var tails = new StreamTails();
        var used = new StreamTail(1, 1, new byte[32]);
        tails.Add(new StreamName("Household-used"), used);
        tails.Add(new StreamName("Household-unused"), new StreamTail(2, 1, new byte[32]));
        for (var i = 0; i < 2 * StreamTails.PerGeneration; i++)
        {
            tails.Add(new StreamName($"Household-{i}"), used);
            _ = tails.Find(new StreamName("Household-used"));
        }

        tails.Find(new StreamName("Household-used")).Should().BeSameAs(used);
        tails.Find(new StreamName("Household-unused")).Should().BeNull();
    }

    private AppendCommand Put(int bytes)
    {
        var command = Command(bytes);
        _ = queue.Put(command, default);
        return command;
    }

    private static AppendCommand Command(int bytes) => new(Stream, 0, Proposed.Events("1"), bytes, default);
}
