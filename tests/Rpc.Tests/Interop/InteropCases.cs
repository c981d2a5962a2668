using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;
using Grpc.Testing;

namespace BudgetCoaching.Rpc.Tests.Interop;

/// <summary>The client's side of gRPC's published interoperability cases; authentication is not among them.</summary>
/// <param name="compresses">Whether the server can compress: grpc-js cannot, and answers plainly when asked to.</param>
public sealed class InteropCases(GrpcChannel channel, CountingGzip gzip, bool compresses)
{
    private const int LargeRequest = 271828;
    private const int LargeResponse = 314159;

    private static readonly int[] SizesIn = [27182, 8, 1828, 45904];
    private static readonly int[] SizesOut = [31415, 9, 2653, 58979];

    private readonly TestService.TestServiceClient client = new(channel);

    public static TheoryData<string> Names { get; } = new(Cases(null!).Keys.Order(StringComparer.Ordinal));

    public Task RunAsync(string name) => Cases(this)[name]();

    private static Dictionary<string, Func<Task>> Cases(InteropCases c) => new(StringComparer.Ordinal)
    {
        ["empty_unary"] = () => c.EmptyUnaryAsync(),
        ["large_unary"] = () => c.LargeUnaryAsync(),
        ["client_compressed_unary"] = () => c.ClientCompressedUnaryAsync(),
        ["server_compressed_unary"] = () => c.ServerCompressedUnaryAsync(),
        ["client_streaming"] = () => c.ClientStreamingAsync(),
        ["client_compressed_streaming"] = () => c.ClientCompressedStreamingAsync(),
        ["server_streaming"] = () => c.ServerStreamingAsync(),
        ["server_compressed_streaming"] = () => c.ServerCompressedStreamingAsync(),
        ["ping_pong"] = () => c.PingPongAsync(),
        ["empty_stream"] = () => c.EmptyStreamAsync(),
        ["custom_metadata"] = () => c.CustomMetadataAsync(),
        ["status_code_and_message"] = () => c.StatusCodeAndMessageAsync(),
        ["special_status_message"] = () => c.SpecialStatusMessageAsync(),
        ["unimplemented_method"] = () => c.UnimplementedMethodAsync(),
        ["unimplemented_service"] = () => c.UnimplementedServiceAsync(),
        ["cancel_after_begin"] = () => c.CancelAfterBeginAsync(),
        ["cancel_after_first_response"] = () => c.CancelAfterFirstResponseAsync(),
        ["timeout_on_sleeping_server"] = () => c.TimeoutOnSleepingServerAsync(),
    };

    private static Metadata Compressed => new() { { "grpc-internal-encoding-request", "gzip" } };

    private async Task EmptyUnaryAsync() => (await client.EmptyCallAsync(new Empty())).Should().Be(new Empty());

    private async Task LargeUnaryAsync() => (await client.UnaryCallAsync(Large())).Payload.Should().Be(Zeros(LargeResponse));

    private async Task ClientCompressedUnaryAsync()
    {
        var expecting = Large();
        expecting.ExpectCompressed = new BoolValue { Value = true };
        (await StatusOf(client.UnaryCallAsync(expecting).ResponseAsync)).StatusCode.Should().Be(StatusCode.InvalidArgument);
        (await client.UnaryCallAsync(expecting, Compressed)).Payload.Should().Be(Zeros(LargeResponse));

        expecting.ExpectCompressed = new BoolValue { Value = false };
        var plain = new CallOptions(Compressed, writeOptions: new WriteOptions(WriteFlags.NoCompress));
        (await client.UnaryCallAsync(expecting, plain)).Payload.Should().Be(Zeros(LargeResponse));
    }

    private async Task ServerCompressedUnaryAsync()
    {
        foreach (var compressed in new[] { true, false })
        {
            gzip.TookCompressed();
            var request = Large();
            request.ResponseCompressed = new BoolValue { Value = compressed };
            (await client.UnaryCallAsync(request)).Payload.Should().Be(Zeros(LargeResponse));
            gzip.TookCompressed().Should().Be(compressed && compresses);
        }
    }

