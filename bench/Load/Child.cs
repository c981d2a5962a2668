using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BudgetCoaching.Load.Bench;

/// <summary>A program that runs beside the calls and ends with them.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int SigTerm = 15;

    /// <summary>A stop that takes longer is no longer waited for.</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(2);

    private readonly Process process;

    private Child(string name, Process process, string said)
    {
        Name = name;
        this.process = process;
        Said = said;
    }

    public string Name { get; }

    public int Id => process.Id;

    /// <summary>What followed the words that were waited for.</summary>
    public string Said { get; }

    /// <summary>Starts it and waits for a line that begins with some words; what it says later is let go.</summary>
    /// <exception cref="InvalidOperationException">It ended, or said nothing of the kind for two minutes.</exception>
    public static async Task<Child> StartAsync(
        string name, string program, IEnumerable<string> words, string until, string? measuresTo, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        if (measuresTo is not null)
        {
            Measures.Ask(start.Environment, measuresTo);
        }

        var started = Process.Start(start)!;
        var errors = started.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(StartMax);
            while (await started.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith(until, StringComparison.Ordinal))
                {
                    _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    return new Child(name, started, line[until.Length..]);
                }
            }
        }
        catch
        {
            started.Kill();
            started.Dispose();
            throw;
        }

        throw new InvalidOperationException($"{name} ended: {await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        _ = Kill(process.Id, SigTerm);
        using var limit = new CancellationTokenSource(StopMax);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
