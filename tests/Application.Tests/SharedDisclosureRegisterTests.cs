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
        listed.Select(d => d.What.Actor).Order(StringComparer.Ordinal).Should().Equal(
            Enumerable.Range(0, Nodes * Readers).Select(i => $"reader-{i}").Order(StringComparer.Ordinal));
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

    [Fact]
    public async Task Every_node_numbers_and_chains_alike_whenever_it_read()
    {
        var (first, second) = (Node("1"), Node("2"));
        for (var i = 0; i < 6; i++)
        {
            await (i % 2 == 0 ? first : second).EnterAsync([Shown($"reader-{i}")], CancellationToken.None);
            (await ListAsync(first)).Should().HaveCount(i + 1);
        }

        var early = await ListAsync(first);
        var late = await ListAsync(second);

        late.Select(d => (d.Number, d.Time, d.What)).Should().Equal(early.Select(d => (d.Number, d.Time, d.What)));
        late.Select(d => Convert.ToHexString(d.Hash.Span)).Should().Equal(early.Select(d => Convert.ToHexString(d.Hash.Span)));
    }

    [Fact]
    public async Task No_node_is_ever_too_late_for_another()
    {
        var watched = new WatchedLog(log);
        var nodes = Enumerable.Range(1, 3).Select(i => Node($"{i}", watched)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() =>
            nodes[i % 3].EnterAsync([Shown($"reader-{i}")], CancellationToken.None))));

        watched.Outcomes.Should().AllBeOfType<AppendOutcome.Appended>();
        watched.Reads.Should().Be(0, "a node knows where its own stream ends");
    }

    [Fact]
    public async Task After_an_answer_that_was_lost_a_node_goes_on_in_another_stream()
    {
        var watched = new WatchedLog(log);
        var node = Node("1", watched);
        await node.EnterAsync([Shown("anna")], CancellationToken.None);
        watched.LosesNextAnswer = true;
        var lost = () => node.EnterAsync([Shown("bruno")], CancellationToken.None);
        await lost.Should().ThrowAsync<IOException>();

        await node.EnterAsync([Shown("carla")], CancellationToken.None);

        (await ListAsync(node)).Select(d => d.What.Actor).Should().Equal(["anna", "bruno", "carla"], "what was stored stays");
        (await node.FirstBrokenAsync(CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task An_entry_that_was_changed_in_the_log_is_found_though_the_local_file_is_whole()
    {
        var watched = new WatchedLog(log);
        var (first, second) = (Node("1", watched), Node("2"));
        await first.EnterAsync([Shown("anna")], CancellationToken.None);
        await second.EnterAsync([Shown("bruno"), Shown("carla")], CancellationToken.None);
        (await first.FirstBrokenAsync(CancellationToken.None)).Should().BeNull();

        watched.Falsifies = recorded => recorded.Data.Span.IndexOf("carla"u8) is var at and >= 0 ? Changed(recorded, at) : recorded;

        (await first.FirstBrokenAsync(CancellationToken.None)).Should().Be(2, "it is told of the event that holds it");
        (await Node("3", watched).FirstBrokenAsync(CancellationToken.None)).Should().Be(2, "so it is where nothing was read before");
    }

    private static RecordedEvent Changed(RecordedEvent recorded, int at)
    {
        var data = recorded.Data.ToArray();
        data[at]++;
        return new RecordedEvent
        {
            Stream = recorded.Stream,
            Version = recorded.Version,
            Position = recorded.Position,
            Id = recorded.Id,
            Type = recorded.Type,
            Recorded = recorded.Recorded,
            Data = data,
            Meta = recorded.Meta,
            Hash = recorded.Hash,
        };
    }

    private SharedDisclosureRegister Node(string name, IEventStore? over = null)
    {
        var register = SharedDisclosureRegister.Open(over ?? log, Path.Combine(folder.FullName, name + ".db"), clock);
        opened.Add(register);
        return register;
    }

    private static ValueTask<IReadOnlyList<RegisteredDisclosure>> ListAsync(SharedDisclosureRegister register) =>
        register.ListAsync(All, after: 0, limit: 100, CancellationToken.None);

    private static Disclosed Shown(string actor) =>
        new(Desk.Household, Cremona, actor, "auditor", true, "ArrearsService/GetArrears", "review", Desk.Fact(1));
}
