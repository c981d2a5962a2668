using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using Google.Protobuf;

namespace BudgetCoaching.Api.Services;

/// <param name="Default">Used when the caller names none.</param>
/// <param name="Max">More is lowered to it (AIP-158).</param>
internal readonly record struct PageLimits(int Default, int Max);

/// <summary>
/// A place in a list, opaque to callers and bound to the call and its other arguments: eight bytes of their digest, then the place. It
/// is no secret and no permission; it only keeps a page of one question from being read as a page of another.
/// </summary>
internal sealed class PageToken
{
    private const int DigestLength = 8;
    private const int PlaceLengthMax = 64;

    private readonly byte[] digest;

    private PageToken(byte[] digest, int size, byte[]? place)
    {
        this.digest = digest;
        Size = size;
        Place = place;
    }

    /// <summary>Most items of the page.</summary>
    public int Size { get; }

    /// <summary>What <see cref="Next"/> was given on the page before; null on the first page.</summary>
    public byte[]? Place { get; }

    /// <param name="request">Whose type stands for the call.</param>
    /// <param name="arguments">Everything but page size and token.</param>
    /// <exception cref="Grpc.Core.RpcException">The token was made for another call or other arguments.</exception>
    public static PageToken Read(
        Fields fields, IMessage request, int pageSize, string token, PageLimits limits, params ReadOnlySpan<object?> arguments)
    {
        if (pageSize < 0)
        {
            fields.Fault("page_size", "must not be negative");
        }

        var size = pageSize <= 0 ? limits.Default : Math.Min(pageSize, limits.Max);
        var question = string.Join('\n', [request.Descriptor.FullName, .. arguments]);
        var bound = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(question))[..DigestLength];
        if (token.Length == 0)
        {
            return new PageToken(bound, size, null);
        }

        var bytes = new byte[DigestLength + PlaceLengthMax];
        if (!Base64Url.TryDecodeFromChars(token, bytes, out var written)
            || written <= DigestLength
            || !bytes.AsSpan(0, DigestLength).SequenceEqual(bound))
        {
            throw ApiFault.PageTokenInvalid();
        }

        return new PageToken(bound, size, bytes[DigestLength..written]);
    }

    /// <summary>The token of a page that begins at a place.</summary>
    public string Next(ReadOnlySpan<byte> place) => Base64Url.EncodeToString([.. digest, .. place]);

    /// <summary>Hands the page's items on and returns the next page's token, empty after the last.</summary>
    public string Cut<T>(IReadOnlyList<T> all, Action<T> take) => Cut(all, take, static _ => 0, int.MaxValue);

    /// <summary>The same, ending as well with the item that brings the page's weight to a most.</summary>
    public string Cut<T>(IReadOnlyList<T> all, Action<T> take, Func<T, int> weigh, int weightMax)
    {
        var start = Place is { Length: sizeof(int) } place ? Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(place)) : 0;
        var end = (int)Math.Min(all.Count, (long)start + Size);
        var weight = 0;
        for (var i = start; i < end; i++)
        {
            take(all[i]);
            weight += weigh(all[i]);
            if (weight >= weightMax)
            {
                end = i + 1;
            }
        }

        if (end >= all.Count)
        {
            return "";
        }

        Span<byte> next = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(next, end);
        return Next(next);
    }
}
