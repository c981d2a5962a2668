using System.Buffers.Binary;
using System.Security.Cryptography;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using Google.Protobuf;

namespace BudgetCoaching.Api.Services;

/// <param name="Default">Used when the caller names none.</param>
/// <param name="Max">More is lowered to it (AIP-158).</param>
internal readonly record struct PageLimits(int Default, int Max);

/// <summary>
/// A place in a list, opaque to callers and bound to the other arguments: eight bytes of place after eight bytes of their digest. It is
/// no secret and no permission; it only keeps a page of one question from being read as a page of another.
/// </summary>
/// <param name="Offset">Items before the page.</param>
/// <param name="Size">Most items of the page.</param>
internal readonly record struct PageToken(long Offset, int Size, ulong Arguments)
{
    private const int Length = 16;

    /// <param name="arguments">Everything but page size and token.</param>
    /// <exception cref="Grpc.Core.RpcException">The token was made for other arguments.</exception>
    public static PageToken Read(
        Fields fields, int pageSize, string token, PageLimits limits, string subject, IMessage? viewpoint = null, params object[] arguments)
    {
        if (pageSize < 0)
        {
            fields.Fault("page_size", "must not be negative");
        }

        var size = pageSize <= 0 ? limits.Default : Math.Min(pageSize, limits.Max);
        var digest = Digest($"{subject}\n{viewpoint}\n{string.Join('\n', arguments)}");
        if (token.Length == 0)
        {
            return new PageToken(0, size, digest);
        }

        Span<byte> bytes = stackalloc byte[Length];
        if (!Convert.TryFromBase64String(token, bytes, out var written)
            || written != Length
            || BinaryPrimitives.ReadUInt64BigEndian(bytes) != digest
            || BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) is var offset && offset < 0)
        {
            throw ApiFault.PageTokenInvalid();
        }

        return new PageToken(offset, size, digest);
    }

    /// <summary>Hands the page's items on and returns the next page's token, empty after the last.</summary>
    public string Cut<T>(IReadOnlyList<T> all, Action<T> take)
    {
        var end = Math.Min(all.Count, Offset + Size);
        for (var i = Offset; i < end; i++)
        {
            take(all[(int)i]);
        }

        return end < all.Count ? Next(end) : "";
    }

    /// <summary>The token of a page that begins at <paramref name="offset"/>.</summary>
    public string Next(long offset)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Arguments);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], offset);
        return Convert.ToBase64String(bytes);
    }

    private static ulong Digest(string arguments) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(arguments)));
}
