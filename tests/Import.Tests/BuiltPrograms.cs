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
    private const string AddressWords = "gRPC (HTTP/2 without TLS): ";

    private static readonly TimeSpan StepMax = TimeSpan.FromSeconds(60);

    private readonly int port = FreePort();
    private Process? service;

    public static string Root { get; } = FindRoot();

    public string Folder { get; } = Directory.CreateTempSubdirectory("budget-coaching-import-").FullName;

    public string Address => $"http://127.0.0.1:{port}";

    public GrpcChannel Channel { get; private set; } = null!;

    public static Metadata Headers { get; } = new() { { "x-actor", "test" }, { "x-agency", "test" } };

    /// <summary>Of the books.</summary>
    protected virtual string Currency => "EUR";

    public async Task InitializeAsync()
    {
        await StartAsync();
        Channel = GrpcChannel.ForAddress(Address);
        var agencies = new AgencyService.AgencyServiceClient(Channel);
        await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = "test", Agency = new Agency { DisplayName = "Test" } }, Headers);
        await agencies.RegisterCreditorAsync(
            new RegisterCreditorRequest
            {
                Parent = "agencies/test", CreditorId = "aler", Creditor = new Creditor { DisplayName = "ALER" },
            },
            Headers);
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
            api,
            "--demo",
            "--data",
            data,
            "--BudgetCoaching:Grpc:Port",
            $"{port}",
            "--BudgetCoaching:Web:Port",
            "0",
            "--BudgetCoaching:Currency",
            Currency);
        service.StandardInput.Close();
        using var limit = new CancellationTokenSource(StepMax);
        string line;
        do
        {
            line = await service.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException($"The service ended: {await service.StandardError.ReadToEndAsync(limit.Token)}");
        }
        while (!line.StartsWith(AddressWords, StringComparison.Ordinal));
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
        using var import = Start(typeof(ImportOptions).Assembly.Location, [.. arguments, "--server", Address]);
        using var limit = new CancellationTokenSource(StepMax);
        var errors = import.StandardError.ReadToEndAsync(limit.Token);
        await import.StandardInput.WriteAsync(input);
        import.StandardInput.Close();
        var output = await import.StandardOutput.ReadToEndAsync(limit.Token);
        Errors = await errors;
        await import.WaitForExitAsync(limit.Token);
        return (import.ExitCode, output);
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
