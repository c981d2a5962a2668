using System.Buffers;
using System.IO.Compression;
using Grpc.Net.Compression;

namespace BudgetCoaching.Rpc.Wire;

/// <summary>The encodings one side knows, in order, and the text that announces them.</summary>
internal sealed class Encodings
{
    private readonly ICompressionProvider[] providers;

    public Encodings(IEnumerable<ICompressionProvider> providers)
    {
        this.providers = [.. providers];
        Announcement = string.Join(',', this.providers.Select(p => p.EncodingName).Prepend(HeaderText.Identity));
    }

    /// <summary>Gzip first, then deflate, at the fastest level.</summary>
    public static IList<ICompressionProvider> BuiltIn() =>
        [new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest)];

    /// <summary>The value of <c>grpc-accept-encoding</c>.</summary>
    public string Announcement { get; }

    /// <summary>False for an encoding not known here; a null provider is identity.</summary>
    public bool TryFind(string? name, out ICompressionProvider? provider)
    {
        provider = null;
        if (string.IsNullOrEmpty(name) || string.Equals(name, HeaderText.Identity, StringComparison.Ordinal))
        {
            return true;
        }

        foreach (var candidate in providers)
        {
            if (string.Equals(candidate.EncodingName, name, StringComparison.Ordinal))
            {
                provider = candidate;
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a peer's <c>grpc-accept-encoding</c> names the encoding.</summary>
    public static bool Accepts(string? announced, string encoding)
    {
        foreach (var part in (announced ?? "").AsSpan().Split(','))
        {
            if (announced.AsSpan(part.Start.Value, part.End.Value - part.Start.Value).Trim().SequenceEqual(encoding))
            {
                return true;
            }
        }

        return false;
    }
}

internal static class Squeeze
{
    private const int InflateStep = 16 * 1024;

    public static void Deflate(ReadOnlySpan<byte> payload, ICompressionProvider encoding, CompressionLevel? level, PooledBuffer into)
    {
        using var stream = encoding.CreateCompressionStream(new BufferStream(into), level);
        stream.Write(payload);
    }

    /// <summary>False once more than <paramref name="limit"/> bytes come out: no more is inflated then.</summary>
    public static bool TryInflate(ReadOnlySequence<byte> payload, ICompressionProvider encoding, long limit, PooledBuffer into)
    {
        using var stream = encoding.CreateDecompressionStream(new SequenceStream(payload));
        while (true)
        {
            var read = stream.Read(into.GetSpan(InflateStep));
            if (read == 0)
            {
                return true;
            }

            into.Advance(read);
            if (into.Length > limit)
            {
                return false;
            }
        }
    }
}
