using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using BudgetCoaching.V1;
using Google.Protobuf;

namespace BudgetCoaching.Import;

/// <summary>
/// Request ids that follow from what is asked: the same row of the same agency bears the same one for ever (R5), and a row with other
/// contents another, so that a changed amount is refused as the reuse of its fact's id and never passes for the row before.
/// </summary>
internal static class RequestIds
{
    /// <param name="write">Without its row number and request id: neither the row's place nor this id may count.</param>
    /// <returns>A UUID of version 8: the first 16 bytes of SHA-256 over the agency, its length before it, and the write.</returns>
    public static Guid Of(string agency, ImportFactsRequest write)
    {
        var name = Encoding.UTF8.GetBytes(agency);
        var content = new byte[sizeof(int) + name.Length + write.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(content, name.Length);
        name.CopyTo(content, sizeof(int));
        write.WriteTo(content.AsSpan(sizeof(int) + name.Length));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
