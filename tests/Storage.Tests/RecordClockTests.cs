using BudgetCoaching.Storage.Contract;

namespace BudgetCoaching.Storage.Tests;

public sealed class RecordClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly SetClock wall = new(Noon);

    [Fact]
    public void The_first_time_of_an_empty_log_is_the_clock()
    {
        new RecordClock(wall, last: null).Next().Should().Be(RecordTime.Of(Noon));
    }

    [Fact]
    public void A_clock_that_stands_still_or_goes_back_yields_one_microsecond_more()
    {
        var clock = new RecordClock(wall, last: null);
        var first = clock.Next().UnixMicroseconds;
        var second = clock.Next().UnixMicroseconds;
        wall.Now = Noon.AddDays(-1);

        var third = clock.Next().UnixMicroseconds;

        new[] { second, third }.Should().Equal(first + 1, first + 2);
    }

    [Fact]
    public void A_log_one_hour_ahead_of_the_clock_is_accepted_and_continued()
    {
        var last = RecordTime.Of(Noon.AddHours(1));

        new RecordClock(wall, last).Next().UnixMicroseconds.Should().Be(last.UnixMicroseconds + 1);
    }

    [Fact]
    public void A_log_more_than_one_hour_ahead_of_the_clock_is_refused()
    {
        var last = new RecordTime(RecordTime.Of(Noon.AddHours(1)).UnixMicroseconds + 1);

        FluentActions.Invoking(() => new RecordClock(wall, last))
            .Should().Throw<StoreRefusedException>().Which.Reason.Should().Be("CLOCK_BEHIND_LOG");
    }
}
