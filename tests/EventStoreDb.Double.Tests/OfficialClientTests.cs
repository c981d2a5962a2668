namespace BudgetCoaching.EventStoreDb.Double.Tests;

/// <summary>
/// What the adapter is tested against must be what the official client understands: the same cases run on the double and,
/// where somebody names one, on a real server.
/// </summary>
public sealed class OfficialClientTests
{
    private const int Cases = 58;

    private static readonly string[] NeedCredentials =
    [
        "skipped credentials_that_are_wrong_are_refused: the server asks nobody who they are",
        "skipped credentials_that_are_missing_are_refused: the server asks nobody who they are",
        "skipped credentials_of_one_call_come_before_those_of_the_client: the server asks nobody who they are",
    ];

    private static readonly string[] NeedNodes =
    [
        "skipped cluster_client_finds_the_leader: the connection string names one node",
        "skipped cluster_follower_names_the_leader_and_the_client_goes_there: the connection string names one node",
        "skipped cluster_batch_to_a_follower_ends_its_call: the connection string names one node",
        "skipped cluster_follower_passes_on_what_does_not_require_the_leader: the connection string names one node",
        "skipped cluster_follower_answers_reads: the connection string names one node",
    ];

    [Fact]
    public async Task Every_case_passes_on_one_node()
    {
        await using var cluster = await DoubleCluster.StartAsync();

        await PassesAsync(cluster, [.. NeedCredentials, .. NeedNodes]);
    }

    [Fact]
    public async Task Every_case_passes_on_one_node_with_TLS_and_credentials()
    {
        await using var cluster = await DoubleCluster.StartAsync(tls: true);

        await PassesAsync(cluster, NeedNodes);
    }

    [Fact]
    public async Task Every_case_passes_on_three_nodes_with_TLS_and_credentials()
    {
        await using var cluster = await DoubleCluster.StartAsync(nodes: 3, tls: true);

        await PassesAsync(cluster, []);
    }

    [RealServerFact]
    public async Task No_case_fails_on_a_real_server()
    {
        var lines = await NodeSuite.RunAsync(RealServerFactAttribute.ConnectionString!);

        lines.Where(l => !l.StartsWith("ok ", StringComparison.Ordinal) && !l.StartsWith("skipped ", StringComparison.Ordinal))
            .Should().BeEmpty();
        lines.Should().HaveCount(Cases);
    }

    private static async Task PassesAsync(DoubleCluster cluster, string[] skipped)
    {
        var lines = await NodeSuite.RunAsync(cluster.ConnectionString);

        lines.Where(l => !l.StartsWith("ok ", StringComparison.Ordinal)).Should().Equal(skipped);
        lines.Should().HaveCount(Cases);
    }
}
