using System.Net;
using System.Runtime.CompilerServices;
using BudgetCoaching.Rpc.Wire;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Client;

/// <summary>The body of a request with one message. It is serialized when the transport asks, so that a retry finds it whole.</summary>
internal sealed class SingleContent<T>(ClientCall call, Func<PooledBuffer, MessageWriter<T>> newWriter, T message) : HttpContent
    where T : class
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var buffer = new PooledBuffer();
        try
        {
            newWriter(buffer).Write(message, compress: !(call.Options.WriteOptions?.Flags ?? default).HasFlag(WriteFlags.NoCompress));
        }
        catch (Exception e)
        {
            call.Finish(Failures.StatusOf(e));
            throw;
        }

        await stream.WriteAsync(buffer.Written, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <summary>Unknown, which lets the response begin before the request has ended.</summary>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

/// <summary>
/// The body of a request with many messages, which is also where they are written. It stays open until the caller completes
/// it or the call finishes: a body left open would keep the stream.
/// </summary>
internal sealed class PushContent<T>(ClientCall call, Func<PooledBuffer, MessageWriter<T>> newWriter) : HttpContent, IClientStreamWriter<T>
    where T : class
{
    private readonly TaskCompletionSource<Stream?> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PooledBuffer buffer = new();
    private MessageWriter<T>? writer;
    private int writing;

    public WriteOptions? WriteOptions { get; set; } = call.Options.WriteOptions;

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref writing, 1) == 1)
        {
            throw new InvalidOperationException("The write before has not ended: one write at a time.");
        }

        try
        {
            ThrowIfOver();
            Serialize(message);
            await SendAsync(buffer.Written, Flags, cancellationToken);
        }
        finally
        {
            buffer.Dispose();
            Volatile.Write(ref writing, 0);
        }
    }

    /// <summary>The bytes of a message, for sending them more than once.</summary>
    public (byte[] Bytes, WriteFlags Flags) Frame(T message)
    {
        Serialize(message);
        var bytes = buffer.WrittenSpan.ToArray();
        buffer.Dispose();
        return (bytes, Flags);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, WriteFlags flags, CancellationToken cancel = default)
    {
        using var registration = cancel.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), call);
        ThrowIfOver();
        var stream = await opened.Task ?? throw AfterEnd();
        try
        {
            await stream.WriteAsync(frame, call.Token);
            if (!flags.HasFlag(WriteFlags.BufferHint))
            {
                await stream.FlushAsync(call.Token);
            }
        }
        catch (Exception e) when (Failures.IsOfTransport(e))
        {
            // The server may have answered already; when nobody else reads that answer, the transport's word must do.
            await call.AnsweredAsync();
            throw call.IsFinished ? AfterEnd() : new RpcException(Failures.StatusOf(e));
        }
    }

    public Task CompleteAsync()
    {
        closed.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>Ends the body because the call has finished; an aborted one must not look complete to the server.</summary>
    public void Stop(bool isAborted)
    {
        opened.TrySetResult(null);
        if (isAborted)
        {
            closed.TrySetCanceled();
        }
        else
        {
            closed.TrySetResult();
        }
    }

    /// <summary>The first flush sends the headers: the server must not wait for the first message to see the call.</summary>
    /// <exception cref="IOException">
    /// The transport tries again on another connection: what was written to the first is gone, so that the call must fail.
    /// </exception>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.FlushAsync(cancellationToken);
        if (!opened.TrySetResult(stream) && !call.IsFinished)
        {
            throw new IOException("The connection ended, and a stream of messages is not sent again.");
        }

        await closed.Task;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private WriteFlags Flags => (WriteOptions?.Flags).GetValueOrDefault();

    private void Serialize(T message)
    {
        writer ??= newWriter(buffer);
        writer.Write(message, compress: !Flags.HasFlag(WriteFlags.NoCompress));
    }

    private void ThrowIfOver()
    {
        if (call.IsFinished)
        {
            throw AfterEnd();
        }

        if (closed.Task.IsCompleted)
        {
            throw new InvalidOperationException("The request stream has been completed.");
        }
    }

    private Exception AfterEnd() => call.FinalStatus.StatusCode == StatusCode.OK
        ? new InvalidOperationException("The call has ended: no more can be written.")
        : call.Exception();
}
