using System.Text;
using Echo.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>What the handlers saw, for tests to await and assert.</summary>
public sealed class EchoState
{
    /// <summary>Longest a test waits for something that must happen.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<Exception> Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Bytes of payload that the flood could write before the transport held it up.</summary>
    public long Flooded { get; set; }

    /// <summary>Completed by a test to let a stubborn handler go on.</summary>
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Method, host, address and identity of the last call that asked.</summary>
    public string Seen { get; set; } = "";

    public IReadOnlyList<string> Identity { get; set; } = [];

    /// <summary>The deadline of the last call.</summary>
    public DateTime Deadline { get; set; }
}

/// <summary>Behaves as the request's <c>behave</c> says, so that one service reaches every corner.</summary>
public class EchoService(EchoState state) : Echo.V1.EchoService.EchoServiceBase
{
    public static readonly byte[] Details = [0, 1, 2, 250, 251, 252, 253];

    public override async Task<SayReply> Say(SayRequest request, ServerCallContext context)
    {
        if (request.Behave == "warm")
        {
            return new SayReply();
        }

        state.Deadline = context.Deadline;
        state.Started.TrySetResult();
        switch (request.Behave)
        {
            case "refuse":
                throw new RpcException(
                    new Status(StatusCode.FailedPrecondition, request.Text),
                    new Metadata { { "grpc-status-details-bin", Details }, { "why", "rule" } });
            case "refuse-by-status":
                context.Status = new Status(StatusCode.NotFound, request.Text);
                context.ResponseTrailers.Add("trailer", "kept");
                return new SayReply { Text = "dropped" };
            case "throw":
                throw new InvalidOperationException("secret");
            case "refuse-in-italian":
                throw new RpcException(
                    new Status(StatusCode.FailedPrecondition, "perché"), new Metadata { { "why", "perché" }, { "also", "kept" } });
            case "who":
                var address = context.Peer[..context.Peer.LastIndexOf(':')];
                var identity = context.AuthContext.IsPeerAuthenticated ? "certified" : "anonymous";
                state.Seen = $"{context.Method} {context.Host} {address} {identity}";
                state.Identity = [.. context.AuthContext.PeerIdentity.Select(p => p.Value)];
                break;
            case "scope":
                state.Seen = context.GetHttpContext().Features.Get<IServiceProvidersFeature>() is null ? "no scope" : "a scope";
                break;
            case "null":
                return null!;
            case "headers":
                await context.WriteResponseHeadersAsync(new Metadata { { "initial", request.Text }, { "initial-bin", Details } });
                context.ResponseTrailers.Add("trailing", request.Text);
                context.ResponseTrailers.Add("trailing-bin", Details);
                break;
            case "metadata":
                return new SayReply { Text = Describe(context.RequestHeaders) };
            case "wait":
                await UntilCancelledAsync(context);
                break;
            case "stubborn":
                await state.Release.Task;
                break;
            case "plain":
                context.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
                break;
            default:
                break;
        }

        return new SayReply { Text = request.Text, Payload = request.Payload };
    }

    public override async Task Repeat(SayRequest request, IServerStreamWriter<SayReply> responseStream, ServerCallContext context)
    {
        state.Deadline = context.Deadline;
        state.Started.TrySetResult();
        for (var i = 0; i < request.Count; i++)
        {
            var mayWait = request.Behave == "buffered" && i + 1 < request.Count;
            responseStream.WriteOptions = mayWait ? new WriteOptions(WriteFlags.BufferHint) : null;
            await responseStream.WriteAsync(new SayReply { Text = request.Text, Index = i, Payload = request.Payload });
        }

        switch (request.Behave)
        {
            case "refuse":
                throw new RpcException(
                    new Status(StatusCode.ResourceExhausted, "enough"), new Metadata { { "grpc-status-details-bin", Details } });
            case "wait":
                await UntilCancelledAsync(context);
                break;
            case "flood":
                await FloodAsync(request, responseStream);
                break;
            default:
                break;
        }
    }

    public override async Task<SayReply> Join(IAsyncStreamReader<SayRequest> requestStream, ServerCallContext context)
    {
        state.Deadline = context.Deadline;
        state.Started.TrySetResult();
        var joined = new StringBuilder();
        var count = 0;
        try
        {
            while (await requestStream.MoveNext())
            {
                joined.Append(requestStream.Current.Text);
                count++;
                if (requestStream.Current.Behave == "refuse")
                {
                    throw new RpcException(new Status(StatusCode.InvalidArgument, "refused on the way"));
                }
            }
        }
        catch (Exception e)
        {
            state.Failed.TrySetResult(e);
            throw;
        }

        return new SayReply { Text = joined.ToString(), Index = count };
    }

    public override async Task Chat(
        IAsyncStreamReader<SayRequest> requestStream, IServerStreamWriter<SayReply> responseStream, ServerCallContext context)
    {
        state.Deadline = context.Deadline;
        state.Started.TrySetResult();
        var index = 0;
        try
        {
            await foreach (var request in requestStream.ReadAllAsync())
            {
                if (request.Behave == "bye")
                {
                    return;
                }

                await responseStream.WriteAsync(new SayReply { Text = request.Text, Index = index++, Payload = request.Payload });
            }
        }
        catch (Exception e)
        {
            state.Failed.TrySetResult(e);
            throw;
        }
    }

    /// <summary>Every header a handler sees, one a line, binary ones in hexadecimal.</summary>
    private static string Describe(Metadata headers) => string.Join(
        '\n', headers.Select(e => $"{e.Key}={(e.IsBinary ? Convert.ToHexString(e.ValueBytes) : e.Value)}").Order(StringComparer.Ordinal));

    private async Task UntilCancelledAsync(ServerCallContext context)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = context.CancellationToken.Register(() => cancelled.TrySetResult());
        await cancelled.Task;
        state.Cancelled.TrySetResult();
        context.CancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Writes on and on without looking at its token: only the writer can stop it.</summary>
    private async Task FloodAsync(SayRequest request, IServerStreamWriter<SayReply> responses)
    {
        const int bound = 10_000_000;
        var payload = ByteString.CopyFrom(new byte[1000]);
        try
        {
            for (var i = 0; i < bound; i++)
            {
                await responses.WriteAsync(new SayReply { Text = request.Text, Payload = payload });
                state.Flooded += payload.Length;
            }
        }
        catch (Exception e)
        {
            state.Failed.TrySetResult(e);
            throw;
        }
    }
}
