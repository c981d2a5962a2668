using BudgetCoaching.Bench.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Bench.Grpc;

/// <summary>Calls to a server in another process: empty ones, appends one a call, and appends over one stream: A9, A10, A12, A13.</summary>
internal static class CallCase
{
    /// <summary>Commands of the stream that wait for their answers.</summary>
    private const int InFlight = 64;

    private const int WarmUpShare = 4;

    /// <param name="address">Of a server whose log is empty.</param>
    /// <param name="callers">At once.</param>
    /// <param name="count">Operations of each case.</param>
    public static async Task RunAsync(string address, int callers, int count)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new YardstickService.YardstickServiceClient(channel);
        await AskAsync(client, callers, count / WarmUpShare);
        Finding.Tell($"ask-{callers}", await AskAsync(client, callers, count));
        var warm = Whole(count / WarmUpShare);
        await AppendAsync(client, callers, 0, warm);
        Finding.Tell($"call-{callers}", await AppendAsync(client, callers, warm, Whole(count)));
    }

    /// <inheritdoc cref="RunAsync"/>
    public static async Task StreamAsync(string address, int count)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new YardstickService.YardstickServiceClient(channel);
        var warm = Whole(count / WarmUpShare);
        await AppendEachAsync(client, 0, warm);
        Finding.Tell($"stream-{InFlight}", await AppendEachAsync(client, warm, Whole(count)));
    }

    public static async Task ReadAllAsync(string address, int expected)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new YardstickService.YardstickServiceClient(channel);
        await ReadAllAsync(client, expected);
        Finding.Tell("catch-up", await ReadAllAsync(client, expected));
    }

    /// <summary>Whole rounds of households, so that the next case knows every stream's version.</summary>
    private static int Whole(int count) => Math.Max(1, count / Workload.Households) * Workload.Households;

    private static Task<Measurement> AskAsync(YardstickService.YardstickServiceClient client, int callers, int count) =>
        Callers.RunAsync(callers, count, async _ => await client.AskAsync(new AskRequest()));

    private static Task<Measurement> AppendAsync(YardstickService.YardstickServiceClient client, int callers, int first, int count)
    {
        var requests = Requests(first, count);
        return Callers.RunAsync(callers, count, async i => Require(await client.AppendAsync(requests[i])));
    }

    private static Task<Measurement> AppendEachAsync(YardstickService.YardstickServiceClient client, int first, int count)
    {
        var requests = Requests(first, count);
        return Measurement.OfAsync(count, async _ =>
        {
            using var call = client.AppendEach();
            using var window = new SemaphoreSlim(InFlight);
            var sending = Task.Run(async () =>
            {
                var hinted = new WriteOptions(WriteFlags.BufferHint);
                foreach (var request in requests)
                {
                    await window.WaitAsync();
                    call.RequestStream.WriteOptions = window.CurrentCount > 0 ? hinted : null;
                    await call.RequestStream.WriteAsync(request);
                }

                await call.RequestStream.CompleteAsync();
            });
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                Require(answer);
                window.Release();
            }

            await sending;
        });
    }

    private static Task<Measurement> ReadAllAsync(YardstickService.YardstickServiceClient client, int expected) =>
        Measurement.OfAsync(expected, async _ =>
        {
            using var call = client.ReadAll(new ReadAllRequest());
            var (count, sum) = (0, 0L);
            await foreach (var page in call.ResponseStream.ReadAllAsync())
            {
                foreach (var recorded in page.Events)
                {
                    sum += Workload.Amount(recorded.Data.Span);
                    count++;
                }
            }

            if (count != expected || sum == 0)
            {
                throw new InvalidOperationException($"{count} events arrived, not {expected}.");
            }
        });

    private static AppendRequest[] Requests(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i =>
        {
            var proposed = Workload.EventOf(i);
            return new AppendRequest
            {
                Stream = Workload.Stream(Workload.HouseholdOf(i)).Value,
                ExpectedVersion = Workload.RoundOf(i),
                EventId = ByteString.CopyFrom(proposed.Id.ToByteArray(bigEndian: true)),
                Data = ByteString.CopyFrom(proposed.Data.Span),
                Meta = ByteString.CopyFrom(proposed.Meta.Span),
            };
        })];

    private static void Require(AppendResponse answer)
    {
        if (answer.Version == 0)
        {
            throw new InvalidOperationException("An append was refused.");
        }
    }
}
