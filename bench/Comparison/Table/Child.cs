using System.Diagnostics;

namespace BudgetCoaching.Bench.Table;

/// <summary>A case, or a server for one, in a process of its own.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process process;

    private Child(Process process)
    {
        this.process = process;
    }

    /// <summary>Runs a case of this program to its end and returns what it found.</summary>
    /// <param name="preload">A library to start it with; null for none.</param>
    /// <param name="words">Name of the case and what it takes.</param>
    public static async Task<IReadOnlyList<Finding>> MeasureAsync(string? preload, params string[] words)
    {
        using var started = Start(Environment.ProcessPath!, preload, words);
        started.StandardInput.Close();
        var findings = new List<Finding>();
        while (await started.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Finding.Read(line) is { } finding)
            {
                findings.Add(finding);
            }
        }

        await started.WaitForExitAsync();
        return started.ExitCode == 0
            ? findings
            : throw new InvalidOperationException($"{string.Join(' ', words)} ended with {started.ExitCode}.");
    }

    /// <summary>Starts a server and waits for the address that it says.</summary>
    /// <param name="program">Its executable.</param>
    /// <param name="words">Its command line.</param>
    public static async Task<(Child Server, string Address)> ServeAsync(string program, params string[] words)
    {
        var started = Start(program, null, words);
        while (await started.StandardOutput.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf("http://", StringComparison.Ordinal);
            if (at >= 0 && !line.Contains("HTTP/1.1", StringComparison.Ordinal))
            {
                _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return (new Child(started), line[at..]);
            }
        }

        throw new InvalidOperationException($"{program} ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Start(string program, string? preload, string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        if (preload is not null)
        {
            start.Environment["LD_PRELOAD"] = preload;
        }

        return Process.Start(start)!;
    }
}
