using System.Runtime.InteropServices;
using BudgetCoaching.Load.Bench;
using Grpc.Core;

// bench/load.sh builds this, the service and the double of the event store, and calls this.
const int wrongUsage = 2;
const int notLevel = 1;
const int failed = 3;
const int interrupted = 130;

if (args.Contains("--help", StringComparer.Ordinal))
{
    Console.WriteLine(Settings.Usage);
    return 0;
}

Settings settings;
try
{
    settings = Settings.Read(args);
}
catch (FormatException fault)
{
    await Console.Error.WriteLineAsync($"{fault.Message}{Environment.NewLine}{Settings.Usage}");
    return wrongUsage;
}

using var ending = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
var measures = Enumerable.Range(0, settings.Measures ? settings.Nodes : 0).Select(_ => new Measures()).ToList();
try
{
    if (settings.Addresses.Count > 0)
    {
        var watched = settings.Processes.Select((id, place) => new Watched($"node {place + 1}", id)).ToList();
        return await new Run(settings, watched, [], []).RunAsync(ending.Token) ? 0 : notLevel;
    }

    await using var fleet = await Fleet.StartAsync(
        settings.Nodes, settings.Folder, [.. measures.Select(one => one.Address)], ending.Token);
    var started = settings with { Addresses = fleet.Addresses, ApiKeyFile = fleet.ApiKeyFile };
    return await new Run(started, fleet.Nodes, fleet.Others, measures).RunAsync(ending.Token) ? 0 : notLevel;
}
catch (Exception) when (ending.IsCancellationRequested)
{
    return interrupted;
}
catch (Exception fault) when (fault is RpcException or InvalidOperationException or TimeoutException or IOException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return failed;
}
finally
{
    measures.ForEach(one => one.Dispose());
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ending.Cancel();
}
