using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Projections.ArrearsTrend;
using BudgetCoaching.Projections.Following;
using BudgetCoaching.Projections.HouseholdDirectory;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections.Tests;

public sealed class FollowerTests : IDisposable
{
    private static readonly LocalDate Today = new(2026, 3, 2);

    private readonly TemporaryFolder folder = new();
    private readonly Books books = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_event_that_nobody_can_read_stops_every_model_before_it_and_is_named()
    {
        await EnrolAsync(1);
        await EnrolAsync(2);
        using var readModels = new ReadModels(folder.Path, ReadModels.All);
        using var file = await readModels.OpenOrBuildAsync(books.Store, Today, CancellationToken.None);
        await books.AppendAsync(Books.Household(1), Books.Charge(1, new LocalDate(2026, 1, 5), 100_00));
        var before = books.Head;
        var poison = await books.SpoilAsync(Books.Household(1));
        await books.AppendAsync(Books.Household(2), Books.Charge(1, new LocalDate(2026, 1, 5), 200_00));

        var follower = await FollowAsync(file, readModels.Models);

        foreach (var model in follower.Models)
        {
            model.Position.Should().Be(before);
            model.Poison!.Position.Should().Be(poison);
            model.Poison.Stream.Should().Be(Books.StreamOf(Books.Household(1)));
            model.Poison.Version.Should().Be(3);
            model.Poison.Type.Should().Be(new EventType("Unheard", 1));
        }

        readModels.GetTrend(Books.Household(1))!.Source.Version.Should().Be(2);
        readModels.GetTrend(Books.Household(2))!.Source.Version.Should().Be(1);
    }

    [Fact]
    public async Task A_household_that_one_model_cannot_compute_stops_that_model_alone()
    {
        IReadModel[] models = [new ArrearsTrendModel(), new StoppingModel(failsFrom: 3)];
        using var readModels = new ReadModels(folder.Path, models);
        using var file = await readModels.OpenOrBuildAsync(books.Store, Today, CancellationToken.None);
        await EnrolAsync(1);
        await EnrolAsync(2);
        await books.AppendAsync(Books.Household(1), Books.Charge(1, new LocalDate(2026, 1, 5), 100_00));
        var before = books.Head;
        await books.AppendAsync(
            Books.Household(1), Books.Payment(2, new LocalDate(2026, 1, 6), 50_00), Books.Payment(3, new LocalDate(2026, 1, 7), 10_00));

        var follower = await FollowAsync(file, models);

        follower.Models[0].Poison.Should().BeNull();
        follower.Models[0].Position.Should().Be(books.Head);
        follower.Models[1].Position.Should().Be(before);
        follower.Models[1].Poison!.Version.Should().Be(3);
        follower.Models[1].Poison!.Why.Should().Be("InvalidOperationException: It does not add up.");
        readModels.GetTrend(Books.Household(1))!.Creditors.Single().Timeline.At(Today).Overdue.Should().Be(new Money(40_00));
    }

    [Fact]
    public async Task A_model_built_over_poison_shows_what_came_before_it()
    {
        await EnrolAsync(1);
        await books.AppendAsync(Books.Household(1), Books.Charge(1, new LocalDate(2026, 1, 5), 100_00));
        await EnrolAsync(2);
        var before = books.Head;
        await books.SpoilAsync(Books.Household(2));
        await books.AppendAsync(Books.Household(1), Books.Charge(2, new LocalDate(2026, 2, 5), 100_00));
        using var readModels = new ReadModels(folder.Path, ReadModels.All);

        using var file = await readModels.OpenOrBuildAsync(books.Store, Today, CancellationToken.None);
        var follower = await FollowAsync(file, readModels.Models);

        follower.Models.Should().OnlyContain(model => model.Poison!.Version == 2 && model.Position == before);
        readModels.GetTrend(Books.Household(1))!.Source.Version.Should().Be(2);
        readModels.GetTrend(Books.Household(2))!.Source.Version.Should().Be(1);
    }

    [Fact]
    public async Task A_stream_that_does_not_begin_with_an_enrolment_is_poison()
    {
        using var readModels = new ReadModels(folder.Path, ReadModels.All);
        using var file = await readModels.OpenOrBuildAsync(books.Store, Today, CancellationToken.None);
        await books.AppendAsync(Books.Household(1), Books.Charge(1, new LocalDate(2026, 1, 5), 100_00));

        var follower = await FollowAsync(file, readModels.Models);

        follower.Models.Should().OnlyContain(model => model.Poison!.Version == 1);
        readModels.GetTrend(Books.Household(1)).Should().BeNull();
    }

