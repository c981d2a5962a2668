using Grpc.Core;

namespace BudgetCoaching.Rpc.Wire;

/// <summary>Names, content types and the text form of metadata in HTTP headers.</summary>
internal static class HeaderText
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string TimeoutName = "grpc-timeout";

    /// <summary>Metadata of this name chooses the encoding of what this side sends, and is not sent itself.</summary>
    public const string EncodingRequest = "grpc-internal-encoding-request";

    public const string Identity = "identity";

    private const int Base64Quantum = 4;

    public static bool IsGrpc(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = contentType.AsSpan(ContentType.Length);
        return rest.IsEmpty || rest[0] is ';' or ' ' || rest.StartsWith("+proto", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Whether a header is part of the protocol and so not metadata. Of the names in <c>grpc-</c> those of the application
    /// and of tracing (<c>grpc-status-details-bin</c>, <c>grpc-trace-bin</c>, <c>grpc-tags-bin</c>) pass.
    /// </summary>
    public static bool IsProtocol(string name) =>
        name.Length == 0
        || name[0] == ':'
        || name.Equals("content-type", StringComparison.OrdinalIgnoreCase)
        || name.Equals("te", StringComparison.OrdinalIgnoreCase)
        || name.Equals("host", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase));

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
