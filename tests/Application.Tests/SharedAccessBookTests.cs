using BudgetCoaching.Application.Access;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Domain;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Application.Tests;

/// <summary>API keys and callers of all nodes are one book.</summary>
public sealed class SharedAccessBookTests : IAsyncLifetime
{
    private static readonly AgencyId Cremona = new("cremona");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("access");
    private readonly SteppedClock timer = new();
    private readonly TestClock clock = new();
    private readonly InMemoryEventStore log;
    private readonly List<SharedAccessBook> opened = [];

    public SharedAccessBookTests() => log = new InMemoryEventStore(clock);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var book in opened)
        {
            await book.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_key_made_on_one_node_is_found_on_every_other_at_the_latest_half_a_second_later()
    {
        var (first, second) = (await NodeAsync("1"), await NodeAsync("2"));

        var made = await first.CreateAsync(Cremona, "import", "integrator", clock.Now + Duration.FromDays(1), CancellationToken.None);

        (await FindAsync(first, made!.Text)).Should().Be(made.Key);
        (await FindAsync(second, made.Text)).Should().BeNull("it has just looked");
        timer.Pass(SharedAccessBook.LookAgainAfter);
        (await FindAsync(second, made.Text)).Should().Be(made.Key);
        var third = await NodeAsync("3");
        (await third.KeysAsync(Cremona, CancellationToken.None)).Should().Equal(made.Key);
        (await FindAsync(third, made.Text)).Should().Be(made.Key);
        clock.Now += Duration.FromDays(1);
        (await FindAsync(second, made.Text)).Should().BeNull("it has expired");
    }

    [Fact]
    public async Task A_key_revoked_on_one_node_is_refused_on_the_others_at_their_next_look()
    {
        var (first, second) = (await NodeAsync("1"), await NodeAsync("2"));
        var made = await first.CreateAsync(Cremona, "import", "integrator", expires: null, CancellationToken.None);
        await second.KeysAsync(Cremona, CancellationToken.None);
        (await FindAsync(second, made!.Text)).Should().NotBeNull();

        var revoked = await first.RevokeAsync(Cremona, made.Key.Id, CancellationToken.None);

        revoked!.Revoked.Should().Be(clock.Now);
        (await FindAsync(first, made.Text)).Should().BeNull();
        await TurnAsync(async () => await FindAsync(second, made.Text) is null);
        (await second.RevokeAsync(Cremona, made.Key.Id, CancellationToken.None)).Should().Be(revoked, "it is revoked once");
        (await second.RevokeAsync(Cremona, "unknown", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task The_first_key_of_all_is_made_by_one_node_only()
    {
        var nodes = new[] { await NodeAsync("1"), await NodeAsync("2"), await NodeAsync("3") };

        var made = await Task.WhenAll(nodes.Select(node => Task.Run(() =>
            node.CreateFirstAsync(Cremona, "first", "administrator", CancellationToken.None))));

        made.OfType<NewApiKey>().Should().ContainSingle();
        (await nodes[0].KeysAsync(Cremona, CancellationToken.None)).Should().ContainSingle();
    }

    [Fact]
    public async Task Keys_made_on_all_nodes_at_the_same_time_are_all_kept()
    {
        var nodes = new[] { await NodeAsync("1"), await NodeAsync("2"), await NodeAsync("3") };

        var made = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() =>
            nodes[i % 3].CreateAsync(Cremona, $"machine-{i}", "integrator", expires: null, CancellationToken.None))));

        foreach (var node in nodes)
        {
            (await node.KeysAsync(Cremona, CancellationToken.None)).Should().BeEquivalentTo(made.Select(m => m!.Key));
        }
    }

    [Fact]
    public async Task Callers_of_every_node_are_listed_on_every_other_and_written_once_an_hour()
    {
        var (first, second) = (await NodeAsync("1"), await NodeAsync("2"));
        var before = clock.Now;
        first.Saw(Cremona, "anna", "token", "consultant");
        await first.CallersAsync(Cremona, 0, 10, CancellationToken.None);
        clock.Now += Duration.FromMinutes(30);
        first.Saw(Cremona, "anna", "token", "consultant");
        second.Saw(Cremona, "bruno", "key", "integrator");

        foreach (var node in new[] { second, first })
        {
            (await node.CallersAsync(Cremona, 0, 10, CancellationToken.None)).Should().Equal(
                new SeenCaller(Cremona, "anna", "token", "consultant", before, before),
                new SeenCaller(Cremona, "bruno", "key", "integrator", clock.Now, clock.Now));
        }

        (await log.ReadHeadAsync(CancellationToken.None)).Commit.Should().Be(2);
    }

    [Fact]
    public async Task Without_the_log_no_key_is_accepted_past_the_bound()
    {
        var away = new LogThatGoesAway(log);
        var book = await SharedAccessBook.OpenAsync(away, Path.Combine(folder.FullName, "1.db"), clock, timer);
        opened.Add(book);
        var made = await book.CreateAsync(Cremona, "import", "integrator", expires: null, CancellationToken.None);
        away.IsAway = true;

        timer.Pass(SharedAccessBook.StaleMax - TimeSpan.FromTicks(1));
        (await FindAsync(book, made!.Text)).Should().NotBeNull();
        timer.Pass(TimeSpan.FromTicks(1));
        var find = () => FindAsync(book, made.Text);
        await find.Should().ThrowAsync<StoreFailedException>();
    }

    [Fact]
    public async Task A_restart_goes_on_from_the_local_file()
    {
        var first = await NodeAsync("1");
        var made = await first.CreateAsync(Cremona, "import", "integrator", expires: null, CancellationToken.None);
        await first.DisposeAsync();
        opened.Remove(first);
        await (await NodeAsync("2")).RevokeAsync(Cremona, made!.Key.Id, CancellationToken.None);

        (await FindAsync(await NodeAsync("1"), made.Text)).Should().BeNull();
    }

    /// <summary>Lets time pass until the nodes have looked and it shows.</summary>
    private async Task TurnAsync(Func<Task<bool>> shows)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await shows())
        {
            limit.Token.ThrowIfCancellationRequested();
            timer.Pass(SharedAccessBook.ReadEvery);
            await Task.Yield();
        }
    }

    private static async Task<ApiKey?> FindAsync(SharedAccessBook book, string text) => await book.FindAsync(text, CancellationToken.None);

    private async Task<SharedAccessBook> NodeAsync(string name)
    {
        var book = await SharedAccessBook.OpenAsync(log, Path.Combine(folder.FullName, name + ".db"), clock, timer);
        opened.Add(book);
        return book;
    }

    private sealed class LogThatGoesAway(InMemoryEventStore log) : IEventStore
    {
        public bool IsAway { get; set; }

        public string StoreId => log.StoreId;

        public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamName stream, long afterVersion, CancellationToken cancel) =>
            IsAway ? throw new StoreFailedException("The log is away.") : log.ReadStreamAsync(stream, afterVersion, cancel);

        public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, CancellationToken cancel) => log.ReadAllAsync(after, cancel);

        public ValueTask<Position> ReadHeadAsync(CancellationToken cancel) => log.ReadHeadAsync(cancel);

        public Task<AppendOutcome> AppendAsync(
            StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel) =>
            log.AppendAsync(stream, expectedVersion, events, cancel);

        public Task WaitPastAsync(Position position, CancellationToken cancel) => log.WaitPastAsync(position, cancel);
    }
}
