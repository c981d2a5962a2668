using System.Diagnostics;
using System.Text;
using Grpc.Net.Client;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>One node of the built service in a process of its own, with a data folder of its own, on any free ports.</summary>
internal sealed class ServiceNode(string dataFolder, IReadOnlyList<string> settings) : IAsyncDisposable
{
    private const string AddressWords = "gRPC (HTTP/2 without TLS): ";

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(180);

    private const string WaitWords = "the start waits for it";

    private readonly List<Task<string>> said = [];
    private readonly TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? process;

    public string DataFolder => dataFolder;

    /// <summary>Completes when a start has said that the event store is not there yet.</summary>
    public Task Waits => waits.Task;

    /// <summary>What the last start said, up to its addresses.</summary>
    public string StartWords { get; private set; } = "";

    /// <summary>Changes with each start.</summary>
    public GrpcChannel Channel { get; private set; } = null!;

    public async Task StartAsync()
    {
        process = Run(Words(dataFolder, settings));
        using var limit = new CancellationTokenSource(StartMax);
        var words = new StringBuilder();
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException(
                    $"The node ended: {words}{await process.StandardError.ReadToEndAsync(limit.Token)}");
            words.AppendLine(line);
            if (line.Contains(WaitWords, StringComparison.Ordinal))
            {
                waits.TrySetResult();
            }
        }
        while (!line.StartsWith(AddressWords, StringComparison.Ordinal));
        StartWords = words.ToString();
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
        var (exit, _, complaint) = await EndOfAsync(Words(dataFolder, settings));
        return (exit, complaint);
    }

    /// <summary>What the program says to these words until it ends by itself, on either output, and its exit code.</summary>
    public static async Task<(int Exit, string Said, string Complaint)> EndOfAsync(IReadOnlyList<string> words)
    {
        using var ending = Run(words);
        using var limit = new CancellationTokenSource(StartMax);
        try
        {
            var spoken = ending.StandardOutput.ReadToEndAsync(limit.Token);
            var complaint = await ending.StandardError.ReadToEndAsync(limit.Token);
            await ending.WaitForExitAsync(limit.Token);
            return (ending.ExitCode, (await spoken).Trim(), complaint.Trim());
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

    private static string[] Words(string dataFolder, IReadOnlyList<string> settings) =>
    [
        "--data", dataFolder,
        "--BudgetCoaching:Grpc:Port=0", "--BudgetCoaching:Web:Port=0",
        .. settings.Select(setting => $"--BudgetCoaching:{setting}"),
    ];

    private static Process Run(IReadOnlyList<string> words) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(Api.Program).Assembly.Location, .. words])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
