using System.Diagnostics;
using System.Globalization;
using BudgetCoaching.Bench.Postgres;
using BudgetCoaching.Bench.ReadModels;

namespace BudgetCoaching.Bench.Table;

/// <summary>
/// Everything, in interleaved rounds: what a row divides by what is measured within seconds of each other. Servers and read sets are made
/// once and outlive the rounds.
/// </summary>
internal sealed class Suite(Choice choice) : IAsyncDisposable
{
    private static readonly string SlowFlush = Path.GetFullPath("artifacts/bench/slow_flush.so");

    private readonly Findings findings = new();
    private readonly List<IAsyncDisposable> servers = [];
    private readonly List<Scratch> folders = [];
    private readonly List<string> absent = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private (int Port, int SlowPort)? postgres;
    private bool hasMessageDb;
    private string yardstick = "";
    private string reader = "";
    private string product = "";
    private string log = "";
    private string books = "";

    public static async Task<int> RunAsync(Choice choice)
    {
        await using var suite = new Suite(choice);
        await suite.PrepareAsync();
        for (var round = 1; round <= choice.Rounds; round++)
        {
            Say($"round {round} of {choice.Rounds} after {suite.clock.Elapsed.TotalSeconds:0} s");
            await suite.RoundAsync();
        }

        var machine = Machine.Describe(await suite.PostgresVersionAsync());
        var lines = Print.Table(suite.findings, machine, suite.absent);
        Console.WriteLine(string.Join(Environment.NewLine, lines));
        if (choice.Markdown is { } file)
        {
            await Print.WriteAsync(file, "bench/run.sh", lines);
        }

        Say($"{suite.clock.Elapsed.TotalSeconds:0} s in all");
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        servers.Reverse();
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        folders.ForEach(folder => folder.Dispose());
    }

    private async Task PrepareAsync()
    {
        if (choice.Wants("postgres") || choice.Wants("slow"))
        {
            await StartPostgresAsync();
        }

        if (choice.Wants("replay"))
        {
            log = Folder();
            await Child.MeasureAsync(null, "load-log", log, Text(choice.Households));
        }

        if (choice.Wants("rebuild"))
        {
            books = Folder();
            await Child.MeasureAsync(null, "load-books", books, Text(choice.Households));
        }

        if (choice.Wants("query"))
        {
            var year = Folder();
            await Child.MeasureAsync(null, "load-year", year);
            product = await ServeAsync(
                Path.GetFullPath("artifacts/bin/Api/release/BudgetCoaching.Api"), "--data", year, "--BudgetCoaching:Grpc:Port", "0",
                "--BudgetCoaching:Web:Port", "0");
            yardstick = await ServeAsync(Environment.ProcessPath!, "serve", Folder());
        }
    }

    private async Task StartPostgresAsync()
    {
        if (PrivateCluster.FindPrograms() is not { } programs)
        {
            absent.Add("PostgreSQL is not installed: no row that names it.");
            return;
        }

        var usual = await StartClusterAsync(programs, preload: null);
        postgres = (usual, choice.Wants("slow") && File.Exists(SlowFlush) ? await StartClusterAsync(programs, SlowFlush) : 0);
        if (!hasMessageDb)
        {
            absent.Add("message-db was not to be had: no row that names it.");
        }
    }

    private async Task<int> StartClusterAsync(string programs, string? preload)
    {
        var cluster = await PrivateCluster.StartAsync(programs, preload);
        servers.Add(cluster);
        if (MessageDbCase.FindInstaller() is { } installer)
        {
            await MessageDbCase.InstallAsync(installer, programs, cluster.Port);
            hasMessageDb = true;
        }

        return cluster.Port;
    }

