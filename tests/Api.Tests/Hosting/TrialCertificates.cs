using System.Diagnostics;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary>What <c>deploy/certificates.sh</c> makes, in a folder of its own.</summary>
public sealed class TrialCertificates : IAsyncLifetime
{
    /// <summary>A name by which callers reach the service.</summary>
    public const string CallersName = "coaching.example";

    private static readonly TimeSpan MakeMax = TimeSpan.FromMinutes(2);

    public string Folder { get; } = Directory.CreateTempSubdirectory("budget-coaching-certificates-").FullName;

    public Task InitializeAsync() => MakeAsync();

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <returns>What it says.</returns>
    public async Task<string> MakeAsync()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(RunningService.Root, "deploy", "certificates.sh"), Folder, CallersName])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var script = Process.Start(start)!;
        using var limit = new CancellationTokenSource(MakeMax);
        var errors = script.StandardError.ReadToEndAsync(limit.Token);
        var said = await script.StandardOutput.ReadToEndAsync(limit.Token);
        await script.WaitForExitAsync(limit.Token);
        (script.ExitCode, await errors).Should().Be((0, ""));
        return said;
    }
}