    [Fact]
    public async Task A_kill_between_rows_and_commit_leaves_the_rows_of_the_checkpoint()
    {
        using var after = new TemporaryFolder();
        var armed = false;
        using var readModels = new ReadModels(folder.Path, ReadModels.All, () =>
        {
            if (armed)
            {
                // What a process killed here leaves on the disk.
                foreach (var path in Directory.EnumerateFiles(folder.Path))
                {
                    File.Copy(path, Path.Combine(after.Path, Path.GetFileName(path)));
                }

                armed = false;
            }
        });
        using var file = await readModels.OpenOrBuildAsync(books.Store, Today, CancellationToken.None);
        var follower = new Follower(books.Store, file, readModels.Models, readModels.BeforeCommit);
        await EnrolAsync(1);
        await follower.FollowAsync(Batch.EventsMax, CancellationToken.None);
        var before = books.Head;
        await books.AppendAsync(Books.Household(1), Books.Charge(1, new LocalDate(2026, 1, 5), 100_00));
        armed = true;
        await follower.FollowAsync(Batch.EventsMax, CancellationToken.None);

        using var restarted = new ReadModels(after.Path, ReadModels.All);
        using var reopened = await restarted.OpenOrBuildAsync(books.Store, Today, CancellationToken.None);

        Replay.AgreesWith(books, restarted, before, [Today]);
        await FollowAsync(reopened, ReadModels.All);
        Replay.AgreesWith(books, restarted, books.Head, [Today]);
        Replay.AgreesWithDirectory(books, restarted, books.Head, Today);
    }

    [Fact]
    public async Task A_parameter_set_reaches_the_households_of_its_agency_and_no_others()
    {
        var other = new AgencyId("crema");
        await EnrolAsync(1);
        await books.EnrolAsync(Books.Household(2), other);
        using var readModels = new ReadModels(folder.Path, ReadModels.All);
        using var file = await readModels.OpenOrBuildAsync(books.Store, Today, CancellationToken.None);
        await books.PublishAsync(Books.Set("stricter", ShippedDefaults.ValidFrom, ShippedDefaults.Values with { GraceDays = 1 }));

        await FollowAsync(file, readModels.Models);

        var set = readModels.GetTrend(Books.Household(1))!.Source.Agency.Parameters.InForce(Today);
        set!.Values.GraceDays.Should().Be(1);
        readModels.GetTrend(Books.Household(2))!.Source.Agency.Parameters.InForce(Today).Should().BeNull();
    }

    [Fact]
    public async Task A_bill_that_becomes_overdue_is_listed_so_the_day_after_without_an_event()
    {
        await EnrolAsync(1);
        await books.AppendAsync(Books.Household(1), Books.Charge(1, Today, 100_00));
        using var readModels = new ReadModels(folder.Path, ReadModels.All);
        using var file = await readModels.OpenOrBuildAsync(books.Store, Today, CancellationToken.None);
        var follower = await FollowAsync(file, readModels.Models);
        Listed(readModels).Overdue.Should().Be(Money.Zero);

        await follower.AdvanceToAsync(Today.PlusDays(1), CancellationToken.None);

        Listed(readModels).Overdue.Should().Be(new Money(100_00));
        Listed(readModels).AgeDays.Should().Be(1);
        await follower.AdvanceToAsync(Today.PlusDays(8), CancellationToken.None);
        Listed(readModels).AgeDays.Should().Be(8);
    }

    private static DirectoryEntry Listed(ReadModels readModels) =>
        readModels.ListHouseholds(new DirectoryFilter(Books.Agency), null, 10).Households.Single();

    private Task EnrolAsync(int household) => books.EnrolAsync(Books.Household(household));

    private async Task<Follower> FollowAsync(ReadModelFile file, IReadOnlyList<IReadModel> models)
    {
        var follower = new Follower(books.Store, file, models);
        while (await follower.FollowAsync(Batch.EventsMax, CancellationToken.None))
        {
            // The next batch.
        }

        await follower.AdvanceToAsync(Today, CancellationToken.None);
        return follower;
    }
}