    private async Task RoundAsync()
    {
        await GroupAsync("append", async () =>
        {
            await MeasureAsync("append", "1", Text(choice.Operations(8_000)));
            await MeasureAsync("append", "8", Text(choice.Operations(48_000)));
            await MeasureAsync("append", "64", Text(choice.Operations(120_000)));
        });
        await GroupAsync("postgres", PostgresAsync);
        await GroupAsync("grpc", CallsAsync);
        await GroupAsync("slow", SlowAsync);
        await GroupAsync("replay", async () =>
        {
            await MeasureAsync("replay", log, Text(choice.Households));
            await CatchUpAsync();
        });
        await GroupAsync("rebuild", () => MeasureAsync("rebuild", books));
        await GroupAsync("query", () => MeasureAsync("query", yardstick, product, "64", Text(choice.Operations(40_000))));
        await GroupAsync("follow", () => MeasureAsync("follow", Text(choice.Operations(110_000))));
    }

    private async Task PostgresAsync()
    {
        if (postgres is { Port: var port })
        {
            await MeasureAsync("postgres", Text(port), "64", Text(choice.Operations(20_000)));
            if (hasMessageDb)
            {
                await MeasureAsync("message-db", Text(port), "1", Text(choice.Operations(6_000)));
                await MeasureAsync("message-db", Text(port), "64", Text(choice.Operations(6_000)));
            }
        }
    }

    /// <summary>Each case gets a server whose log is empty.</summary>
    private async Task CallsAsync()
    {
        await WithServerAsync(address => MeasureAsync("call", address, "8", Text(choice.Operations(20_000))));
        await WithServerAsync(address => MeasureAsync("call", address, "64", Text(choice.Operations(40_000))));
        await WithServerAsync(address => MeasureAsync("stream", address, Text(choice.Operations(80_000))));
    }

    private async Task SlowAsync()
    {
        if (!File.Exists(SlowFlush))
        {
            absent.Add("gcc is not installed: no row with a slower flush.");
            return;
        }

        findings.Add(await Child.MeasureAsync(SlowFlush, "append", "64", Text(choice.Operations(40_000))), "-slow");
        if (postgres is { SlowPort: > 0 and var port })
        {
            findings.Add(await Child.MeasureAsync(null, "postgres", Text(port), "64", Text(choice.Operations(12_000))), "-slow");
            if (hasMessageDb)
            {
                findings.Add(await Child.MeasureAsync(null, "message-db", Text(port), "64", Text(choice.Operations(2_000))), "-slow");
            }
        }
    }

    private async Task CatchUpAsync()
    {
        reader = await ServeAsync(Environment.ProcessPath!, "serve", log);
        await MeasureAsync("catch-up", reader, Text(Log.ReadSet.Count(choice.Households)));
        await servers[^1].DisposeAsync();
        servers.RemoveAt(servers.Count - 1);
    }

    private async Task WithServerAsync(Func<string, Task> measure)
    {
        using var scratch = new Scratch();
        var (server, address) = await Child.ServeAsync(Environment.ProcessPath!, "serve", scratch.Path);
        await using (server)
        {
            await measure(address);
        }
    }

    private async Task MeasureAsync(params string[] words) => findings.Add(await Child.MeasureAsync(null, words));

    private async Task GroupAsync(string group, Func<Task> measure)
    {
        if (choice.Wants(group))
        {
            await measure();
        }
    }

    private async Task<string> ServeAsync(string program, params string[] words)
    {
        var (server, address) = await Child.ServeAsync(program, words);
        servers.Add(server);
        return address;
    }

    private string Folder()
    {
        var scratch = new Scratch();
        folders.Add(scratch);
        return scratch.Path;
    }

    private async Task<string?> PostgresVersionAsync()
    {
        if (postgres is not { Port: var port })
        {
            return null;
        }

        await using var source = Npgsql.NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=bench;Database=postgres");
        await using var ask = source.CreateCommand("SHOW server_version");
        return $"PostgreSQL {await ask.ExecuteScalarAsync()}";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Say(FormattableString line) => Console.Error.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
