using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace BudgetCoaching.EventStoreDb.Double.Tests;

/// <summary>Runs the scripts in the folder <c>node</c>, which call a server through the official client.</summary>
internal static class NodeSuite
{
    /// <summary>Longest that all cases together, or the installation of the client, may take.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>A line for each case, and after them whatever was written as an error.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string connectionString)
    {
        await Installed.Value;
        return await OutputAsync("node", ["--no-deprecation", "suite.mjs", connectionString]);
    }

    private static async Task InstallAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder(), "node_modules")))
        {
            await OutputAsync("npm", ["ci", "--ignore-scripts", "--loglevel=error"]);
        }
    }

    private static async Task<IReadOnlyList<string>> OutputAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder(),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var bound = new CancellationTokenSource(Bound);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(bound.Token);
            var output = await process.StandardOutput.ReadToEndAsync(bound.Token);
            await process.WaitForExitAsync(bound.Token);
            return [.. Lines(output), .. Lines(await errors)];
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return ["killed: it did not end in time"];
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "node");
}
