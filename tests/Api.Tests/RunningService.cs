using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using BudgetCoaching.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Api.Tests;

/// <summary>The built program in a process of its own, on any free ports, with a data folder that is removed afterwards.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(60);

    private readonly List<GrpcChannel> channels = [];
    private Process? process;

    /// <summary>An agency beside the demo's, with one creditor.</summary>
    public const string Agency = "agencies/test";

    public static IReadOnlyList<string> Roles { get; } =
        ["consultant", "supervisor", "integrator", "auditor", "protection", "administrator"];

    public static string Root { get; } = FindRoot();

    /// <summary>With example households, and tokens to try each role.</summary>
    public bool IsDemo { get; init; } = true;

    /// <summary>Settings of this run beside those that every run has.</summary>
    public string[] Settings { get; set; } = [];

    /// <summary>Variables of this run's environment.</summary>
    public Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>Makes what a channel sends with; null: the usual.</summary>
    public Func<HttpMessageHandler>? Handler { get; init; }

    /// <summary>Of everything; null: as configured.</summary>
    public string? LogLevel { get; init; }

    /// <summary>What it said on standard output until it had started.</summary>
    public string Announced { get; private set; } = "";

    /// <summary>All that it said on standard output and error since then, once it has stopped.</summary>
    public Task<string[]> Said { get; private set; } = Task.FromResult<string[]>([]);

    public string DataFolder { get; } = Directory.CreateTempSubdirectory("budget-coaching-").FullName;

    public string Grpc { get; private set; } = "";

    public string Web { get; private set; } = "";

    public GrpcChannel Channel { get; private set; } = null!;

    /// <summary>The demo's token for each role.</summary>
    public Dictionary<string, string> Tokens { get; } = new(StringComparer.Ordinal);

    public static Metadata Headers { get; } = new()
    {
        { "x-actor", "test" }, { "x-role", "consultant" }, { "x-agency", "test" }, { "x-source", "tests" },
    };

    public async Task InitializeAsync()
    {
        await StartAsync();
        var agencies = new AgencyService.AgencyServiceClient(Channel);
        await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = "test", Agency = new V1.Agency { DisplayName = "Test" } }, Headers);
        await agencies.RegisterCreditorAsync(
            new RegisterCreditorRequest { Parent = Agency, CreditorId = "aler", Creditor = new Creditor { DisplayName = "ALER" } },
            Headers);
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(DataFolder, recursive: true);
    }

    /// <summary>Metadata of a caller who proves a role in the demo's agency.</summary>
    public Metadata As(string role) => new() { { "authorization", $"Bearer {Tokens[role]}" }, { "x-source", "tests" } };

    public async Task StartAsync()
    {
        Tokens.Clear();
        process = Start(
            LogLevel,
            Environment,
            [
                .. IsDemo ? ["--demo"] : Array.Empty<string>(),
                "--data", DataFolder, "--BudgetCoaching:Grpc:Port", "0", "--BudgetCoaching:Web:Port", "0", .. Settings,
            ]);
        using var limit = new CancellationTokenSource(StartMax);
        var said = new StringBuilder();
        while (Web.Length == 0)
        {
            var line = await process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException(
                    $"The service ended: {said}{await process.StandardError.ReadToEndAsync(limit.Token)}");
            said.AppendLine(line);
            Grpc = After(line, "gRPC (HTTP/2 without TLS): ") ?? After(line, "gRPC (HTTP/2 with TLS): ") ?? Grpc;
            Web = After(line, "Health and status page (HTTP/1.1): ") ?? Web;
        }

        Announced = said.ToString();
        await ReadTokensAsync(process.StandardOutput, limit.Token);
        Said = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        Channel = Handler is { } make
            ? GrpcChannel.ForAddress(Grpc, new GrpcChannelOptions { HttpHandler = make() })
            : GrpcChannel.ForAddress(Grpc);
        channels.Add(Channel);
    }

    /// <summary>They are the last thing the demo says: a line that names the way to send them, and one a role.</summary>
    private async Task ReadTokensAsync(StreamReader said, CancellationToken cancel)
    {
        while (IsDemo && Tokens.Count < Roles.Count)
        {
            var words = (await said.ReadLineAsync(cancel))!.Trim().Split(": ");
            if (Roles.Contains(words[0]))
            {
                Tokens[words[0]] = words[1];
            }
        }
    }

    /// <summary>Asks the program to stop as an operator would; calls go on until it has ended them.</summary>
    public async Task TerminateAsync()
    {
        using var terminate = Process.Start(
            "kill", ["-TERM", process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await terminate.WaitForExitAsync();
    }

    /// <summary>Its exit code, once it has ended after <see cref="TerminateAsync"/>.</summary>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(StopMax);
        await process!.WaitForExitAsync(limit.Token);
        var exit = process.ExitCode;
        process.Dispose();
        process = null;
        await StopAsync();
        (Grpc, Web) = ("", "");
        return exit;
    }

    /// <summary>Asks the program to stop as an operator would, and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        foreach (var channel in channels)
        {
            channel.Dispose();
        }

        channels.Clear();
        if (process is null)
        {
            return 0;
        }

        using var stopping = process;
        using var terminate = Process.Start("kill", ["-TERM", stopping.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(StopMax);
        try
        {
            await stopping.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            stopping.Kill();
            throw;
        }

        (process, Grpc, Web) = (null, "", "");
        return stopping.ExitCode;
    }

    public static Process Start(params string[] arguments) => Start(logLevel: null, [], arguments);

    private static Process Start(string? logLevel, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        if (logLevel is not null)
        {
            start.Environment["Logging__LogLevel__Default"] = logLevel;
            start.Environment["Logging__LogLevel__Microsoft.AspNetCore"] = logLevel;
        }

        return Process.Start(start)!;
    }

    private static string? After(string line, string words) =>
        line.StartsWith(words, StringComparison.Ordinal) ? line[words.Length..] : null;

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
