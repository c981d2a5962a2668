using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Tests;
using BudgetCoaching.Projections.Following;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace BudgetCoaching.Projections.Tests;

/// <summary>A read model is what a replay says, whatever happened on the way to it.</summary>
public sealed class ReplayProperties
{
    private const int Streams = 40;

    private static readonly LocalDate Today = new(2025, 6, 10);

    private static readonly ParameterValues Stricter = ShippedDefaults.Values with
    {
        AgeBucketDays = [0, 10, 20],
        TrendBandPpm = 10_000,
        Excess = ExcessRule.NextCharge,
    };

    [Fact]
    public void Every_figure_equals_a_replay_after_any_batches_broken_commits_restarts_and_days() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 1_000_000)), seed => FollowAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Streams));

    private static async Task<bool> FollowAsync(int seed)
    {
        using var folder = new TemporaryFolder();
        var draw = new Random(seed);
        var books = new Books();
        await books.PublishAsync(Books.Set("shipped", ShippedDefaults.ValidFrom, ShippedDefaults.Values));
        var fails = 0;
        using var readModels = new ReadModels(folder.Path, ReadModels.All, () =>
        {
            if (fails > 0 && --fails == 0)
            {
                throw new IOException("The disk is full.");
            }
        });
        var file = await readModels.OpenOrBuildAsync(books.Store, Today, CancellationToken.None);
        var day = Today;
        var position = books.Head;
        var follower = new Follower(books.Store, file, readModels.Models, readModels.BeforeCommit);
        foreach (var write in Writes(seed, draw, books))
        {
            await write();
            switch (draw.Next(8))
            {
                case 0:
                    fails = 1 + draw.Next(3);
                    break;
                case 1:
                    file.Dispose();
                    file = await readModels.OpenOrBuildAsync(books.Store, day, CancellationToken.None);
                    follower = new Follower(books.Store, file, readModels.Models, readModels.BeforeCommit);
                    break;
                case 2:
                    day = day.PlusDays(draw.Next(40));
                    break;
                case 3:
                    await CatchUpAsync(follower, day, 1 + draw.Next(9));
                    position = books.Head;
                    Replay.AgreesWith(books, readModels, position, Days(draw, day));
                    Replay.AgreesWithDirectory(books, readModels, position, day);
                    Replay.AgreesWithEmpowerment(books, readModels, position, day);
                    Replay.AgreesWithWorkList(books, readModels, position, day);
                    break;
                default:
                    break;
            }
        }

        await CatchUpAsync(follower, day, 1 + draw.Next(9));
        file.Dispose();
        file = draw.Next(2) == 0
            ? await readModels.BuildAsync(books.Store, day, CancellationToken.None)
            : await readModels.OpenOrBuildAsync(books.Store, day, CancellationToken.None);
        Replay.AgreesWith(books, readModels, books.Head, Days(draw, day));
        Replay.AgreesWithDirectory(books, readModels, books.Head, day);
        Replay.AgreesWithEmpowerment(books, readModels, books.Head, day.PlusDays(draw.Next(400)));
        Replay.AgreesWithWorkList(books, readModels, books.Head, day);
        file.Dispose();
        return true;
    }

    /// <summary>Two households' random facts in turn, with a change of parameters somewhere among them.</summary>
    private static IEnumerable<Func<Task>> Writes(int seed, Random draw, Books books)
    {
        var streams = new[] { 1, 2 }
            .Select(number => (Household: Books.Household(number), Facts: new Queue<HouseholdEvent>(
                Histories.Of(draw, seed + number))))
            .ToArray();
        foreach (var stream in streams)
        {
            yield return () => books.EnrolAsync(stream.Household);
        }

        var left = streams.Sum(stream => stream.Facts.Count);
        var change = draw.Next(left);
        for (; left > 0; left--)
        {
            var stream = streams[draw.Next(2)];
            stream = stream.Facts.Count > 0 ? stream : streams.Single(other => other.Household != stream.Household);
            yield return () => books.AppendAsync(stream.Household, stream.Facts.Dequeue());
            if (left == change)
            {
                yield return () => books.PublishAsync(Books.Set("stricter", new LocalDate(2024, 9, 1), Stricter));
            }
        }
    }

    private static async Task CatchUpAsync(Follower follower, LocalDate day, int batch)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                while (await follower.FollowAsync(batch, CancellationToken.None))
                {
                    // The next batch.
                }

                await follower.AdvanceToAsync(day, CancellationToken.None);
                follower.Models.Should().OnlyContain(model => model.Poison == null);
                return;
            }
            catch (IOException) when (attempt < 3)
            {
                // The disk has room again: tried again, nothing counts twice.
            }
        }
    }

    private static LocalDate[] Days(Random draw, LocalDate today) =>
        [today, today.PlusDays(1), today.PlusDays(1 + draw.Next(600)), Generators.FirstDay.PlusDays(draw.Next(500))];
}
