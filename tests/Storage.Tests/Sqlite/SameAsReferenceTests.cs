using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.Sqlite;
using FsCheck;
using FsCheck.Fluent;

namespace BudgetCoaching.Storage.Tests.Sqlite;

/// <summary>Whatever is asked of both stores, SQLite answers as the reference does and holds the same log, hashes included.</summary>
public sealed class SameAsReferenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Any_appends_have_the_same_outcomes_and_leave_the_same_log()
    {
        var append =
            from stream in Gen.Choose(1, 3)
            from expected in Gen.Choose(0, 5)
            from ids in Gen.NonEmptyListOf(Gen.Choose(1, 12))
            from seconds in Gen.Choose(-2, 2)
            select new Append(stream, expected, ids.Distinct().Take(4).ToArray(), seconds);

        Prop.ForAll(append.ListOf().ToArbitrary(), appends => SameAsync([.. appends]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20260302, 1));
    }

    private static async Task<bool> SameAsync(Append[] appends)
    {
        using var folder = new TemporaryFolder();
        var reference = await AnswersAsync(clock => new InMemoryEventStore(clock), appends);
        var own = await AnswersAsync(clock => SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = folder.Path }, clock), appends);
        return own.SequenceEqual(reference, StringComparer.Ordinal);
    }

    private static async Task<List<string>> AnswersAsync(Func<TimeProvider, IEventStore> open, Append[] appends)
    {
        var clock = new SetClock(Noon);
        var store = open(clock);
        var answers = new List<string>();
        foreach (var (stream, expected, ids, seconds) in appends)
        {
            clock.Now += TimeSpan.FromSeconds(seconds);
            var events = Proposed.Events(Array.ConvertAll(ids, id => $"{id}"));
            answers.Add((await store.AppendAsync(new StreamName($"Household-{stream}"), expected, events, default)).ToString());
        }

        await foreach (var e in store.ReadAllAsync(Position.Start, default))
        {
            answers.Add($"{e.Position} {e.Stream} {e.Version} {e.Id} {e.Recorded} {Convert.ToHexString(e.Hash.Span)}");
        }

        if (store is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        return answers;
    }

    private sealed record Append(int Stream, int Expected, int[] Ids, int Seconds)
    {
        public override string ToString() => $"{Stream} at {Expected}: {string.Join(' ', Ids)} after {Seconds} s";
    }
}
