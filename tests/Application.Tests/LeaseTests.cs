using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application.Tests;

/// <summary>Work that must be done once has one owner at a time, by nothing but the log.</summary>
public sealed class LeaseTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.Zero;

    private readonly SteppedClock clock = new();
    private readonly InMemoryEventStore log;

    public LeaseTests() => log = new InMemoryEventStore(clock);

    [Fact]
    public async Task Work_is_done_by_one_owner_at_a_time()
    {
        var (begun, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = Node().RunAsync(WorkAsync, AtOnce, CancellationToken.None);
        await begun.Task;

        (await Node().RunAsync(_ => throw new InvalidOperationException("two owners"), AtOnce, CancellationToken.None)).Should().BeFalse();
        finish.SetResult();
        (await first).Should().BeTrue();
        (await Node().RunAsync(_ => Task.CompletedTask, AtOnce, CancellationToken.None)).Should().BeTrue("it was released");

        async Task WorkAsync(CancellationToken cancel)
        {
            begun.SetResult();
            await finish.Task.WaitAsync(cancel);
        }
    }

    [Fact]
    public async Task Of_many_who_ask_at_the_same_time_one_begins_and_nobody_ever_overlaps()
    {
        var (inside, most, done) = (0, 0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (_, _) =>
        {
            await Node().RunAsync(
                async _ =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                    done++;
                },
                AtOnce,
                CancellationToken.None);
        });

        most.Should().Be(1);
        done.Should().BeGreaterThan(0);
        (await EventsAsync()).Should().Be(2 * done, "each owner took it and released it");
    }

    [Fact]
    public async Task An_owner_who_works_for_long_stays_the_owner()
    {
        var finish = new TaskCompletionSource();
        var held = Node().RunAsync(cancel => finish.Task.WaitAsync(cancel), AtOnce, CancellationToken.None);
        var other = Node();
        for (var i = 0; i < 20; i++)
        {
            await NextRenewalAsync(1 + i);
            (await other.RunAsync(_ => Task.CompletedTask, AtOnce, CancellationToken.None)).Should().BeFalse();
        }

        finish.SetResult();
        (await held).Should().BeTrue();
    }

    [Fact]
    public async Task What_an_owner_left_behind_when_it_died_is_taken_over_when_patience_ends_and_no_earlier()
    {
        var dead = new Lease(new LogThatDies(log, appendsUntilThen: 1), "work", clock);
        var stopped = dead.RunAsync(cancel => new TaskCompletionSource().Task.WaitAsync(cancel), AtOnce, CancellationToken.None);
        var other = Node();

        (await other.RunAsync(_ => Task.CompletedTask, AtOnce, CancellationToken.None)).Should().BeFalse();
        clock.Pass(Lease.Term);
        await stopped.Awaiting(s => s).Should().ThrowAsync<OperationCanceledException>("its term has run out");
        clock.Pass(Lease.Patience - Lease.Term - TimeSpan.FromTicks(1));
        (await other.RunAsync(_ => Task.CompletedTask, AtOnce, CancellationToken.None)).Should().BeFalse();
        clock.Pass(TimeSpan.FromTicks(1));
        (await other.RunAsync(_ => Task.CompletedTask, AtOnce, CancellationToken.None)).Should().BeTrue();
    }

    [Fact]
    public async Task An_owner_that_was_taken_over_while_it_slept_learns_of_it_before_it_goes_on()
    {
        var first = Node().RunAsync(
            cancel => new TaskCompletionSource().Task.WaitAsync(cancel), AtOnce, CancellationToken.None);
        await log.AppendAsync(
            StreamName.Of("Lease", "work"),
            1,
            [new ProposedEvent(Guid.NewGuid(), new EventType("LeaseHeld", 1), default, default)],
            CancellationToken.None);

        clock.Pass(Lease.Term / 4);

        await first.Awaiting(f => f).Should().ThrowAsync<OperationCanceledException>();
        (await EventsAsync()).Should().Be(2, "whoever lost it neither renews nor releases it");
    }

    [Fact]
    public async Task Who_waits_is_let_in_when_the_owner_is_done()
    {
        var finish = new TaskCompletionSource();
        var first = Node().RunAsync(cancel => finish.Task.WaitAsync(cancel), AtOnce, CancellationToken.None);
        var worked = false;
        var second = Node().RunAsync(
            _ =>
            {
                worked = true;
                return Task.CompletedTask;
            },
            Lease.Patience,
            CancellationToken.None);

        finish.SetResult();
        await first;
        // Whatever becomes of it, it ends when the time that passes here has used up its wait.
        while (!second.IsCompleted)
        {
            clock.Pass(Lease.LookEvery);
            await Task.Yield();
        }

        (await second, worked).Should().Be((true, true));
    }

    private Lease Node() => new(log, "work", clock);

    private async Task<long> EventsAsync()
    {
        var events = 0L;
        await foreach (var stored in log.ReadAllAsync(Position.Start, CancellationToken.None))
        {
            events = stored.Version;
        }

        return events;
    }

    /// <summary>Lets a quarter of a term pass once the owner waits for it, and sees the renewal appended.</summary>
    private async Task NextRenewalAsync(int eventsBefore)
    {
        var before = await log.ReadHeadAsync(CancellationToken.None);
        before.Commit.Should().Be((ulong)eventsBefore);
        while (await log.ReadHeadAsync(CancellationToken.None) == before)
        {
            await clock.SomebodyWaitsAsync();
            clock.Pass(Lease.Term / 4);
        }
    }

    /// <summary>A node's view of the log until its machine dies: nothing it appends after that arrives.</summary>
    private sealed class LogThatDies(InMemoryEventStore log, int appendsUntilThen) : IEventStore
    {
        private int left = appendsUntilThen;

        public string StoreId => log.StoreId;

        public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamName stream, long afterVersion, CancellationToken cancel) =>
            log.ReadStreamAsync(stream, afterVersion, cancel);

        public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, CancellationToken cancel) => log.ReadAllAsync(after, cancel);

        public ValueTask<Position> ReadHeadAsync(CancellationToken cancel) => log.ReadHeadAsync(cancel);

        public Task<AppendOutcome> AppendAsync(
            StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel) =>
            Interlocked.Decrement(ref left) >= 0
                ? log.AppendAsync(stream, expectedVersion, events, cancel)
                : Task.FromException<AppendOutcome>(new StoreFailedException("The log is away."));

        public Task WaitPastAsync(Position position, CancellationToken cancel) => log.WaitPastAsync(position, cancel);
    }
}
