using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Bench.Log;

/// <summary>Follows a log while eight writers append to it: what is delivered must be what is stored, once, in order (C2).</summary>
internal static class FollowCase
{
    private const int Writers = 8;

    /// <summary>Longer than any run takes.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    public static async Task RunAsync(int count)
    {
        using var scratch = new Scratch();
        await using var store = ReadSet.Open(scratch.Path);
        using var bound = new CancellationTokenSource(Bound);
        var streams = Workload.Streams();
        var events = Enumerable.Range(0, count).Select(i => new[] { Workload.EventOf(i) }).ToArray();
        var delivered = new List<RecordedEvent>(count);
        var following = Task.Run(() => FollowAsync(store, count, delivered, bound.Token));
        var measured = await Callers.RunAsync(Writers, count, async i =>
            await store.AppendAsync(streams[Workload.HouseholdOf(i)], Workload.RoundOf(i), events[i], bound.Token));
        await following;
        Finding.Tell("follow.rate", measured.Rate);
        Finding.Tell("follow.delivered", delivered.Count);
        Finding.Tell("follow.distinct", delivered.Select(recorded => recorded.Id).Distinct().Count());
        Finding.Tell("follow.stored", (await store.ReadHeadAsync(bound.Token)).Commit);
        Finding.Tell("follow.disordered", delivered.Zip(delivered.Skip(1), (left, right) => left.Position < right.Position ? 0 : 1).Sum());
    }

    private static async Task FollowAsync(SqliteEventStore store, int count, List<RecordedEvent> delivered, CancellationToken cancel)
    {
        var last = Position.Start;
        while (delivered.Count < count)
        {
            await store.WaitPastAsync(last, cancel);
            await foreach (var recorded in store.ReadAllAsync(last, cancel))
            {
                delivered.Add(recorded);
                last = recorded.Position;
            }
        }
    }
}
