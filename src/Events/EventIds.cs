using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BudgetCoaching.Events;

/// <summary>Ids that follow from names, so that the same request leads to the same ids wherever it is carried out (R5).</summary>
public static class EventIds
{
    private static readonly Guid Streams = new("6d1f0f0a-8f0e-5d3a-9b57-0c6a3f2b41e7");

    /// <summary>The id of one event of a request: UUIDv5 of <c>"{agency}\n{request id}\n{index}"</c> in the stream's namespace.</summary>
    /// <param name="stream">Name of the stream, whose namespace is the UUIDv5 of it under a fixed one (docs/event-format.md).</param>
    /// <param name="agency">The calling agency.</param>
    /// <param name="requestId">The request's id, unique per stream and agency.</param>
    /// <param name="index">Place among the request's events, from 0.</param>
    public static Guid Of(string stream, string agency, string requestId, int index) =>
        NameBased(NameBased(Streams, stream), string.Create(CultureInfo.InvariantCulture, $"{agency}\n{requestId}\n{index}"));

    /// <summary>A UUID of version 5: SHA-1 over the namespace's bytes and the name in UTF-8 (RFC 9562, section 5.5).</summary>
    public static Guid NameBased(Guid nameSpace, string name)
    {
        const int UuidLength = 16;
        var input = new byte[UuidLength + Encoding.UTF8.GetByteCount(name)];
        nameSpace.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(UuidLength));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..UuidLength], bigEndian: true);
    }
}
