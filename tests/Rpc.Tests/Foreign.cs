using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>Starts the scripts in the folder <c>node</c>, which speak gRPC through libraries that were not written here.</summary>
public static class Foreign
{
    /// <summary>Longest that one script, or the installation of its packages, may take.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>Starts a script whose output the caller reads.</summary>
    public static async Task<Process> StartAsync(string script, params string[] arguments)
    {
        await Installed.Value;
        return Start("node", [script, .. arguments]);
    }

    /// <summary>Runs a script to its end and gives the lines of its output.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string script, params string[] arguments)
    {
        using var process = await StartAsync(script, arguments);
        return await OutputAsync(process);
    }

    private static async Task InstallAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder(), "node_modules")))
        {
            using var process = Start("npm", ["ci", "--ignore-scripts"]);
            await OutputAsync(process);
            process.ExitCode.Should().Be(0);
        }
    }

    /// <summary>What the process said; a last line says so if it had to be killed.</summary>
    private static async Task<IReadOnlyList<string>> OutputAsync(Process process)
    {
        var lines = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, e) => Add(lines, e.Data);
        process.ErrorDataReceived += (_, e) => Add(lines, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var bound = new CancellationTokenSource(Bound);
        try
        {
            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            lines.Enqueue("killed: it did not end in time");
        }

        return [.. lines];
    }

    private static void Add(ConcurrentQueue<string> lines, string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            lines.Enqueue(line);
        }
    }

    private static Process Start(string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder(),
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "node");
}
