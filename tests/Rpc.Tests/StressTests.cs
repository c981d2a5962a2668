using System.Collections.Concurrent;
using Echo.V1;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>Cuts calls off around their ends: a race shows as a wrong status, a logged error or a call that hangs.</summary>
public sealed class StressTests
{
    private const int Workers = 16;
    private const int CallsOfEach = 60;

    [Fact]
    public async Task Calls_that_are_cut_off_anywhere_end_only_as_they_may_and_leave_the_server_well()
    {
        await using var server = await EchoServer.StartAsync();
        await server.Client.SayAsync(new SayRequest { Behave = "warm" });
        var codes = new ConcurrentDictionary<StatusCode, int>();

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            for (var i = 0; i < CallsOfEach; i++)
            {
                codes.AddOrUpdate(await OneAsync(server.Client, random), 1, (_, count) => count + 1);
            }
        }))).WaitAsync(EchoState.Bound * 2);

        codes.Keys.Should().BeEquivalentTo([StatusCode.OK, StatusCode.Cancelled, StatusCode.DeadlineExceeded]);
        codes.Values.Sum().Should().Be(Workers * CallsOfEach);
        (await server.Client.SayAsync(new SayRequest { Text = "well" })).Text.Should().Be("well");
        await server.StopAsync().WaitAsync(EchoState.Bound);
        server.Log.Errors.Should().BeEmpty();
    }

    private static async Task<StatusCode> OneAsync(Echo.V1.EchoService.EchoServiceClient client, Random random)
    {
        using var cancel = new CancellationTokenSource();
        DateTime? deadline = random.Next(2) == 0 ? DateTime.UtcNow.AddMilliseconds(random.Next(1, 30)) : null;
        if (random.Next(2) == 0)
        {
            cancel.CancelAfter(random.Next(0, 10));
        }

        var options = new CallOptions(deadline: deadline, cancellationToken: cancel.Token);
        try
        {
            switch (random.Next(3))
            {
                case 0:
                    await client.SayAsync(new SayRequest { Payload = ByteString.CopyFrom(new byte[random.Next(40_000)]) }, options);
                    break;
                case 1:
                    using (var stream = client.Repeat(new SayRequest { Count = 200, Text = "x" }, options))
                    {
                        var leaveAt = random.Next(400);
                        while (await stream.ResponseStream.MoveNext() && stream.ResponseStream.Current.Index < leaveAt)
                        {
                        }
                    }

                    break;
                default:
                    using (var chat = client.Chat(options))
                    {
                        for (var i = random.Next(10); i > 0; i--)
                        {
                            await chat.RequestStream.WriteAsync(new SayRequest { Text = "x" });
                            await chat.ResponseStream.MoveNext();
                        }
                    }

                    break;
            }

            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
