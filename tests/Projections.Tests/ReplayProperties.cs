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
                Coaching(draw).Concat(Promises(draw)).Concat(Generators.Stream(seed + number, 1 + draw.Next(25))))))
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

    /// <summary>Promises to pay and to act, with judgements that come late, twice or never.</summary>
    private static IEnumerable<HouseholdEvent> Promises(Random draw)
    {
        for (var promise = 0; promise < 12; promise++)
        {
            var due = Generators.FirstDay.PlusDays(draw.Next(500));
            var subject = Books.Id(1_000 + promise);
            var kind = draw.Next(4) > 0 ? CommitmentKind.Payment : CommitmentKind.Task;
            yield return new CommitmentAgreed(subject, due.PlusDays(-20), kind, null, due, Books.Aler, new Money(50_00), null, null);
            FactId? before = null;
            for (var judgement = 0; judgement < draw.Next(3); judgement++)
            {
                var id = Books.Id(2_000 + (promise * 10) + judgement);
                yield return new ComplianceAssessed(
                    id, due.PlusDays(6 + draw.Next(60)), subject, null, (ComplianceOutcome)(1 + draw.Next(4)), new Money(50_00), Money.Zero,
                    null, null, before, null, new JudgementBasis(ShippedDefaults.Id, "", 1), null);
                before = id;
            }
        }
    }

    /// <summary>What ranks are read from beside arrears and promises: consultant, contacts, income, hosting, evaluations.</summary>
    private static IEnumerable<HouseholdEvent> Coaching(Random draw)
    {
        LocalDate Somewhen() => Generators.FirstDay.PlusDays(draw.Next(500));
        yield return new ConsultantAssigned(Books.Id(3_000), Somewhen(), new StaffId(draw.Next(2) == 0 ? "giulia" : "marco"));
        for (var contact = 0; contact < draw.Next(3); contact++)
        {
            yield return new ContactRecorded(Books.Id(3_010 + contact), Somewhen(), ContactWay.Phone, null, null);
        }

        var hosted = Somewhen();
        yield return new HostingAgreed(Books.Id(3_020), hosted, new DateSpan(hosted, hosted.PlusMonths(12)), null);
        yield return new IncomeReceived(Books.Id(3_030), Somewhen(), new Money(900_00), IncomeSource.Wages, null, null, null);
        var entry = Somewhen();
        yield return new EvaluationRecorded(Books.Id(3_040), entry, EvaluationPhase.Entry, null, [], null);
        yield return new EvaluationRecorded(Books.Id(3_041), entry.PlusDays(draw.Next(200)), EvaluationPhase.Exit, null, [], null);
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
