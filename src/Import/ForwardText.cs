namespace BudgetCoaching.Import;

/// <summary>
/// A file or standard input, read once from front to back: its beginning can be looked at before it is read, and once it was read to its
/// end it is known whether its last line is a whole one.
/// </summary>
/// <param name="source">Need not be searchable; disposed of with this.</param>
internal sealed class ForwardText(Stream source) : Stream
{
    /// <summary>Bytes that can be looked at.</summary>
    public const int HeadMax = 4_096;

    private byte[] head = [];
    private int headRead;
    private byte last = (byte)'\n';

    /// <summary>False when something stands after the last line end. Known only at the end.</summary>
    public bool EndsWithItsLine => last == (byte)'\n';

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes that nobody read yet, all of them where there are fewer than <see cref="HeadMax"/>.</summary>
    public ReadOnlySpan<byte> Head()
    {
        if (head.Length - headRead < HeadMax)
        {
            var longer = new byte[HeadMax];
            var kept = head.AsSpan(headRead);
            kept.CopyTo(longer);
            var read = source.ReadAtLeast(longer.AsSpan(kept.Length), HeadMax - kept.Length, throwOnEndOfStream: false);
            (head, headRead) = (longer[..(kept.Length + read)], 0);
        }

        return head.AsSpan(headRead);
    }

    /// <summary>Leaves lines out; none of them may be longer than <see cref="HeadMax"/>.</summary>
    public void SkipLines(int lines)
    {
        for (var line = 0; line < lines; line++)
        {
            var end = Head().IndexOf((byte)'\n');
            if (end < 0)
            {
                throw new InvalidDataException($"there are not {lines} lines before the header");
            }

            headRead += end + 1;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var kept = head.AsSpan(headRead);
        int read;
        if (kept.Length > 0)
        {
            read = Math.Min(kept.Length, buffer.Length);
            kept[..read].CopyTo(buffer);
            headRead += read;
        }
        else
        {
            read = source.Read(buffer);
        }

        if (read > 0)
        {
            last = buffer[read - 1];
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
