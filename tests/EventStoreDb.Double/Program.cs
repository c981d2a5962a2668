using System.Globalization;
using System.Runtime.InteropServices;

namespace BudgetCoaching.EventStoreDb.Double;

/// <summary>
/// The double as a program: prints the connection string of the cluster, and keeps it until it is told to end. What it holds is gone then.
/// </summary>
public static class Program
{
    private const string Usage = """
        Usage: [--nodes NUMBER] [--tls]
        With TLS the cluster has the user admin with the password changeit, who is in the connection string.
        Commands, one a line, where N is a node from 0:
          elect N      N leads
          depose       nobody leads
          stop N       as if it were killed
          start N
          lag N        N shows nothing new
          catch-up N
          cut N        cuts the connections to N
          fail FAULT   of the next append: busy, timed-out-before-commit, timed-out-after-commit, cut-before-commit, cut-after-commit,
                       silent-after-commit
          quit
        """;

    public static async Task<int> Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (OptionsOf(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        using var ending = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, ending));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ending));
        await using var cluster = await DoubleCluster.StartAsync(options);
        Console.WriteLine(cluster.ConnectionString);
        try
        {
            await ObeyAsync(cluster, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // Told to end.
        }

        return 0;
    }

    private static DoubleOptions? OptionsOf(string[] args)
    {
        var options = new DoubleOptions();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--tls")
            {
                options = options with { Tls = true, Users = [DoubleUser.Admin] };
            }
            else if (args[i] == "--nodes" && i + 1 < args.Length && TryNumber(args[i + 1], out var nodes) && nodes > 0)
            {
                options = options with { Nodes = nodes };
                i++;
            }
            else
            {
                return null;
            }
        }

        return options;
    }

    /// <summary>Without anybody to give commands it goes on until a signal.</summary>
    private static async Task ObeyAsync(DoubleCluster cluster, CancellationToken cancel)
    {
        while (await Console.In.ReadLineAsync(cancel) is { } line)
        {
            if (line == "quit")
            {
                return;
            }

            try
            {
                Console.WriteLine(await ObeyAsync(cluster, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) ? "ok" : Usage);
            }
            catch (InvalidOperationException e)
            {
                Console.WriteLine(e.Message);
            }
        }

        await new TaskCompletionSource().Task.WaitAsync(cancel);
    }

    /// <returns>False for what is no command.</returns>
    private static async Task<bool> ObeyAsync(DoubleCluster cluster, string[] words)
    {
        switch (words)
        {
            case ["depose"]:
                cluster.Depose();
                return true;
            case ["fail", var name] when TryFault(name, out var fault):
                cluster.FailNextAppend(fault);
                return true;
            case [var verb, var number] when TryNumber(number, out var n) && n < cluster.Nodes.Count:
                return await ObeyAsync(cluster, verb, cluster.Nodes[n]);
            default:
                return false;
        }
    }

    private static async Task<bool> ObeyAsync(DoubleCluster cluster, string verb, DoubleNode node)
    {
        switch (verb)
        {
            case "elect":
                cluster.Elect(node.Number);
                return true;
            case "stop":
                await node.StopAsync();
                return true;
            case "start":
                await node.StartAsync();
                return true;
            case "lag":
                node.Lag();
                return true;
            case "catch-up":
                node.CatchUp();
                return true;
            case "cut":
                node.CutConnections();
                return true;
            default:
                return false;
        }
    }

    private static bool TryFault(string text, out AppendFault fault) =>
        Enum.TryParse(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out fault);

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static void End(PosixSignalContext signal, CancellationTokenSource ending)
    {
        signal.Cancel = true;
        ending.Cancel();
    }
}
