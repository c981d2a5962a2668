using BudgetCoaching.Api.Hosting;

namespace BudgetCoaching.Api.Tests.Hosting;

public sealed class Health_goes_by_progress
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Ready_is_a_service_whose_read_models_hold_the_log()
    {
        await using var books = new WatchedBooks();
        await books.AppendAsync();

        (await books.NotReadyAsync()).Should().Be(HealthCodes.ReadModelsBuilding);
        await books.FollowAsync();

        (await books.NotReadyAsync()).Should().BeNull();
        books.Progress.Last.Should().HaveCount(Projections.ReadModels.All.Count).And.OnlyContain(lag => lag.Lag == 0);
    }

    [Fact]
    public async Task Read_models_that_are_further_behind_than_allowed_are_named_with_their_delay()
    {
        await using var books = new WatchedBooks();
        await books.AppendAsync();
        await books.FollowAsync();
        await books.Runner.DisposeAsync();
        books.Time.Pass(TimeSpan.FromHours(1));
        await books.AppendAsync();
        await books.AppendAsync();

        books.Time.Pass(TimeSpan.FromSeconds(60));
        (await books.NotReadyAsync()).Should().BeNull("a quiet hour before is no delay, and a minute is allowed");
        books.Time.Pass(AMoment);

        (await books.Readiness.WhyAsync(CancellationToken.None)).Should().Be(new HealthFault(
            HealthCodes.ReadModelsBehind, "Read model arrears_trend is 61 s behind the log; 60 s are allowed."));
        books.Progress.Last.Should().OnlyContain(lag => lag.Lag == 2);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_is_not_ready_and_needs_no_new_start()
    {
        await using var books = new WatchedBooks(new BrokenLog());

        (await books.Readiness.WhyAsync(CancellationToken.None)).Should().Be(
            new HealthFault(HealthCodes.LogUnreadable, "The log cannot be read: disk I/O error"));
        books.Liveness.Why().Should().BeNull();
    }

    [Fact]
    public async Task A_service_that_stops_is_not_ready_whatever_else_it_is()
    {
        await using var books = new WatchedBooks();
        await books.AppendAsync();
        await books.FollowAsync();
        books.StopApplication();

        (await books.NotReadyAsync()).Should().Be(HealthCodes.Stopping);
        books.Liveness.Why().Should().BeNull();
    }

    [Fact]
    public async Task A_writer_that_stands_still_over_appends_shows_after_the_bound()
    {
        await using var books = new WatchedBooks();
        books.Time.Pass(Liveness.StuckAfter + AMoment);
        books.Liveness.Why().Should().BeNull("it has had nothing to do");

        books.Writer.Beat();
        books.Time.Pass(Liveness.StuckAfter);
        books.Liveness.Why().Should().BeNull();
        books.Time.Pass(AMoment);
        books.Liveness.Why()!.Code.Should().Be(HealthCodes.LogWriterStuck);

        books.Writer.Beat();
        books.Liveness.Why().Should().BeNull("it has moved");
        books.Writer.Rest();
        books.Time.Pass(Liveness.StuckAfter + AMoment);
        books.Liveness.Why().Should().BeNull();
    }

    [Fact]
    public async Task Appends_under_way_of_which_none_is_answered_are_not_ready_and_need_no_new_start()
    {
        await using var books = new WatchedBooks();
        await books.AppendAsync();
        await books.FollowAsync();
        books.Writer.Beat();
        books.Answers.Beat();
        books.Time.Pass(Readiness.AnswerMax);
        (await books.NotReadyAsync()).Should().BeNull();

        books.Writer.Beat();
        books.Time.Pass(AMoment);

        (await books.Readiness.WhyAsync(CancellationToken.None)).Should().Be(
            new HealthFault(HealthCodes.LogUnwritable, "The event store answers no append."));
        books.Liveness.Why().Should().BeNull("they come to an end, if without an answer");
        books.Answers.Beat();
        (await books.NotReadyAsync()).Should().BeNull();
    }

    [Fact]
    public async Task A_loop_of_the_read_models_that_sleeps_over_events_shows_after_the_bound()
    {
        await using var books = new WatchedBooks();
        await books.AppendAsync();
        await books.FollowAsync();
        await books.Runner.DisposeAsync();
        await books.AppendAsync();

        books.Time.Pass(Liveness.StuckAfter);
        await books.NotReadyAsync();
        books.Liveness.Why().Should().BeNull();
        books.Time.Pass(AMoment);
        await books.NotReadyAsync();

        books.Liveness.Why()!.Code.Should().Be(HealthCodes.ReadModelsStuck);
    }
}
