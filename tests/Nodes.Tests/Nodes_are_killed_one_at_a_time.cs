using System.Collections.Concurrent;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.EventStoreDb;
using BudgetCoaching.V1;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>Callers send facts to any node and try another when one dies (R5): nothing is lost, nothing is there twice.</summary>
[Collection(NodesCollection.Name)]
public sealed class Nodes_are_killed_one_at_a_time(ThreeNodes cluster)
{
    private const int Callers = 6;
    private const int FactsOfOne = 40;

    private readonly Books books = new(cluster);

    [Fact]
    public async Task Under_load_no_fact_is_lost_or_doubled_and_all_nodes_tell_the_same()
    {
        var own = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => books.EnrolAsync(caller % 3)));
        var shared = await books.EnrolAsync(0);
        var receipts = new ConcurrentBag<FactReceipt>();
        var milestones = Enumerable.Range(1, 3).ToDictionary(part => part * Callers * FactsOfOne / 4, _ => new TaskCompletionSource());

        var load = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => WriteAsync(caller))).ToList();
        foreach (var (node, reached) in milestones.Values.Index())
        {
            await reached.Task;
            await cluster.Nodes[node].KillAsync();
            cluster.Cluster.Elect((node + 1) % 3);
            await cluster.Nodes[node].StartAsync();
        }

        await Task.WhenAll(load);

        receipts.Select(receipt => receipt.FactId).Should().OnlyHaveUniqueItems().And.HaveCount(Callers * FactsOfOne);
        foreach (var household in own.Append(shared))
        {
            await ComparedAsync(household, receipts);
        }

        var last = receipts.MaxBy(receipt => Place(receipt.Cursor))!.Cursor;
        var lists = await Task.WhenAll(Enumerable.Range(0, 3).Select(node => books.ListAsync(node, last)));
        lists[0].Households.Select(row => row.Household).Should().Contain(own).And.Contain(shared);
        lists[1].Households.Should().Equal(lists[0].Households);
        lists[2].Households.Should().Equal(lists[0].Households);
        await VerifiedAsync();

        async Task WriteAsync(int caller)
        {
            for (var i = 0; i < FactsOfOne; i++)
            {
                // Every fourth goes to the household to which all write at once.
                receipts.Add(await books.PayAsync(caller + i, i % 4 == 0 ? shared : own[caller]));
                if (milestones.TryGetValue(receipts.Count, out var reached))
                {
                    reached.TrySetResult();
                }
            }
        }
    }

    /// <summary>The stream holds what was acknowledged and nothing else, and every node computes the same from it.</summary>
    private async Task ComparedAsync(string household, IReadOnlyCollection<FactReceipt> receipts)
    {
        var id = household["households/".Length..];
        var written = receipts.Where(receipt => receipt.Name.Contains(id, StringComparison.Ordinal)).ToList();
        var cursor = written.MaxBy(receipt => receipt.Version)!.Cursor;
        for (var node = 0; node < 3; node++)
        {
            var events = await books.ReplayAsync(node, household);
            events.Select(recorded => recorded.EventType).Should().Equal(
                [.. Enumerable.Repeat("PaymentRecorded", written.Count).Prepend("HouseholdEnrolled")]);
            events.Skip(1).Select(recorded => recorded.Event.Fact.FactId).Should().Equal(
                written.OrderBy(receipt => receipt.Version).Select(receipt => receipt.FactId));
            (await books.CreditAsync(node, household, cursor)).Should().Be(written.Count);
        }
    }

    private async Task VerifiedAsync()
    {
        await using var log = await EventStoreDbEventStore.OpenAsync(
            EventStoreDbOptions.Parse(cluster.Cluster.ConnectionString),
            ["Household", "Agency"],
            TimeProvider.System,
            CancellationToken.None);
        var verified = await LogVerification.VerifyAsync(log, RecordTimeOrder.AlongStream, CancellationToken.None);
        verified.Fault.Should().BeNull();
        verified.Events.Should().BeGreaterThan(Callers * FactsOfOne);
    }

    /// <summary>A cursor's place in the log, by which cursors of one log are in order.</summary>
    private static string Place(string cursor) => Convert.ToHexString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor)[9..]);
}
