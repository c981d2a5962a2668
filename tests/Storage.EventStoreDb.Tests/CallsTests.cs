using BudgetCoaching.Storage.EventStoreDb.Connecting;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class CallsTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    [InlineData(45_000)]
    public void Calls_that_fail_at_once_are_tried_again_until_the_time_is_filled_and_hardly_longer(int milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        var (filled, pause) = (TimeSpan.Zero, Calls.FirstPause);

        for (var attempt = 1; attempt < Calls.AttemptsFor(time); attempt++)
        {
            filled += pause;
            pause = pause * 2 < Calls.LongestPause ? pause * 2 : Calls.LongestPause;
        }

        filled.Should().BeGreaterThanOrEqualTo(time).And.BeLessThan(time + (3 * Calls.LongestPause));
    }
}
