using System.Buffers;
using System.Globalization;
using System.Text;

namespace BudgetCoaching.Rpc.Wire;

/// <summary>The <c>grpc-message</c> encoding: UTF-8, with bytes outside space to tilde, and the percent sign, as <c>%XX</c>.</summary>
internal static class PercentText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c != '%')));

    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length * 2);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is >= (byte)' ' and <= (byte)'~' and not (byte)'%')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    /// <summary>Lenient: a percent sign that starts no pair of hexadecimal digits stands for itself.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var octets = new PooledBuffer();
        try
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '%' && i + 2 < text.Length
                    && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
                {
                    octets.GetSpan(1)[0] = octet;
                    octets.Advance(1);
                    i += 2;
                }
                else
                {
                    octets.Advance(Encoding.UTF8.GetBytes(text.AsSpan(i, 1), octets.GetSpan(4)));
                }
            }

            return Encoding.UTF8.GetString(octets.WrittenSpan);
        }
        finally
        {
            octets.Dispose();
        }
    }
}
