using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Events.Nodes;
using BudgetCoaching.Storage.EventStoreDb;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>Whichever node is asked, the answer is the same.</summary>
[Collection(NodesCollection.Name)]
public sealed class Nodes_share_their_books(ThreeNodes cluster)
{
    private readonly Books books = new(cluster);

    [Fact]
    public async Task What_was_written_on_one_node_is_read_on_another_at_once()
    {
        var household = await books.EnrolAsync(0);
        for (var i = 1; i <= 12; i++)
        {
            var receipt = await books.PayAsync(i, household);

            (await books.CreditAsync(i + 1 < 3 ? i + 1 : (i + 1) % 3, household, receipt.Cursor)).Should().Be(i);
            var listed = await books.ListAsync((i + 2) % 3, receipt.Cursor);
            listed.Households.Select(row => row.Household).Should().Contain(household);
        }
    }

    [Fact]
    public void Every_node_names_at_its_start_what_it_shares()
    {
        var hosts = string.Join(',', cluster.Cluster.Nodes.Select(node => node.Address));

        cluster.Nodes.Select(node => node.StartWords).Should().OnlyContain(words => words.Contains(
            $"Event store: without tls {hosts} (cluster)\nShared folder: {cluster.SharedFolder}\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_that_comes_to_every_node_at_once_is_carried_out_once()
    {
        var household = await books.EnrolAsync(0);
        for (var i = 0; i < 5; i++)
        {
            var request = Books.Payment(household);
            var receipts = await Task.WhenAll(Enumerable.Range(0, 3).Select(node => books.PayOnceAsync(node, request.Clone())));

            receipts.Select(receipt => (receipt.FactId, receipt.Version, receipt.Cursor)).Distinct().Should().ContainSingle();
            receipts.Count(receipt => !receipt.Already).Should().Be(1);
        }
    }

    [Fact]
    public async Task A_household_forgotten_on_one_node_can_be_read_on_no_other()
    {
        var household = await books.EnrolAsync(0);
        for (var node = 0; node < 3; node++)
        {
            (await books.GetAsync(node, household)).ToString().Should().Contain(Books.Marker, "its key is held there now");
        }

        await books.EraseAsync(1, household);

        for (var node = 0; node < 3; node++)
        {
            (await books.GetAsync(node, household)).ToString().Should().NotContain(Books.Marker);
            (await books.ReplayAsync(node, household)).Select(recorded => recorded.Event.ToString())
                .Should().OnlyContain(text => !text.Contains(Books.Marker));
            var refused = await books.Awaiting(b => b.PayOnceAsync(node, Books.Payment(household))).Should().ThrowAsync<RpcException>();
            Calls.ReasonOf(refused.Which).Should().Be("HOUSEHOLD_ERASED");
        }

        var id = household["households/".Length..];
        Directory.EnumerateFiles(cluster.SharedFolder, $"{id}*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .Should().Equal($"{id}.gone");
    }

    [Fact]
    public async Task Readings_on_every_node_are_entered_in_one_register_that_every_node_lists()
    {
        var household = await books.EnrolAsync(0);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => books.GetAsync(i % 3, household)));

        var listed = await Task.WhenAll(Enumerable.Range(0, 3).Select(node => books.DisclosuresAsync(node, household)));

        listed[0].Should().HaveCount(30);
        listed[1].Should().Equal(listed[0]);
        listed[2].Should().Equal(listed[0]);
        (await books.DisclosuresAsync(0)).Select(line => line.Number).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_key_revoked_on_one_node_is_soon_refused_on_every_other()
    {
        var access = new AccessService.AccessServiceClient(cluster.Nodes[0].Channel);
        var made = await access.CreateApiKeyAsync(
            new CreateApiKeyRequest { Parent = TestAgency.Name, ApiKey = new ApiKey { Actor = "short-lived", Role = "auditor" } },
            cluster.Keys["administrator"]);
        var key = new Metadata { { "x-api-key", made.Text } };
        foreach (var node in cluster.Nodes)
        {
            await Calls.TriedAsync([node], 0, async at => await KeysAsync(at, key));
        }

        await access.RevokeApiKeyAsync(new RevokeApiKeyRequest { Name = made.ApiKey.Name }, cluster.Keys["administrator"]);

        using var limit = new CancellationTokenSource(SharedAccessBook.ReadEvery * 4);
        foreach (var node in cluster.Nodes)
        {
            RpcException? refused = null;
            while (refused is null)
            {
                limit.Token.ThrowIfCancellationRequested();
                refused = await RefusedAsync(node, key);
            }

            Calls.ReasonOf(refused).Should().Be("CREDENTIAL_REFUSED");
        }
    }

    [Fact]
    public async Task The_first_key_was_made_once_and_work_at_the_start_never_had_two_owners()
    {
        cluster.FirstKeys().Should().ContainSingle();
        await using var records = await EventStoreDbEventStore.OpenAsync(
            EventStoreDbOptions.Parse(cluster.Cluster.ConnectionString),
            NodeStreams.Categories,
            TimeProvider.System,
            CancellationToken.None);
        var owners = new List<LeaseHeld>();
        await foreach (var recorded in records.ReadStreamAsync(new("Lease-start"), 0, CancellationToken.None))
        {
            owners.Add(LeaseHeld.Parser.ParseFrom(recorded.Data.Span));
        }

        owners.Select(held => held.Owner).Distinct().Should().HaveCountGreaterThanOrEqualTo(3);
        owners.Zip(owners.Skip(1)).Should().OnlyContain(
            pair => pair.First.Released || pair.First.Owner == pair.Second.Owner, "nobody takes what another holds");
        owners[^1].Released.Should().BeTrue();
    }

    private static async Task<ListApiKeysResponse> KeysAsync(ServiceNode node, Metadata key) =>
        await new AccessService.AccessServiceClient(node.Channel).ListApiKeysAsync(
            new ListApiKeysRequest { Parent = TestAgency.Name }, key);

    private static async Task<RpcException?> RefusedAsync(ServiceNode node, Metadata key)
    {
        try
        {
            await KeysAsync(node, key);
            return null;
        }
        catch (RpcException refused)
        {
            return refused;
        }
    }
}
