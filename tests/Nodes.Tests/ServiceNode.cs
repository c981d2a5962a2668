using System.Diagnostics;
using System.Text;
using Grpc.Net.Client;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>One node of the built service in a process of its own, with a data folder of its own, on any free ports.</summary>
internal sealed class ServiceNode(string dataFolder, IReadOnlyList<string> settings) : IAsyncDisposable
{
    private const string AddressWords = "gRPC (HTTP/2 without TLS): ";

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(180);

    private readonly List<Task<string>> said = [];
    private Process? process;

    public string DataFolder => dataFolder;

    /// <summary>Changes with each start.</summary>
    public GrpcChannel Channel { get; private set; } = null!;

    public async Task StartAsync()
    {
        process = Run(dataFolder, settings);
        using var limit = new CancellationTokenSource(StartMax);
        var words = new StringBuilder();
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException(
                    $"The node ended: {words}{await process.StandardError.ReadToEndAsync(limit.Token)}");
            words.AppendLine(line);
        }
        while (!line.StartsWith(AddressWords, StringComparison.Ordinal));
        said.Add(process.StandardOutput.ReadToEndAsync(CancellationToken.None));
        said.Add(process.StandardError.ReadToEndAsync(CancellationToken.None));
        Channel = GrpcChannel.ForAddress(line[AddressWords.Length..]);
    }

    /// <summary>Ends it without a warning.</summary>
    public async Task KillAsync()
    {
        if (process is { } running)
        {
            process = null;
            running.Kill();
            await running.WaitForExitAsync();
            running.Dispose();
        }
    }

    /// <summary>What it says when it may not start, and its exit code.</summary>
    public static async Task<(int Exit, string Said)> EndOfAsync(string dataFolder, IReadOnlyList<string> settings)
    {
        using var ending = Run(dataFolder, settings);
        using var limit = new CancellationTokenSource(StartMax);
        try
        {
            var words = await ending.StandardError.ReadToEndAsync(limit.Token);
            await ending.WaitForExitAsync(limit.Token);
            return (ending.ExitCode, words.Trim());
        }
        catch (OperationCanceledException)
        {
            ending.Kill();
            throw;
        }
    }

    /// <exception cref="InvalidOperationException">Somewhere in its lives it met a bug.</exception>
    public async ValueTask DisposeAsync()
    {
        Channel?.Dispose();
        await KillAsync();
        foreach (var words in await Task.WhenAll(said))
        {
            if (words.Contains("a bug", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(words);
            }
        }
    }

    private static Process Run(string dataFolder, IReadOnlyList<string> settings) => Process.Start(
        new ProcessStartInfo(
            "dotnet",
            [
                typeof(Api.Program).Assembly.Location,
                "--data", dataFolder,
                "--BudgetCoaching:Grpc:Port=0", "--BudgetCoaching:Web:Port=0",
                .. settings.Select(setting => $"--BudgetCoaching:{setting}"),
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
