using System.Diagnostics;
using Echo.V1;
using Grpc.Net.Client;

namespace BudgetCoaching.Rpc.Bench;

/// <summary>Messages of 100 bytes in one stream; what one side makes anew for each is its message and nothing else.</summary>
internal static class StreamCases
{
    private const int Messages = 200_000;
    private const int Turns = 20_000;

    private static readonly SayRequest Request = new() { Text = new string('x', 97) };

    public static async Task RunAsync(Child server, int rounds)
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new EchoService.EchoServiceClient(channel);
        await CaseAsync(server, rounds, "server stream, a flush each", Messages, () => ReadAsync(client, ""));
        await CaseAsync(server, rounds, "server stream, a flush in 64", Messages, () => ReadAsync(client, "batched"));
        await CaseAsync(server, rounds, "client stream", Messages, () => WriteAsync(client));
        await CaseAsync(server, rounds, "duplex, one at a time", Turns, () => TurnAsync(client));
    }

    private static async Task CaseAsync(Child server, int rounds, string name, int messages, Func<Task> run)
    {
        await run();
        var runs = new List<Measurement>();
        for (var round = 0; round < rounds; round++)
        {
            var serverBefore = await server.UsedAsync();
            var before = Used.Now();
            var start = Stopwatch.GetTimestamp();
            await run();
            var elapsed = Stopwatch.GetElapsedTime(start);
            var used = Used.Now();
            var serverUsed = await server.UsedAsync();
            runs.Add(new Measurement(
                messages / elapsed.TotalSeconds,
                0,
                0,
                (serverUsed.CpuMicroseconds - serverBefore.CpuMicroseconds) / messages,
                (double)(serverUsed.Bytes - serverBefore.Bytes) / messages,
                (double)(used.Bytes - before.Bytes) / messages));
        }

        Report.Case(name, Measurement.Median(runs));
    }

    private static async Task ReadAsync(EchoService.EchoServiceClient client, string behave)
    {
        using var call = client.Repeat(new SayRequest { Text = Request.Text, Count = Messages, Behave = behave });
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
        }
    }

    private static async Task WriteAsync(EchoService.EchoServiceClient client)
    {
        using var call = client.Join();
        for (var i = 0; i < Messages; i++)
        {
            await call.RequestStream.WriteAsync(Request);
        }

        await call.RequestStream.CompleteAsync();
        await call;
    }

    private static async Task TurnAsync(EchoService.EchoServiceClient client)
    {
        using var call = client.Chat();
        for (var i = 0; i < Turns; i++)
        {
            await call.RequestStream.WriteAsync(Request);
            await call.ResponseStream.MoveNext(CancellationToken.None);
        }

        await call.RequestStream.CompleteAsync();
    }
}
