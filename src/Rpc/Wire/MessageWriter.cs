using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace BudgetCoaching.Rpc.Wire;

/// <summary>
/// Writes messages, each with its five bytes of header, into a buffer. It is its own serialization context. A message whose
/// length is stated first goes straight into the sink; one that is compressed or has no stated length goes by a pooled buffer.
/// </summary>
internal sealed class MessageWriter<T>(IBufferWriter<byte> sink, Action<T, SerializationContext> serialize, int? longest)
    : SerializationContext, IBufferWriter<byte>
    where T : class
{
    private const int HeaderLength = MessageReader<T>.HeaderLength;

    private enum Stage
    {
        Open,
        Buffered,
        Direct,
        Complete,
    }

    private PooledBuffer? buffer;
    private Stage stage;
    private bool compressing;
    private int stated = -1;
    private int written;

    /// <summary>Null sends everything as it is.</summary>
    public ICompressionProvider? Encoding { get; set; }

    public CompressionLevel? Level { get; set; }

    /// <summary>Whether the last write failed after its first bytes were in the sink: what follows would not be understood.</summary>
    public bool IsBroken => stage == Stage.Direct;

    /// <exception cref="RpcException">The message is longer than this side may send; nothing was written.</exception>
    public void Write(T message, bool compress)
    {
        compressing = compress && Encoding is not null;
        stage = Stage.Open;
        stated = -1;
        written = 0;
        try
        {
            serialize(message, this);
            if (stage != Stage.Complete)
            {
                throw new InvalidOperationException("The serializer did not complete the message.");
            }
        }
        finally
        {
            buffer?.Dispose();
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        Require(Stage.Open);
        Check(payloadLength);
        stated = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (stage == Stage.Open)
        {
            if (compressing || stated < 0)
            {
                buffer ??= new PooledBuffer();
                stage = Stage.Buffered;
            }
            else
            {
                WriteHeader(flag: 0, stated);
                stage = Stage.Direct;
            }
        }

        return this;
    }

    public override void Complete(byte[] payload)
    {
        Require(Stage.Open);
        WriteWhole(payload);
        stage = Stage.Complete;
    }

    public override void Complete()
    {
        switch (stage)
        {
            case Stage.Direct when written != stated:
                throw new InvalidOperationException($"The serializer stated {stated} bytes and wrote {written}.");
            case Stage.Direct:
                break;
            case Stage.Buffered:
                WriteWhole(buffer!.WrittenSpan);
                break;
            default:
                WriteWhole([]);
                break;
        }

        stage = Stage.Complete;
    }

    void IBufferWriter<byte>.Advance(int count)
    {
        if (stage == Stage.Direct)
        {
            written += count;
            sink.Advance(count);
        }
        else
        {
            buffer!.Advance(count);
        }
    }

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) =>
        stage == Stage.Direct ? sink.GetMemory(sizeHint) : buffer!.GetMemory(sizeHint);

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) =>
        stage == Stage.Direct ? sink.GetSpan(sizeHint) : buffer!.GetSpan(sizeHint);

    private void WriteWhole(ReadOnlySpan<byte> payload)
    {
        Check(payload.Length);

        // The gzip stream of .NET writes nothing at all for no input, which other clients refuse: an empty message is sent plain.
        if (!compressing || payload.IsEmpty)
        {
            WriteHeader(flag: 0, payload.Length);
            sink.Write(payload);
            return;
        }

        using var squeezed = new PooledBuffer();
        Squeeze.Deflate(payload, Encoding!, Level, squeezed);
        WriteHeader(flag: 1, squeezed.Length);
        sink.Write(squeezed.WrittenSpan);
    }

    private void WriteHeader(byte flag, int length)
    {
        var header = sink.GetSpan(HeaderLength);
        header[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)length);
        sink.Advance(HeaderLength);
    }

    private void Check(int length)
    {
        if (length > longest)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted, $"A message of {length} bytes is longer than the maximum of {longest} that may be sent."));
        }
    }

    private void Require(Stage expected)
    {
        if (stage != expected)
        {
            throw new InvalidOperationException("The serializer used its context out of order.");
        }
    }
}
