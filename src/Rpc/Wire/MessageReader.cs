using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Compression;

namespace BudgetCoaching.Rpc.Wire;

internal enum ReadOutcome
{
    Message,
    End,
    Failed,
}

/// <summary>
/// Cuts messages out of a pipe: one flag byte, four bytes of length, the payload. It is its own deserialization context, so
/// a message costs no wrapper, and it gives failures as values, so a cancelled call costs no exception on its way up.
/// </summary>
internal abstract class MessageReader<T>(Func<DeserializationContext, T> deserialize, int? longest) : DeserializationContext
    where T : class
{
    public const int HeaderLength = 5;

    private PipeReader? pipe;
    private ICompressionProvider? encoding;
    private ReadOnlySequence<byte> payload;
    private bool ended;
    private bool failed;

    /// <summary>The last message read; null before the first and after the end.</summary>
    public T? Message { get; private set; }

    /// <summary>Why the last read gave <see cref="ReadOutcome.Failed"/>.</summary>
    public Status Failure { get; private set; }

    public override int PayloadLength => (int)payload.Length;

    public override byte[] PayloadAsNewBuffer() => payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => payload;

    public void Attach(PipeReader source, ICompressionProvider? encodingOfPeer)
    {
        pipe = source;
        encoding = encodingOfPeer;
    }

    /// <summary>Takes what is buffered first; only a read that must wait costs a state machine.</summary>
    public ValueTask<ReadOutcome> ReadAsync(CancellationToken cancel)
    {
        if (ended || failed)
        {
            return new(failed ? ReadOutcome.Failed : End());
        }

        try
        {
            if (pipe!.TryRead(out var result) && Take(result) is { } outcome)
            {
                return new(outcome);
            }
        }
        catch (Exception e) when (TryExplain(e, out var status))
        {
            return new(Fail(status));
        }

        return WaitAsync(cancel);
    }

    /// <summary>Gives the pipe's buffers back; nothing can be read afterwards.</summary>
    protected void Release()
    {
        failed |= !ended;
        pipe?.Complete();
    }

    /// <summary>Whether an exception of the transport is the peer's going away or the call's own end, and as what it counts.</summary>
    protected abstract bool TryExplain(Exception e, out Status status);

    /// <summary>What a read that was interrupted counts as.</summary>
    protected abstract Status Interruption { get; }

    /// <summary>Pooled: a stream waits for most of its messages.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadOutcome> WaitAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                if (Take(await pipe!.ReadAsync(cancel)) is { } outcome)
                {
                    return outcome;
                }
            }
        }
        catch (Exception e) when (TryExplain(e, out var status))
        {
            return Fail(status);
        }
    }

    /// <summary>Null when more bytes are needed.</summary>
    private ReadOutcome? Take(ReadResult result)
    {
        var buffer = result.Buffer;
        if (result.IsCanceled)
        {
            pipe!.AdvanceTo(buffer.Start);
            return Fail(Interruption);
        }

        if (buffer.Length < HeaderLength)
        {
            if (result.IsCompleted && buffer.IsEmpty)
            {
                pipe!.AdvanceTo(buffer.End);
                return End();
            }

            return Incomplete(result);
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, HeaderLength).CopyTo(header);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);

        // The length is judged before its bytes are awaited: a claim of 2 GiB fails at once.
        if (length > (uint)(longest ?? int.MaxValue))
        {
            pipe!.AdvanceTo(buffer.Start);
            return Fail(TooLong());
        }

        var frame = HeaderLength + (long)length;
        if (buffer.Length < frame)
        {
            return Incomplete(result);
        }

        payload = buffer.Slice(HeaderLength, length);
        var outcome = Deserialize(header[0]);
        payload = default;
        ended = result.IsCompleted && buffer.Length == frame;
        pipe!.AdvanceTo(buffer.GetPosition(frame));
        return outcome;
    }

    private ReadOutcome? Incomplete(ReadResult result)
    {
        pipe!.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        return result.IsCompleted ? Fail(new Status(StatusCode.Internal, "The stream ended inside a message.")) : null;
    }

    private ReadOutcome Deserialize(byte flag)
    {
        switch (flag)
        {
            case 0:
                return Parse();
            case 1 when encoding is null:
                return Fail(new Status(StatusCode.Internal, "A message is compressed, but no encoding was announced."));
            case 1:
                return Inflate();
            default:
                return Fail(new Status(StatusCode.Internal, "A message has an unknown flag."));
        }
    }

    private ReadOutcome Parse()
    {
        try
        {
            Message = deserialize(this);
            return ReadOutcome.Message;
        }
        catch (Exception e)
        {
            return Fail(new Status(StatusCode.Internal, "A message could not be deserialized.", e));
        }
    }

    private ReadOutcome Inflate()
    {
        using var plain = new PooledBuffer();
        try
        {
            if (!Squeeze.TryInflate(payload, encoding!, longest ?? int.MaxValue, plain))
            {
                return Fail(TooLong());
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return Fail(new Status(StatusCode.Internal, "A message could not be decompressed.", e));
        }

        payload = new ReadOnlySequence<byte>(plain.Written);
        return Parse();
    }

    private Status TooLong() => new(StatusCode.ResourceExhausted, $"A received message is longer than the maximum of {longest} bytes.");

    private ReadOutcome End()
    {
        ended = true;
        Message = null;
        return ReadOutcome.End;
    }

    private ReadOutcome Fail(Status status)
    {
        Message = null;
        failed = true;
        Failure = status;
        return ReadOutcome.Failed;
    }
}
