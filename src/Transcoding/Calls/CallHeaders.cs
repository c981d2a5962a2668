using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>What HTTP headers say about a call: its metadata and its time limit.</summary>
internal static class CallHeaders
{
    public const string Timeout = "grpc-timeout";

    private const string BinarySuffix = "-bin";
    private const int TimeoutDigitsMax = 8;
    private const int Base64Quantum = 4;

    /// <summary>Timers take no more than about 49 days.</summary>
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromDays(40);

    /// <summary>All headers but those of gRPC's protocol, in lower case; of <c>-bin</c> ones the bytes. Broken ones are left out.</summary>
    public static Metadata Read(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers)
        {
            var key = name.ToLowerInvariant();
            if (key.StartsWith("grpc-", StringComparison.Ordinal) || !IsKey(key))
            {
                continue;
            }

            foreach (var value in values)
            {
                Add(metadata, key, value ?? "");
            }
        }

        return metadata;
    }

    /// <summary>At most eight digits and one of <c>H M S m u n</c>, as gRPC writes it.</summary>
    public static bool TryParseTimeout(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > TimeoutDigitsMax + 1
            || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var unit = text[^1] switch
        {
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            'S' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMillisecond,
            'u' => TimeSpan.TicksPerMicrosecond,
            'n' => 0,
            _ => -1L,
        };
        var ticks = unit == 0 ? (count + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick : count * unit;
        timeout = TimeSpan.FromTicks(Math.Min(Math.Max(ticks, 0), TimeoutMax.Ticks));
        return unit >= 0;
    }

    private static void Add(Metadata metadata, string key, string value)
    {
        if (!key.EndsWith(BinarySuffix, StringComparison.Ordinal))
        {
            metadata.Add(key, value);
            return;
        }

        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            var digits = part.TrimEnd('=');
            var padded = digits.PadRight((digits.Length + Base64Quantum - 1) / Base64Quantum * Base64Quantum, '=');
            var bytes = new byte[padded.Length / Base64Quantum * 3];
            if (Convert.TryFromBase64String(padded, bytes, out var length))
            {
                metadata.Add(key, bytes[..length]);
            }
        }
    }

    private static bool IsKey(string lower)
    {
        foreach (var letter in lower)
        {
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return lower.Length > 0;
    }
}
