using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.EventStoreDb.Appending;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class AppendPulsesTests
{
    [Fact]
    public async Task They_rest_without_appends_and_go_while_one_is_under_way()
    {
        await using var cluster = await Adapter.StartAsync();
        await using var store = await cluster.OpenAsync();
        store.WriterPulse.Still.Should().BeNull();
        using var gate = cluster.Hold(HoldPoint.BeforeCommit);

        var append = store.AppendAsync(new StreamName("Household-a"), 0, Proposed.Events("1"), default);
        await gate.Reached;
        store.WriterPulse.Still.Should().NotBeNull();
        store.AnswerPulse.Still.Should().NotBeNull();
        gate.Open();
        await append;

        store.WriterPulse.Still.Should().BeNull();
        store.AnswerPulse.Still.Should().BeNull();
    }

    [Fact]
    public void An_append_that_ends_without_an_answer_moves_one_of_them_alone()
    {
        var clock = new RunningClock();
        var pulses = new AppendPulses(clock);
        pulses.Begin();
        pulses.Begin();
        pulses.Begin();
        clock.Passed += TimeSpan.FromSeconds(10);

        pulses.End(isAnswered: false);

        pulses.Ends.Still.Should().Be(TimeSpan.Zero);
        pulses.Answers.Still.Should().Be(TimeSpan.FromSeconds(10));
        pulses.End(isAnswered: true);
        pulses.Answers.Still.Should().Be(TimeSpan.Zero);
        pulses.End(isAnswered: false);
        (pulses.Ends.Still, pulses.Answers.Still).Should().Be((null, null), "nothing is under way any more");
    }

    private sealed class RunningClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => 1 + Passed.Ticks;
    }
}
