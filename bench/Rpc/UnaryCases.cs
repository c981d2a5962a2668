using System.Diagnostics;
using System.Globalization;
using Echo.V1;
using Grpc.Net.Client;

namespace BudgetCoaching.Rpc.Bench;

/// <summary>Unary echoes of 135 bytes over one connection, the servers in turn within each round.</summary>
internal static class UnaryCases
{
    private static readonly SayRequest Request = new() { Text = new string('x', 132) };

    public static async Task RunAsync(IReadOnlyList<Child> servers, int callers, int rounds, TimeSpan length)
    {
        var runs = servers.ToDictionary(server => server, _ => new List<Measurement>());
        var foreign = new List<Measurement>();
        foreach (var server in servers)
        {
            await MeasureAsync(server, callers, length / 2);
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var server in servers)
            {
                runs[server].Add(await MeasureAsync(server, callers, length));
            }

            foreign.Add(await ForeignAsync(servers[^1], callers, length));
        }

        var medians = servers.Select(server => Measurement.Median(runs[server])).ToArray();
        foreach (var (server, median) in servers.Zip(medians))
        {
            Report.Case($"echo, {callers} callers: {server.Name}", median);
        }

        var pair = Measurement.Median(foreign);
        Report.Case($"echo, {callers} callers: grpc-js with its own client", pair);
        Report.Ratio("ours / bare Kestrel", medians[0].Rate / medians[1].Rate, medians[0].P99 / medians[1].P99);
        Report.Ratio("ours / grpc-js server, same client", medians[0].Rate / medians[2].Rate, medians[0].P99 / medians[2].P99);
        Report.Ratio("ours / grpc-js server and client (Q2: 4 must, 6 aim)", medians[0].Rate / pair.Rate, medians[0].P99 / pair.P99);
    }

    private static async Task<Measurement> MeasureAsync(Child server, int callers, TimeSpan length)
    {
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler() });
        var client = new EchoService.EchoServiceClient(channel);
        await client.SayAsync(Request);
        var serverBefore = server.IsOurs ? await server.UsedAsync() : default;
        var before = Used.Now();
        var start = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(client, start, length))));
        var elapsed = Stopwatch.GetElapsedTime(start);
        var used = Used.Now();
        var serverUsed = server.IsOurs ? await server.UsedAsync() : default;
        long[] all = [.. latencies.SelectMany(l => l).Order()];
        return new Measurement(
            all.Length / elapsed.TotalSeconds,
            Microseconds(all[all.Length / 2]),
            Microseconds(all[(int)(all.Length * 0.99)]),
            (serverUsed.CpuMicroseconds - serverBefore.CpuMicroseconds) / all.Length,
            (double)(serverUsed.Bytes - serverBefore.Bytes) / all.Length,
            (double)(used.Bytes - before.Bytes) / all.Length);
    }

    private static async Task<List<long>> CallAsync(EchoService.EchoServiceClient client, long start, TimeSpan length)
    {
        const int mostCalls = 1 << 20;
        var latencies = new List<long>(mostCalls / 16);
        while (Stopwatch.GetElapsedTime(start) < length && latencies.Count < mostCalls)
        {
            var began = Stopwatch.GetTimestamp();
            await client.SayAsync(Request);
            latencies.Add(Stopwatch.GetTimestamp() - began);
        }

        return latencies;
    }

    /// <summary>The same load by grpc-js's own client, which prints rate, median and 99th percentile.</summary>
    private static async Task<Measurement> ForeignAsync(Child server, int callers, TimeSpan length)
    {
        var script = Path.Combine(Servers.NodeFolder, "load.mjs");
        string[] arguments =
        [
            script,
            new Uri(server.Address).Authority,
            callers.ToString(CultureInfo.InvariantCulture),
            length.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
        ];
        var node = new ProcessStartInfo("node", arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(node)!;
        var figures = (await process.StandardOutput.ReadToEndAsync()).Trim().Split(' ');
        await process.WaitForExitAsync();
        var numbers = figures.Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return new Measurement(numbers[0], numbers[1], numbers[2], 0, 0, 0);
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
