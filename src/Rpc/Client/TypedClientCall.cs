using System.IO.Pipelines;
using BudgetCoaching.Rpc.Wire;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace BudgetCoaching.Rpc.Client;

/// <summary>A call with its messages: what is sent, and what comes back.</summary>
internal sealed class ClientCall<TRequest, TResponse> : ClientCall, IOutgoingCall<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>
    /// Bytes read from the transport at a time. Single responses are mostly short and many may be under way at once, more than the
    /// array pool keeps large arrays for.
    /// </summary>
    private static readonly StreamPipeReaderOptions ReadsOfOne = new(bufferSize: 2 * 1024);

    private static readonly StreamPipeReaderOptions ReadsOfStream = new(bufferSize: 16 * 1024);

    private readonly Method<TRequest, TResponse> method;
    private PushContent<TRequest>? requests;
    private Task<TResponse>? single;

    public ClientCall(GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options, int previousAttempts = 0)
        : base(channel, method, host, options, previousAttempts)
    {
        this.method = method;
        Responses = new ResponseReader<TResponse>(
            this, method.ResponseMarshaller.ContextualDeserializer, channel.Options.MaxReceiveMessageSize);
    }

    public ResponseReader<TResponse> Responses { get; }

    /// <summary>The requests of a streaming call that has been started.</summary>
    public PushContent<TRequest> Pushed => requests!;

    IClientStreamWriter<TRequest> IOutgoingCall<TRequest, TResponse>.Requests => requests!;

    IAsyncStreamReader<TResponse> IOutgoingCall<TRequest, TResponse>.Responses => Responses;

    /// <summary>Without a request the requests are streamed.</summary>
    public void Start(TRequest? request)
    {
        if (request is null)
        {
            Start(requests = new PushContent<TRequest>(this, NewWriter));
        }
        else
        {
            Start(new SingleContent<TRequest>(this, NewWriter, request));
        }
    }

    public Task<TResponse> SingleResponseAsync() => single = ReadSingleAsync();

    public override async Task AnsweredAsync()
    {
        if (single is not null)
        {
            await ((Task)single).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override void Attach(Stream body, string? encoding)
    {
        if (!Channel.Encodings.TryFind(encoding, out var provider))
        {
            Finish(new Status(StatusCode.Internal, $"The response's encoding '{encoding}' is not known here."));
            return;
        }

        var reads = method.Type is MethodType.Unary or MethodType.ClientStreaming ? ReadsOfOne : ReadsOfStream;
        Responses.Attach(PipeReader.Create(body, reads), provider);
    }

    protected override void Finished(bool isAborted) => requests?.Stop(isAborted);

    private async Task<TResponse> ReadSingleAsync()
    {
        await Arrived;
        TResponse? response = null;
        if (!IsFinished)
        {
            var outcome = await Responses.ReadAsync(Token);
            if (outcome == ReadOutcome.Message)
            {
                response = Responses.Message;
                outcome = await Responses.ReadAsync(Token);
            }

            Responses.Conclude(outcome, isMessageMissing: response is null);
        }

        ThrowIfFailed();
        return response!;
    }

    private MessageWriter<TRequest> NewWriter(PooledBuffer sink)
    {
        var writer = new MessageWriter<TRequest>(
            sink, method.RequestMarshaller.ContextualSerializer, Channel.Options.MaxSendMessageSize);
        if (Options.Headers?.GetValue(HeaderText.EncodingRequest) is { } name)
        {
            writer.Encoding = Encoding(name);
        }

        return writer;
    }

    private ICompressionProvider? Encoding(string name) => Channel.Encodings.TryFind(name, out var provider)
        ? provider
        : throw new RpcException(new Status(StatusCode.Internal, $"No compression provider is called '{name}'."));
}
