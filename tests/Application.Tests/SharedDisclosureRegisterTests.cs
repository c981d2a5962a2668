using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Domain;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Application.Tests;

/// <summary>Every node enters into one register, with one chain, and lists all of it (R11).</summary>
public sealed class SharedDisclosureRegisterTests : IAsyncLifetime
{
    private static readonly AgencyId Cremona = new("cremona");
    private static readonly DisclosureFilter All = new(Cremona, null, null, null, null);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("register");
    private readonly TestClock clock = new();
    private readonly InMemoryEventStore log;
    private readonly List<SharedDisclosureRegister> opened = [];

    public SharedDisclosureRegisterTests() => log = new InMemoryEventStore(clock);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var register in opened)
        {
            await register.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_one_node_entered_every_node_lists()
    {
        var (first, second) = (Node("1"), Node("2"));
        await first.EnterAsync([Shown("anna"), Shown("bruno") with { Household = null, Consent = null }], CancellationToken.None);
        clock.Now += Duration.FromMinutes(1);
        await second.EnterAsync([Shown("carla")], CancellationToken.None);
        await first.EnterAsync([Shown("dario")], CancellationToken.None);

        foreach (var node in new[] { first, second, Node("3") })
        {
            (await ListAsync(node)).Select(d => (d.Number, d.What)).Should().Equal(
                (1, Shown("anna")),
                (2, Shown("bruno") with { Household = null, Consent = null }),
                (3, Shown("carla")),
                (4, Shown("dario")));
            (await node.FirstBrokenAsync(CancellationToken.None)).Should().BeNull();
        }
    }

    [Fact]
    public async Task Nodes_that_enter_at_the_same_time_keep_one_chain_without_a_gap()
    {
        const int Nodes = 3;
        const int Readers = 200;
        var nodes = Enumerable.Range(1, Nodes).Select(i => Node($"{i}")).ToList();

        await Task.WhenAll(Enumerable.Range(0, Nodes * Readers).Select(i => Task.Run(() =>
            nodes[i % Nodes].EnterAsync([Shown($"reader-{i}")], CancellationToken.None))));

        var listed = await nodes[0].ListAsync(All, after: 0, Nodes * Readers + 1, CancellationToken.None);
        listed.Select(d => d.Number).Should().Equal(Enumerable.Range(1, Nodes * Readers).Select(number => (long)number));
        listed.Select(d => d.What.Actor).Should().BeEquivalentTo(Enumerable.Range(0, Nodes * Readers).Select(i => $"reader-{i}"));
        (await nodes[0].FirstBrokenAsync(CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task A_node_without_its_local_file_chains_on_at_once_and_lists_all()
    {
        var first = Node("1");
        for (var i = 0; i < 20; i++)
        {
            await first.EnterAsync([Shown($"reader-{i}")], CancellationToken.None);
        }

        var fresh = Node("2");
        await fresh.EnterAsync([Shown("fresh")], CancellationToken.None);

        var listed = await ListAsync(fresh);
        listed[^1].Number.Should().Be(21);
        listed[^1].What.Should().Be(Shown("fresh"));
        (await fresh.FirstBrokenAsync(CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task A_restart_goes_on_from_the_local_file()
    {
        var first = Node("1");
        await first.EnterAsync([Shown("anna")], CancellationToken.None);
        (await ListAsync(first)).Should().HaveCount(1);
        await first.DisposeAsync();
        opened.Remove(first);

        var again = Node("1");
        await again.EnterAsync([Shown("bruno")], CancellationToken.None);

        (await ListAsync(again)).Select(d => d.What.Actor).Should().Equal("anna", "bruno");
    }

    [Fact]
    public async Task Times_never_go_back_though_nodes_clocks_differ()
    {
        await Node("1").EnterAsync([Shown("anna")], CancellationToken.None);
        var ahead = clock.Now;
        clock.Now -= Duration.FromSeconds(3);

        await Node("2").EnterAsync([Shown("bruno")], CancellationToken.None);

        (await ListAsync(opened[0])).Select(d => d.Time).Should().Equal(ahead, ahead);
    }

    private SharedDisclosureRegister Node(string name)
    {
        var register = SharedDisclosureRegister.Open(log, Path.Combine(folder.FullName, name + ".db"), clock, TimeProvider.System);
        opened.Add(register);
        return register;
    }

    private static ValueTask<IReadOnlyList<RegisteredDisclosure>> ListAsync(SharedDisclosureRegister register) =>
        register.ListAsync(All, after: 0, limit: 100, CancellationToken.None);

    private static Disclosed Shown(string actor) =>
        new(Desk.Household, Cremona, actor, "auditor", true, "ArrearsService/GetArrears", "review", Desk.Fact(1));
}
