using System.Buffers;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Wire;

/// <summary>Names, content types and the text form of metadata in HTTP headers.</summary>
internal static class HeaderText
{
    public const string ContentType = "application/grpc";
    public const string WebContentType = "application/grpc-web";
    public const string WebTextContentType = "application/grpc-web-text";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string TimeoutName = "grpc-timeout";

    /// <summary>In a request: how often its client has tried before. Handlers may read it.</summary>
    public const string PreviousAttempts = "grpc-previous-rpc-attempts";

    /// <summary>In trailers: milliseconds after which to try again, or, if it is no such number, not to. Handlers may add it.</summary>
    public const string RetryPushback = "grpc-retry-pushback-ms";

    /// <summary>Metadata of this name chooses the encoding of what this side sends, and is not sent itself.</summary>
    public const string EncodingRequest = "grpc-internal-encoding-request";

    public const string Identity = "identity";

    private const int Base64Quantum = 4;

    /// <summary>What a text on the wire may consist of: anything else would have to be refused, or could forge a line.</summary>
    private static readonly SearchValues<char> Printable = SearchValues.Create(
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)));

    public static bool IsGrpc(string? contentType) => Is(contentType, ContentType);

    /// <summary>Whether the content type is of gRPC-Web, and then whether in its base64 form.</summary>
    public static bool IsGrpcWeb(string? contentType, out bool isText)
    {
        isText = Is(contentType, WebTextContentType);
        return isText || Is(contentType, WebContentType);
    }

    public static bool IsPrintable(string text) => !text.AsSpan().ContainsAnyExcept(Printable);

    private static bool Is(string? contentType, string expected)
    {
        if (contentType is null || !contentType.StartsWith(expected, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = contentType.AsSpan(expected.Length);
        return rest.IsEmpty || rest[0] is ';' or ' ' || rest.StartsWith("+proto", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Whether a header is part of the protocol and so not metadata. Of the names in <c>grpc-</c> those of the application
    /// and of tracing (<c>grpc-status-details-bin</c>, <c>grpc-trace-bin</c>, <c>grpc-tags-bin</c>) pass, and those of retries.
    /// </summary>
    public static bool IsProtocol(string name) =>
        name.Length == 0
        || name[0] == ':'
        || name.Equals("content-type", StringComparison.OrdinalIgnoreCase)
        || name.Equals("te", StringComparison.OrdinalIgnoreCase)
        || name.Equals("host", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase)
            && !name.Equals(PreviousAttempts, StringComparison.OrdinalIgnoreCase)
            && !name.Equals(RetryPushback, StringComparison.OrdinalIgnoreCase));

    /// <summary>The text of an entry on the wire: binary values as base64 without padding.</summary>
    public static string Value(Metadata.Entry entry) =>
        entry.IsBinary ? Convert.ToBase64String(entry.RawBytes).TrimEnd('=') : entry.Value;

    /// <summary>
    /// Adds what arrived under one name. Several binary values may share a line, parted by commas; a broken one is left out.
    /// </summary>
    public static void Receive(Metadata metadata, string name, string value)
    {
        var key = name.ToLowerInvariant();
        if (!Metadata.Entry.IsKey(key))
        {
            return;
        }

        if (!key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal))
        {
            metadata.Add(Metadata.Entry.Received(key, value));
            return;
        }

        foreach (var part in value.Split(','))
        {
            if (TryDecode(part, out var bytes))
            {
                metadata.Add(Metadata.Entry.Received(key, bytes));
            }
        }
    }

    private static bool TryDecode(string base64, out byte[] bytes)
    {
        var digits = base64.Trim().TrimEnd('=');
        var padded = digits.PadRight((digits.Length + Base64Quantum - 1) / Base64Quantum * Base64Quantum, '=');
        bytes = new byte[padded.Length / Base64Quantum * 3];
        if (!Convert.TryFromBase64String(padded, bytes, out var length))
        {
            return false;
        }

        Array.Resize(ref bytes, length);
        return true;
    }
}
