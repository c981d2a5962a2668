using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Rpc.Tests.Interop;

/// <summary>Gzip that counts what it inflates: which message came compressed is nothing that a service is told.</summary>
public sealed class CountingGzip : ICompressionProvider
{
    private readonly GzipCompressionProvider gzip = new(CompressionLevel.Fastest);
    private int inflated;
    private int seen;

    public string EncodingName => gzip.EncodingName;

    /// <summary>Whether a message was inflated since this was last asked. The cases run one after the other.</summary>
    public bool TookCompressed() => Interlocked.Exchange(ref seen, Volatile.Read(ref inflated)) != Volatile.Read(ref inflated);

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        gzip.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream)
    {
        Interlocked.Increment(ref inflated);
        return gzip.CreateDecompressionStream(stream);
    }
}

/// <summary>The server's side of gRPC's published interoperability cases.</summary>
public sealed class InteropService(CountingGzip gzip) : TestService.TestServiceBase
{
    public const string EchoedInitial = "x-grpc-test-echo-initial";
    public const string EchoedTrailing = "x-grpc-test-echo-trailing-bin";

    /// <summary>A server of the cases, over TLS if there is a certificate.</summary>
    public static Task<EchoServer> StartAsync(TestCertificate? certificate)
    {
        var gzip = new CountingGzip();
        return EchoServer.StartAsync(
            options =>
            {
                options.CompressionProviders = [gzip];
                options.ResponseCompressionAlgorithm = gzip.EncodingName;
            },
            services => services.AddSingleton(gzip).AddSingleton<InteropService>(),
            app => app.MapGrpcService<InteropService>(),
            certificate is null ? null : https => https.ServerCertificate = certificate.Value);
    }

    public override Task<Empty> EmptyCall(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override async Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context)
    {
        Require(request.ExpectCompressed);
        await EchoMetadataAsync(context);
        Refuse(request.ResponseStatus);
        context.WriteOptions = Options(request.ResponseCompressed);
        return new SimpleResponse { Payload = Zeros(request.ResponseSize) };
    }

    public override Task StreamingOutputCall(
        StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context) =>
        AnswerAsync(request, responseStream);

    public override async Task<StreamingInputCallResponse> StreamingInputCall(
        IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context)
    {
        var size = 0;
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            Require(requestStream.Current.ExpectCompressed);
            size += requestStream.Current.Payload.Body.Length;
        }

        return new StreamingInputCallResponse { AggregatedPayloadSize = size };
    }

    public override async Task FullDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            Refuse(requestStream.Current.ResponseStatus);
            await AnswerAsync(requestStream.Current, responseStream);
        }
    }

    private static async Task AnswerAsync(StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responses)
    {
        foreach (var wanted in request.ResponseParameters)
        {
            responses.WriteOptions = Options(wanted.Compressed);
            await responses.WriteAsync(new StreamingOutputCallResponse { Payload = Zeros(wanted.Size) });
        }
    }

    private static async Task EchoMetadataAsync(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue(EchoedInitial) is { } initial)
        {
            await context.WriteResponseHeadersAsync(new Metadata { { EchoedInitial, initial } });
        }

        if (context.RequestHeaders.GetValueBytes(EchoedTrailing) is { } trailing)
        {
            context.ResponseTrailers.Add(EchoedTrailing, trailing);
        }
    }

    private static void Refuse(EchoStatus? status)
    {
        if (status is not null)
        {
            throw new RpcException(new Status((StatusCode)status.Code, status.Message));
        }
    }

    private static WriteOptions Options(BoolValue? compressed) =>
        new(compressed is { Value: true } ? default : WriteFlags.NoCompress);

    private static Payload Zeros(int size) => new() { Body = ByteString.CopyFrom(new byte[size]) };

    private void Require(BoolValue? compressed)
    {
        var was = gzip.TookCompressed();
        if (compressed is not null && compressed.Value != was)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The message is not compressed as it should be."));
        }
    }
}
