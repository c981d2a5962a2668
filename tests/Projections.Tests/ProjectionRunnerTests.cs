using BudgetCoaching.Domain;
using BudgetCoaching.Projections;
using BudgetCoaching.Projections.ArrearsTrend;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections.Tests;

public sealed class ProjectionRunnerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();
    private readonly Books books = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_written_is_read_once_its_position_is_reached()
    {
        using var readModels = new ReadModels(folder.Path, ReadModels.All);
        await using var runner = Started(readModels);
        await books.EnrolAsync(Books.Household(1));
        await books.AppendAsync(Books.Household(1), Books.Charge(1, new LocalDate(2026, 1, 5), 100_00));

        (await runner.WaitForAsync(books.Head, Patience, CancellationToken.None)).Should().BeTrue();

        var reading = readModels.GetTrend(Books.Household(1))!;
        reading.Source.Version.Should().Be(2);
        reading.Source.Position.Should().Be(books.Head);
        reading.Creditors.Single().Timeline.At(new LocalDate(2026, 3, 2)).Overdue.Should().Be(new Money(100_00));
        runner.Status.Projections.Should().OnlyContain(p => p.Position == books.Head && p.Poison == null && p.IsCurrent);
        runner.Status.Head.Should().Be(books.Head);
    }

    [Fact]
    public async Task Waiting_past_the_head_ends_with_the_time()
    {
        using var readModels = new ReadModels(folder.Path, ReadModels.All);
        await using var runner = Started(readModels);

        var waited = await runner.WaitForAsync(new Position(99, 99), TimeSpan.FromMilliseconds(1), CancellationToken.None);

        waited.Should().BeFalse();
    }

    [Fact]
    public async Task Waiting_for_what_a_stopped_model_never_shows_ends_without_the_time()
    {
        IReadModel[] models = [new ArrearsTrendModel(), new StoppingModel(failsFrom: 2)];
        using var readModels = new ReadModels(folder.Path, models);
        await books.EnrolAsync(Books.Household(1));
        await books.AppendAsync(Books.Household(1), Books.Charge(1, new LocalDate(2026, 1, 5), 100_00));
        await using var runner = Started(readModels);

        (await runner.WaitForAsync(books.Head, Timeout.InfiniteTimeSpan, CancellationToken.None)).Should().BeFalse();

        runner.Status.Projections.Single(p => p.Poison is not null).Poison!.Version.Should().Be(2);
    }

    [Fact]
    public async Task An_event_appended_just_after_the_end_was_read_is_followed_without_another_one()
    {
        var growing = new Books();
        var log = new LogThatGrowsWhileRead(growing.Store);
        using var readModels = new ReadModels(folder.Path, ReadModels.All);
        await using var runner = new ProjectionRunner(log, readModels, growing.Clock);
        await growing.EnrolAsync(Books.Household(1));
        runner.Start();
        await runner.WaitForAsync(growing.Head, Patience, CancellationToken.None);

        log.AtTheEnd = () => growing.AppendAsync(Books.Household(1), Books.Charge(1, new LocalDate(2026, 1, 5), 100_00));
        runner.LookAtClock();

        (await runner.WaitForAsync(new Position(2, 2), Patience, CancellationToken.None)).Should().BeTrue();
    }

    [Fact]
    public async Task A_rebuild_takes_the_place_of_the_file_that_was_served()
    {
        using var readModels = new ReadModels(folder.Path, ReadModels.All);
        await using var runner = Started(readModels);
        await books.EnrolAsync(Books.Household(1));
        await runner.WaitForAsync(books.Head, Patience, CancellationToken.None);

        await runner.RebuildAsync();

        readModels.GetTrend(Books.Household(1))!.Source.Version.Should().Be(1);
        Directory.EnumerateFiles(folder.Path, "*.db").Select(Path.GetFileName).Should().Equal("readmodels-2.db");
        await books.AppendAsync(Books.Household(1), Books.Charge(1, new LocalDate(2026, 1, 5), 100_00));
        (await runner.WaitForAsync(books.Head, Patience, CancellationToken.None)).Should().BeTrue();
        readModels.GetTrend(Books.Household(1))!.Source.Version.Should().Be(2);
    }

    [Fact]
    public async Task A_day_begins_when_the_clock_in_Rome_says_so()
    {
        using var readModels = new ReadModels(folder.Path, ReadModels.All);
        await using var runner = Started(readModels);
        await runner.WaitForDayAsync(new LocalDate(2026, 3, 2), Patience, CancellationToken.None);

        // Half past midnight in Rome, the day before in UTC.
        books.Clock.Now = new DateTimeOffset(2026, 3, 3, 23, 30, 0, TimeSpan.Zero);
        runner.LookAtClock();

        (await runner.WaitForDayAsync(new LocalDate(2026, 3, 4), Patience, CancellationToken.None)).Should().BeTrue();
        runner.Status.Projections.Should().OnlyContain(p => p.Day == new LocalDate(2026, 3, 4));
    }

    [Fact]
    public async Task Rows_of_a_restart_are_those_of_before_and_another_number_builds_them_anew()
    {
        await books.EnrolAsync(Books.Household(1));
        foreach (var (number, file) in new[] { (1, "readmodels-1.db"), (1, "readmodels-1.db"), (2, "readmodels-2.db") })
        {
            using var readModels = new ReadModels(folder.Path, [new ArrearsTrendModel(), new StoppingModel(99, number)]);
            await using var runner = Started(readModels);
            (await runner.WaitForAsync(books.Head, Patience, CancellationToken.None)).Should().BeTrue();

            Directory.EnumerateFiles(folder.Path, "*.db").Select(Path.GetFileName).Should().Equal(file);
            readModels.GetTrend(Books.Household(1))!.Source.Version.Should().Be(1);
        }
    }

    [Fact]
    public void Nothing_is_answered_before_the_first_file_is_complete()
    {
        using var readModels = new ReadModels(folder.Path, ReadModels.All);

        readModels.IsReady.Should().BeFalse();
        readModels.Invoking(r => r.GetTrend(Books.Household(1))).Should().Throw<ReadModelFailedException>();
    }

    private ProjectionRunner Started(ReadModels readModels)
    {
        var runner = new ProjectionRunner(books.Store, readModels, books.Clock);
        runner.Start();
        return runner;
    }
}
