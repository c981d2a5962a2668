using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using BudgetCoaching.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Import.Tests;

/// <summary>The built service in a process of its own, with the demo, another agency and a creditor; and the built import.</summary>
public class BuiltPrograms : IAsyncLifetime
{
    private const string AddressWords = "gRPC (HTTP/2 with";
    private const string TokenWords = "  integrator: ";

    private static readonly TimeSpan StepMax = TimeSpan.FromSeconds(120);

    private readonly int port = FreePort();
    private Process? service;

    public static string Root { get; } = FindRoot();

    public string Folder { get; } = Directory.CreateTempSubdirectory("budget-coaching-import-").FullName;

    public string Address => $"{Scheme}://127.0.0.1:{port}";

    /// <summary>The demo's token of an integrator; empty where the service verifies its callers.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Variables of the import's environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public GrpcChannel Channel { get; private set; } = null!;

    public static Metadata Headers { get; } = new() { { "x-actor", "test" }, { "x-agency", "test" } };

    /// <summary>Of the books.</summary>
    protected virtual string Currency => "EUR";

    protected virtual string Scheme => "http";

    /// <summary>Settings of the service beside those that every one has.</summary>
    protected virtual string[] Settings => ["--demo"];

    /// <summary>May make an agency and its creditors.</summary>
    protected virtual Metadata Administrator => Headers;

    protected virtual GrpcChannel Connect() => GrpcChannel.ForAddress(Address);

    public async Task InitializeAsync()
    {
        await StartAsync();
        Channel = Connect();
        var agencies = new AgencyService.AgencyServiceClient(Channel);
        await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = "test", Agency = new Agency { DisplayName = "Test" } }, Administrator);
        await agencies.RegisterCreditorAsync(
            new RegisterCreditorRequest
            {
                Parent = "agencies/test", CreditorId = "aler", Creditor = new Creditor { DisplayName = "ALER" },
            },
            Administrator);
    }

    /// <summary>Starts the service over the same folder, at the same address.</summary>
    public async Task StartAsync()
    {
        // The two are built side by side, in folders that differ in the project's name alone.
        var import = typeof(ImportOptions).Assembly.Location;
        var api = Path.Combine(
            Path.GetDirectoryName(import)!.Replace("Import.Tests", "Api", StringComparison.Ordinal), "BudgetCoaching.Api.dll");
        var data = Path.Combine(Folder, "data");
        service = Start(
            [],
            api,
            [
                .. Settings, "--data", data, "--BudgetCoaching:Grpc:Port", $"{port}", "--BudgetCoaching:Web:Port", "0",
                "--BudgetCoaching:Currency", Currency,
            ]);
        service.StandardInput.Close();
        using var limit = new CancellationTokenSource(StepMax);
        string line;
        do
        {
            line = await service.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException($"The service ended: {await service.StandardError.ReadToEndAsync(limit.Token)}");
        }
        while (!line.StartsWith(Settings.Contains("--demo") ? TokenWords : AddressWords, StringComparison.Ordinal));
        Token = line.StartsWith(TokenWords, StringComparison.Ordinal) ? line[TokenWords.Length..] : "";
        _ = service.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = service.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>Ends the service without a warning.</summary>
    public async Task KillAsync()
    {
        if (service is { } running)
        {
            service = null;
            running.Kill();
            await running.WaitForExitAsync();
            running.Dispose();
        }
    }

    public async Task DisposeAsync()
    {
        Channel?.Dispose();
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>What the last import wrote to standard error.</summary>
    public string Errors { get; private set; } = "";

    /// <summary>Runs the import against the service.</summary>
    /// <returns>The exit code, and what stands on standard output.</returns>
    public async Task<(int Exit, string Output)> RunAsync(string input, params string[] arguments)
    {
        using var import = Start(Environment, typeof(ImportOptions).Assembly.Location, [.. arguments, "--server", Address]);
        using var limit = new CancellationTokenSource(StepMax);
        var errors = import.StandardError.ReadToEndAsync(limit.Token);
        await import.StandardInput.WriteAsync(input);
        import.StandardInput.Close();
        var output = await import.StandardOutput.ReadToEndAsync(limit.Token);
        Errors = await errors;
        await import.WaitForExitAsync(limit.Token);
        return (import.ExitCode, output);
    }

    private static Process Start(Dictionary<string, string> environment, string program, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>
    /// Below those that the system gives away by itself, so that nobody is given it while the service is down. Programs that look here at
    /// once begin at different places.
    /// </summary>
    private static int FreePort()
    {
        const int First = 21_000;
        const int Count = 10_000;
        var begin = Random.Shared.Next(Count);
        for (var i = 0; i < Count; i++)
        {
            var candidate = First + ((begin + i) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, candidate);
            try
            {
                listener.Start();
                return candidate;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
            }
        }

        throw new InvalidOperationException("No port is free.");
    }

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