    private async Task ClientStreamingAsync()
    {
        using var call = client.StreamingInputCall();
        foreach (var size in SizesIn)
        {
            await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = Zeros(size) });
        }

        await call.RequestStream.CompleteAsync();
        (await call).AggregatedPayloadSize.Should().Be(74922);
    }

    private async Task ClientCompressedStreamingAsync()
    {
        var first = new StreamingInputCallRequest { ExpectCompressed = new BoolValue { Value = true }, Payload = Zeros(27182) };
        using var probe = client.StreamingInputCall();
        await probe.RequestStream.WriteAsync(first);
        await probe.RequestStream.CompleteAsync();
        (await StatusOf(probe.ResponseAsync)).StatusCode.Should().Be(StatusCode.InvalidArgument);

        using var call = client.StreamingInputCall(Compressed);
        await call.RequestStream.WriteAsync(first);
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await call.RequestStream.WriteAsync(new() { ExpectCompressed = new BoolValue { Value = false }, Payload = Zeros(45904) });
        await call.RequestStream.CompleteAsync();
        (await call).AggregatedPayloadSize.Should().Be(73086);
    }

    private async Task ServerStreamingAsync()
    {
        using var call = client.StreamingOutputCall(Outputs(SizesOut));
        (await SizesAsync(call.ResponseStream)).Should().Equal(SizesOut);
    }

    private async Task ServerCompressedStreamingAsync()
    {
        var request = Outputs(31415, 92653);
        request.ResponseParameters[0].Compressed = new BoolValue { Value = true };
        request.ResponseParameters[1].Compressed = new BoolValue { Value = false };
        gzip.TookCompressed();
        using var call = client.StreamingOutputCall(request);
        var seen = new List<(int, bool)>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            seen.Add((call.ResponseStream.Current.Payload.Body.Length, gzip.TookCompressed()));
        }

        seen.Should().Equal((31415, compresses), (92653, false));
    }

    private async Task PingPongAsync()
    {
        using var call = client.FullDuplexCall();
        foreach (var (sent, wanted) in SizesIn.Zip(SizesOut))
        {
            var request = Outputs(wanted);
            request.Payload = Zeros(sent);
            await call.RequestStream.WriteAsync(request);
            (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
            call.ResponseStream.Current.Payload.Should().Be(Zeros(wanted));
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeFalse();
    }

    private async Task EmptyStreamAsync()
    {
        using var call = client.FullDuplexCall();
        await call.RequestStream.CompleteAsync();
        (await SizesAsync(call.ResponseStream)).Should().BeEmpty();
    }

    private async Task CustomMetadataAsync()
    {
        var bytes = new byte[] { 0xab, 0xab, 0xab };
        var metadata = new Metadata
        {
            { InteropService.EchoedInitial, "test_initial_metadata_value" }, { InteropService.EchoedTrailing, bytes },
        };
        using var unary = client.UnaryCallAsync(Large(), metadata);
        await unary;
        (await unary.ResponseHeadersAsync).GetValue(InteropService.EchoedInitial).Should().Be("test_initial_metadata_value");
        unary.GetTrailers().GetValueBytes(InteropService.EchoedTrailing).Should().Equal(bytes);

        using var duplex = client.FullDuplexCall(metadata);
        await duplex.RequestStream.WriteAsync(Outputs(LargeResponse));
        await duplex.RequestStream.CompleteAsync();
        (await SizesAsync(duplex.ResponseStream)).Should().Equal(LargeResponse);
        (await duplex.ResponseHeadersAsync).GetValue(InteropService.EchoedInitial).Should().Be("test_initial_metadata_value");
        duplex.GetTrailers().GetValueBytes(InteropService.EchoedTrailing).Should().Equal(bytes);
    }

    private async Task StatusCodeAndMessageAsync()
    {
        var wanted = new EchoStatus { Code = (int)StatusCode.Unknown, Message = "test status message" };
        var unary = await StatusOf(client.UnaryCallAsync(new SimpleRequest { ResponseStatus = wanted }).ResponseAsync);
        (unary.StatusCode, unary.Detail).Should().Be((StatusCode.Unknown, wanted.Message));

        using var call = client.FullDuplexCall();
        await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { ResponseStatus = wanted });
        await call.RequestStream.CompleteAsync();
        var duplex = await StatusOf(call.ResponseStream.MoveNext(CancellationToken.None));
        (duplex.StatusCode, duplex.Detail).Should().Be((StatusCode.Unknown, wanted.Message));
    }

    private async Task SpecialStatusMessageAsync()
    {
        const string message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n";
        var wanted = new EchoStatus { Code = (int)StatusCode.Unknown, Message = message };
        var status = await StatusOf(client.UnaryCallAsync(new SimpleRequest { ResponseStatus = wanted }).ResponseAsync);
        (status.StatusCode, status.Detail).Should().Be((StatusCode.Unknown, message));
    }

    private async Task UnimplementedMethodAsync() =>
        (await StatusOf(client.UnimplementedCallAsync(new Empty()).ResponseAsync)).StatusCode.Should().Be(StatusCode.Unimplemented);

    private async Task UnimplementedServiceAsync()
    {
        var other = new UnimplementedService.UnimplementedServiceClient(channel);
        (await StatusOf(other.UnimplementedCallAsync(new Empty()).ResponseAsync)).StatusCode.Should().Be(StatusCode.Unimplemented);
    }

    private async Task CancelAfterBeginAsync()
    {
        using var cancel = new CancellationTokenSource();
        using var call = client.StreamingInputCall(cancellationToken: cancel.Token);
        await cancel.CancelAsync();
        (await StatusOf(call.ResponseAsync)).StatusCode.Should().Be(StatusCode.Cancelled);
    }

    private async Task CancelAfterFirstResponseAsync()
    {
        using var cancel = new CancellationTokenSource();
        using var call = client.FullDuplexCall(cancellationToken: cancel.Token);
        var request = Outputs(31415);
        request.Payload = Zeros(27182);
        await call.RequestStream.WriteAsync(request);
        (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        await cancel.CancelAsync();
        (await StatusOf(call.ResponseStream.MoveNext(CancellationToken.None))).StatusCode.Should().Be(StatusCode.Cancelled);
    }

    private async Task TimeoutOnSleepingServerAsync()
    {
        using var call = client.FullDuplexCall(deadline: DateTime.UtcNow.AddMilliseconds(1));
        await StatusOf(call.RequestStream.WriteAsync(new StreamingOutputCallRequest { Payload = Zeros(27182) }));
        (await StatusOf(call.ResponseStream.MoveNext(CancellationToken.None))).StatusCode.Should().Be(StatusCode.DeadlineExceeded);
    }

    /// <summary>How the task of a call ended, whether it failed or not.</summary>
    private static async Task<Status> StatusOf(Task task)
    {
        try
        {
            await task;
            return Status.DefaultSuccess;
        }
        catch (RpcException e)
        {
            return e.Status;
        }
    }

    private static async Task<List<int>> SizesAsync(IAsyncStreamReader<StreamingOutputCallResponse> responses)
    {
        var sizes = new List<int>();
        await foreach (var response in responses.ReadAllAsync())
        {
            sizes.Add(response.Payload.Body.Length);
        }

        return sizes;
    }

    private static SimpleRequest Large() => new() { ResponseSize = LargeResponse, Payload = Zeros(LargeRequest) };

    private static StreamingOutputCallRequest Outputs(params int[] sizes) =>
        new() { ResponseParameters = { sizes.Select(size => new ResponseParameters { Size = size }) } };

    private static Payload Zeros(int size) => new() { Body = ByteString.CopyFrom(new byte[size]) };
}
