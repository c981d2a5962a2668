using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Threading.Tasks.Sources;
using BudgetCoaching.Rpc.Client;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Rpc.Tests;

public sealed class ResponseReaderTests
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static readonly Method<byte[], byte[]> Repeat =
        new(MethodType.ServerStreaming, "echo.v1.EchoService", "Repeat", Bytes, Bytes);

    [Fact]
    public async Task A_read_that_had_to_wait_and_was_over_at_once_can_end_a_stream()
    {
        using var channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = new EmptyAnswer() });
        var call = new ClientCall<byte[], byte[]>(channel, Repeat, null, default);
        call.Start([]);
        await call.Arrived;
        call.Responses.Attach(new EndAfterWait(), encodingOfPeer: null);

        (await call.Responses.MoveNext(CancellationToken.None)).Should().BeFalse();

        call.FinalStatus.StatusCode.Should().Be(StatusCode.OK);
    }

    private sealed class EmptyAnswer : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Version = HttpVersion.Version20, Content = new ByteArrayContent([]) };
            answer.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
            answer.TrailingHeaders.Add("grpc-status", "0");
            return Task.FromResult(answer);
        }
    }

    /// <summary>
    /// Has nothing buffered, and its read is over while whoever asked begins to wait for it. Between the two a pooled state machine is
    /// made, which gives its result once.
    /// </summary>
    private sealed class EndAfterWait : PipeReader, IValueTaskSource<ReadResult>
    {
        public override bool TryRead(out ReadResult result)
        {
            result = default;
            return false;
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => new(this, token: 0);

        public ReadResult GetResult(short token) => new(buffer: default, isCanceled: false, isCompleted: true);

        public ValueTaskSourceStatus GetStatus(short token) => ValueTaskSourceStatus.Pending;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            continuation(state);

        public override void AdvanceTo(SequencePosition consumed)
        {
            // There is nothing to keep.
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            // There is nothing to keep.
        }

        public override void CancelPendingRead()
        {
            // No read is ever pending.
        }

        public override void Complete(Exception? exception = null)
        {
            // There is nothing to give back.
        }
    }
}
