using System.Diagnostics;
using System.Runtime.CompilerServices;
using BudgetCoaching.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Import.Tests;

/// <summary>The built service in a process of its own, with one agency and creditor, and the built import beside it.</summary>
public sealed class BuiltPrograms : IAsyncLifetime
{
    private const string AddressWords = "gRPC (HTTP/2 without TLS): ";

    private static readonly TimeSpan StepMax = TimeSpan.FromSeconds(60);

    private Process? service;
    private string address = "";

    public static string Root { get; } = FindRoot();

    public string Folder { get; } = Directory.CreateTempSubdirectory("budget-coaching-import-").FullName;

    public GrpcChannel Channel { get; private set; } = null!;

    public static Metadata Headers { get; } = new() { { "x-actor", "test" }, { "x-agency", "test" } };

    public async Task InitializeAsync()
    {
        // The two are built side by side, in folders that differ in the project's name alone.
        var import = typeof(ImportOptions).Assembly.Location;
        var api = Path.Combine(
            Path.GetDirectoryName(import)!.Replace("Import.Tests", "Api", StringComparison.Ordinal), "BudgetCoaching.Api.dll");
        service = Start(api, "--demo", "--data", Folder, "--BudgetCoaching:Grpc:Port", "0", "--BudgetCoaching:Web:Port", "0");
        using var limit = new CancellationTokenSource(StepMax);
        while (address.Length == 0)
        {
            var line = await service.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException($"The service ended: {await service.StandardError.ReadToEndAsync(limit.Token)}");
            address = line.StartsWith(AddressWords, StringComparison.Ordinal) ? line[AddressWords.Length..] : "";
        }

        _ = service.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = service.StandardError.ReadToEndAsync(CancellationToken.None);
        Channel = GrpcChannel.ForAddress(address);
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

    public async Task DisposeAsync()
    {
        Channel?.Dispose();
        if (service is { } running)
        {
            running.Kill();
            await running.WaitForExitAsync();
            running.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <returns>The exit code, and what the summary counts.</returns>
    public async Task<(int Exit, string Counts)> ImportAsync(string file, string kind, params string[] more)
    {
        using var import = Start(
            typeof(ImportOptions).Assembly.Location,
            [file, "--kind", kind, "--agency", "test", "--actor", "test", "--server", address, .. more]);
        using var limit = new CancellationTokenSource(StepMax);
        var errors = import.StandardError.ReadToEndAsync(limit.Token);
        var output = await import.StandardOutput.ReadToEndAsync(limit.Token);
        await errors;
        await import.WaitForExitAsync(limit.Token);
        return (import.ExitCode, output.Split(';')[0]);
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root,
        })!;

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
