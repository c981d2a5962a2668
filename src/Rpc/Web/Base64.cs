using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using BudgetCoaching.Rpc.Wire;

namespace BudgetCoaching.Rpc.Web;

/// <summary>Writes base64: what stands between two flushes is one padded text.</summary>
internal sealed class Base64Writer(PipeWriter inner) : PipeWriter, IDisposable
{
    /// <summary>Bytes encoded at a time: a multiple of three, so that only the last piece is padded.</summary>
    private const int Piece = 3 * 1024;

    private readonly PooledBuffer plain = new();

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => plain.Length;

    public override void Advance(int bytes) => plain.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => plain.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => plain.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Encode();
        return inner.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public void Encode()
    {
        var rest = plain.WrittenSpan;
        while (!rest.IsEmpty)
        {
            var piece = rest[..Math.Min(rest.Length, Piece)];
            var encoded = inner.GetSpan(Base64.GetMaxEncodedToUtf8Length(piece.Length));
            Base64.EncodeToUtf8(piece, encoded, out _, out var written);
            inner.Advance(written);
            rest = rest[piece.Length..];
        }

        plain.Dispose();
    }

    public void Dispose() => plain.Dispose();
}

/// <summary>Reads base64 that may be several padded texts in a row, as bytes.</summary>
internal sealed class Base64Stream(Stream inner) : OneWayStream
{
    private const int Quantum = 4;
    private const int QuantumBytes = 3;

    private readonly byte[] encoded = new byte[4096];
    private int length;

    public override bool CanRead => true;

    /// <exception cref="InvalidDataException">The text is not base64, or ends inside four characters.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            // The pipe over this stream first asks whether there is anything to read.
            return length < Quantum ? await inner.ReadAsync(buffer, cancellationToken) : 0;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(buffer.Length, QuantumBytes, nameof(buffer));
        while (length < Quantum)
        {
            var read = await inner.ReadAsync(encoded.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return length == 0 ? 0 : throw new InvalidDataException("The base64 of the request ends inside four characters.");
            }

            length += read;
        }

        return Decode(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Decodes what is whole and fits, up to the first padding, behind which another text may follow.</summary>
    private int Decode(Span<byte> buffer)
    {
        var take = Math.Min(length / Quantum, buffer.Length / QuantumBytes) * Quantum;
        var padding = encoded.AsSpan(0, take).IndexOf((byte)'=');
        if (padding >= 0)
        {
            take = ((padding / Quantum) + 1) * Quantum;
        }

        var status = Base64.DecodeFromUtf8(encoded.AsSpan(0, take), buffer, out var consumed, out var written);
        if (status != OperationStatus.Done || consumed != take || written == 0)
        {
            throw new InvalidDataException("The request is not base64.");
        }

        length -= take;
        encoded.AsSpan(take, length).CopyTo(encoded);
        return written;
    }
}
